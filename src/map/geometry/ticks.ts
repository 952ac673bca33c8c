// Ticks of the axis: steps from a table of powers of two, labels in grouped hex, never touching each other.
import { type Addr, alignUp, groupedHex, plus } from '../../model/addr.ts';
import { endOf } from '../../model/range.ts';
import { addrOf, pxOf, pxPer, type Scale } from './scale.ts';

export interface Tick {
  readonly at: Addr;
  readonly px: number;
  /** null: a line without a number. */
  readonly label: string | null;
  /** Where the label hangs from `px`, so that it stays inside the picture. */
  readonly anchor: 'start' | 'middle' | 'end';
}

/** Step sizes: the powers of two from 64 B to 8 EiB. */
const STEPS: readonly bigint[] = Array.from({ length: 58 }, (_, i) => 1n << BigInt(i + 6));
/** px between the ends of two labels. */
const LABEL_GAP = 14;
/** px between two lines at least. */
const LINE_GAP = 44;

const stepFor = (bytesPerPx: number, px: number): bigint =>
  STEPS.find((step) => pxPer(step, bytesPerPx) >= px) ?? STEPS.at(-1) ?? 1n;

/** Width of a label in px; the caller knows the font. */
export type LabelWidth = (label: string) => number;

interface Placed {
  readonly x0: number;
  readonly x1: number;
}

function hang(px: number, width: number, room: number): { anchor: Tick['anchor']; x0: number; x1: number } {
  if (px < width / 2) return { anchor: 'start', x0: px, x1: px + width };
  if (px > room - width / 2) return { anchor: 'end', x0: px - width, x1: px };
  return { anchor: 'middle', x0: px - width / 2, x1: px + width / 2 };
}

/** Ticks in view, in address order. First the starts of segments get their labels, long segments first, then the steps that have room. */
export function ticksOf(scale: Scale, labelWidth: LabelWidth): Tick[] {
  const segments = scale.pieces.filter((p) => !p.isBreak && p.x1 >= 0 && p.x0 <= scale.widthPx);
  const { bytesPerPx } = scale.viewport;
  const fine = stepFor(bytesPerPx, LINE_GAP);
  const widest = Math.max(0, ...segments.map((p) => labelWidth(groupedHex(endOf(p.range)))));
  const coarse = stepFor(bytesPerPx, widest + LABEL_GAP);
  const lines = new Map<Addr, number>();
  const starts = segments
    .filter(({ x0 }) => x0 >= 0)
    .toSorted((a, b) => b.x1 - b.x0 - (a.x1 - a.x0))
    .map(({ range }) => range.start);
  const wanted: Addr[] = [...starts];
  for (const { range, x0 } of segments) {
    if (x0 >= 0) lines.set(range.start, pxOf(scale, range.start));
    const from = x0 >= 0 ? range.start : addrOf(scale, 0);
    for (let at = alignUp(from, fine); at < endOf(range); at = plus(at, fine)) {
      const px = pxOf(scale, at);
      if (px > scale.widthPx) break;
      lines.set(at, px);
    }
  }
  for (const [at] of lines) if (at % coarse === 0n) wanted.push(at);

  const placed: Placed[] = [];
  const labelled = new Map<Addr, Tick>();
  for (const at of wanted) {
    const px = lines.get(at);
    if (px === undefined || labelled.has(at)) continue;
    const label = groupedHex(at);
    const { anchor, x0, x1 } = hang(px, labelWidth(label), scale.widthPx);
    if (x0 < 0 || x1 > scale.widthPx) continue;
    if (placed.some((other) => x0 < other.x1 + LABEL_GAP && other.x0 < x1 + LABEL_GAP)) continue;
    placed.push({ x0, x1 });
    labelled.set(at, { at, px, label, anchor });
  }
  return [...lines]
    .map(([at, px]): Tick => labelled.get(at) ?? { at, px, label: null, anchor: 'middle' })
    .toSorted((a, b) => a.px - b.px);
}
