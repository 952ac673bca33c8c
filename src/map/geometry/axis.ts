// The one axis host and guest physical addresses share: segments where any lane has something, joined by
// breaks that stand for long stretches of nothing. A strict linear axis is the same thing with one segment.
import {
  type Addr,
  alignDown,
  alignUp,
  type Bytes,
  bytes,
  compare,
  distance,
  GiB,
} from '../../model/addr.ts';
import { between, endOf, range, type Range, totalSize, union } from '../../model/range.ts';

export interface Axis {
  /** Sorted, disjoint, never touching, at least one, none empty. */
  readonly segments: readonly Range[];
  /** What a break takes on screen at every zoom, in px. */
  readonly breakPx: number;
}

/** Room for a zigzag and a label; less where there are many breaks. */
export const BREAK_PX = 34;
const NARROW_BREAK_PX = 18;
const FEW_BREAKS = 5;

/** A gap is broken only when, drawn to scale, it would take more than this share of the axis. */
const BREAK_PERCENT = 8n;
/** Breaks have a fixed width, so a picture cannot hold any number of them. */
const MOST_BREAKS = 12;
/** A segment takes at least 1/32 of the axis, so that a lone page between two breaks has room for a label. */
const SMALLEST_SHARE = 32n;
/** Nearer to 0 than this part of the axis counts as near. */
const NEAR_ZERO = 16n;

const NOTHING: Axis = { segments: [range(0n, 4n * GiB)], breakPx: BREAK_PX };

/** The whole stretch from the first to the last thing, without breaks. */
export function linearAxis(things: readonly Range[]): Axis {
  const joined = union(things);
  const [first, last] = [joined[0], joined.at(-1)];
  return first === undefined || last === undefined
    ? NOTHING
    : { segments: [between(first.start, endOf(last))], breakPx: BREAK_PX };
}

/** The axis on which every one of `things` is to scale and the longest gaps between them are breaks. */
export function brokenAxis(things: readonly Range[]): Axis {
  const joined = union(things);
  const whole = linearAxis(joined).segments;
  const breaks = longGaps(joined, totalSize(whole));
  const kept = totalSize(whole) - totalSize(breaks);
  const floor = powerOfTwoUpTo(kept / SMALLEST_SHARE);
  const segments: Range[] = [];
  let start = fromZero(whole[0], kept);
  for (const gap of breaks.toSorted((a, b) => compare(a.start, b.start))) {
    if (start !== undefined) segments.push(atLeast(between(start, gap.start), floor));
    start = endOf(gap);
  }
  const end = whole.at(-1);
  if (start !== undefined && end !== undefined) segments.push(atLeast(between(start, endOf(end)), floor));
  return { segments, breakPx: breaks.length > FEW_BREAKS ? NARROW_BREAK_PX : BREAK_PX };
}

/** Longest first, for as long as leaving one out makes the rest clearly larger. */
function longGaps(joined: readonly Range[], whole: bigint): Range[] {
  const gaps = joined.slice(1).map((next, i) => between(endOf(joined[i] ?? next), next.start));
  const breaks: Range[] = [];
  let kept = whole;
  for (const gap of gaps.toSorted((a, b) => compare(b.size, a.size))) {
    if (breaks.length === MOST_BREAKS || gap.size * 100n <= kept * BREAK_PERCENT) break;
    breaks.push(gap);
    kept -= gap.size;
  }
  return breaks;
}

/** An axis that begins near 0 begins at 0. */
function fromZero(whole: Range | undefined, kept: bigint): Addr | undefined {
  if (whole === undefined) return undefined;
  return whole.start * NEAR_ZERO < kept ? (0n as Addr) : whole.start;
}

// Grows by less than `floor` on each side, two neighbours together by less than a break's 8 %: they never meet.
const atLeast = (segment: Range, floor: bigint): Range =>
  segment.size >= floor
    ? segment
    : between(alignDown(segment.start, floor), alignUp(endOf(segment), floor) as Addr);

const powerOfTwoUpTo = (value: bigint): bigint =>
  value < 1n ? 1n : 1n << BigInt(value.toString(2).length - 1);

export const axisStart = (axis: Axis): Addr => axis.segments[0]?.start ?? (0n as Addr);
export const axisEnd = (axis: Axis): Addr => {
  const last = axis.segments.at(-1);
  return last === undefined ? (0n as Addr) : endOf(last);
};

/** The stretches of nothing, in address order: one between every two segments. */
export const breaksOf = (axis: Axis): Range[] =>
  axis.segments.slice(1).map((next, i) => between(endOf(axis.segments[i] ?? next), next.start));

/** Bytes drawn to scale: everything but the breaks. */
export const bytesDrawn = (axis: Axis): Bytes => totalSize(axis.segments);

/** `30 GiB of nothing`: the size in the largest unit that keeps it readable, marked `about` when rounded. */
export function breakLabel(gap: Range): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];
  let power = 0;
  while (power < units.length - 1 && gap.size >= bytes(1024n) << BigInt(10 * power)) power += 1;
  const unit = 1n << BigInt(10 * power);
  const tenths = (gap.size * 10n + unit / 2n) / unit;
  const exact = tenths * unit === gap.size * 10n;
  const text = tenths % 10n === 0n ? `${tenths / 10n}` : `${tenths / 10n}.${tenths % 10n}`;
  return `${exact ? '' : '≈ '}${text} ${units[power] ?? ''} of nothing`;
}

export const sameAxis = (a: Axis, b: Axis): boolean =>
  a === b ||
  (a.breakPx === b.breakPx &&
    a.segments.length === b.segments.length &&
    a.segments.every((segment, i) => {
      const other = b.segments[i];
      return (
        other !== undefined &&
        segment.start === other.start &&
        distance(segment.start, endOf(segment)) === other.size
      );
    }));
