// The region under a pixel is the region that exact arithmetic puts there: at every zoom from a whole board of 1 TiB down
// to 16 bytes per px, with breaks and without. What is exact is worked out here anew, in fractions of bigints.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Addr, addr, GiB, KiB } from '../../model/addr.ts';
import { between, containsAddr, endOf, range, type Range } from '../../model/range.ts';
import { holdsFor } from '../../testing/seed.ts';
import { type Axis, breaksOf, brokenAxis, linearAxis } from './axis.ts';
import { type Hit, hitRow, MOUSE } from './hit.ts';
import { drawnOf } from './lane-layout.ts';
import { rowsOf } from './rows.ts';
import {
  addrOf,
  extentOf,
  fitViewport,
  MIN_BYTES_PER_PX,
  type Scale,
  scaleOf,
  viewportWith,
} from './scale.ts';
import type { Block, Lane } from './scene.ts';

const WIDTH = 1200;
/** A board of 1 TiB in three banks, far apart. */
const RAM = [
  range(0x4000_0000n, 2n * GiB),
  range(0x8_8000_0000n, 30n * GiB),
  range(0x100_0000_0000n, 992n * GiB),
];

interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/** A `number` as it is, bit for bit. */
function exactly(value: number): Fraction {
  let [over, under] = [value, 1n];
  while (!Number.isInteger(over)) [over, under] = [over * 2, under * 2n];
  return { over: BigInt(over), under };
}
const times = (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.over, under: a.under * b.under });
const through = (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.under, under: a.under * b.over });
const minus = (a: Fraction, b: Fraction): Fraction => ({
  over: a.over * b.under - b.over * a.under,
  under: a.under * b.under,
});
const isLess = (a: Fraction, b: Fraction): boolean => a.over * b.under < b.over * a.under;
const whole = (value: bigint): Fraction => ({ over: value, under: 1n });

/** The byte under `px`, walking the axis from the left edge of the view. */
function byteUnder({ axis, viewport }: Scale, px: number): Addr {
  const parts = axis.segments.flatMap((segment, i) => {
    const gap = breaksOf(axis)[i];
    const here = { part: segment, perPx: exactly(viewport.bytesPerPx) };
    return gap === undefined
      ? [here]
      : [here, { part: gap, perPx: through(whole(gap.size), exactly(axis.breakPx)) }];
  });
  let [at, left] = [viewport.start as bigint, exactly(px)];
  for (const { part, perPx } of parts) {
    if (endOf(part) <= at) continue;
    const width = through(whole(endOf(part) - at), perPx);
    if (isLess(left, width)) {
      const bytes = times(left, perPx);
      return addr(at + bytes.over / bytes.under);
    }
    left = minus(left, width);
    at = endOf(part);
  }
  return addr(at);
}

const axes = fc.constantFrom<Axis>(brokenAxis(RAM), linearAxis(RAM));
const share = fc.double({ min: 0, max: 1, noNaN: true });
const views = fc.tuple(axes, share, share).map(([axis, zoom, place]) => {
  const fit = fitViewport(axis, WIDTH);
  const bytesPerPx = fit.bytesPerPx * (MIN_BYTES_PER_PX / fit.bytesPerPx) ** zoom;
  const at = addrOf(scaleOf(axis, fit, WIDTH), place * WIDTH);
  return scaleOf(axis, viewportWith(axis, at, WIDTH / 2, bytesPerPx, WIDTH), WIDTH);
});

const PAGE = 4n * KiB;
/** Whole pages that are about so many px long, at least one. */
const pages = ({ viewport }: Scale, px: number): bigint => {
  const wanted = BigInt(Math.round((px * viewport.bytesPerPx) / Number(PAGE)));
  return (wanted < 1n ? 1n : wanted) * PAGE;
};

/** Regions and free space in turn, of so many px each, from where the view begins; what crosses a break is left out. */
function regionsIn(scale: Scale, lengths: readonly number[]): Range[] {
  const regions: Range[] = [];
  let at = (scale.viewport.start / PAGE) * PAGE;
  lengths.forEach((px, i) => {
    const end = at + pages(scale, px);
    if (i % 2 === 0) regions.push(between(addr(at), addr(end)));
    at = end;
  });
  const within = (region: Range): boolean =>
    scale.axis.segments.some((s) => s.start <= region.start && endOf(region) <= endOf(s));
  return regions.filter(within);
}

const laneOf = (regions: readonly Range[]): Lane => ({
  key: 'lane',
  space: 'host',
  title: 'lane',
  detail: '',
  domain: null,
  owner: 'dom-0',
  marks: [],
  ribbons: [],
  draws: null,
  blocks: regions.map((at, i): Block => ({
    key: `block ${i}`,
    ids: [],
    kind: 'bank',
    range: at,
    owner: 'dom-0',
    label: `${i}`,
    name: `${i}`,
    grip: 'resizes',
    odd: false,
    pinned: false,
  })),
});

const hitAt = (lane: Lane, scale: Scale, px: number): Hit => {
  const [row] = rowsOf({ host: [lane], guest: [] }, 1000).rows;
  if (row === undefined) throw new Error('no row');
  return hitRow(
    row,
    drawnOf(lane, scale, () => false),
    px,
    () => false,
    MOUSE,
  );
};

const blocksOf = (hit: Hit): readonly Block[] =>
  hit.kind === 'block' ? [hit.block] : hit.kind === 'crowd' ? hit.blocks : [];

test('the byte under a pixel, at every zoom', () => {
  holdsFor(
    fc.property(views, fc.integer({ min: 0, max: WIDTH - 1 }), (scale, px) => {
      const off = addrOf(scale, px) - byteUnder(scale, px);
      expect(off === 0n || off === 1n || (off === -1n && scale.axis.segments.length > 1)).toBe(true);
    }),
    2000,
  );
});

/** Nearer to an edge than this, in px, nothing is said. */
const AIM = 0.001;
/** What is thinner is drawn wider than it is, or easier to hit; so around it that may be meant as well. */
const THIN = 2 * MOUSE.slop;

test('the region under a pixel, at every zoom', () => {
  const lengths = fc.array(fc.double({ min: 0.2, max: 90, noNaN: true }), { minLength: 1, maxLength: 80 });
  holdsFor(
    fc.property(views, lengths, fc.integer({ min: 0, max: WIDTH - 1 }), (scale, px, x) => {
      const lane = laneOf(regionsIn(scale, px));
      const at = byteUnder(scale, x);
      const there = lane.blocks.find((block) => containsAddr(block.range, at));
      const blocks = blocksOf(hitAt(lane, scale, x));
      const distance = (block: Block): number => {
        const [x0, x1] = extentOf(scale, block.range);
        return Math.max(x0 - x, x - x1, 0);
      };
      const width = (block: Block): number => {
        const [x0, x1] = extentOf(scale, block.range);
        return x1 - x0;
      };
      const edges = lane.blocks.flatMap((block) => extentOf(scale, block.range));
      fc.pre(edges.every((edge) => Math.abs(edge - x) > AIM));
      const tooThin = lane.blocks.filter((block) => width(block) < THIN && distance(block) < THIN);
      const meant = there === undefined ? tooThin : [there, ...tooThin];
      const isExact = tooThin.length > 0 || blocks.length === meant.length;
      expect(isExact && (blocks.length === 0 || blocks.some((block) => meant.includes(block)))).toBe(true);
    }),
    2000,
  );
});
