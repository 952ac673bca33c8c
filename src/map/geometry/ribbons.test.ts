import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdsFor } from '../../testing/seed.ts';
import { RibbonPlaces } from './ribbon-places.ts';
import { crowdOf, MANY_RIBBONS, ribbonArea, ribbonEdges, zigzag } from './ribbons.ts';

type Pair = readonly [number, number];
interface Ends {
  readonly host: Pair;
  readonly guest: Pair;
  readonly y0: number;
  readonly y1: number;
}

function placed(list: readonly Ends[]): RibbonPlaces {
  const places = new RibbonPlaces(list.length);
  list.forEach(({ host, guest, y0, y1 }, i) => places.put(i, ...host, ...guest, y0, y1));
  return places;
}

const crowd = (list: readonly Ends[]) => crowdOf(placed(list), [...list.keys()]);
const count = (path: string, command: string): number => path.split(command).length - 1;

test('1:1 is straight: every x of the path is one of two', () => {
  const area = ribbonArea(placed([{ host: [10, 20], guest: [10, 20], y0: 0, y1: 100 }]), 0);
  const xs = [...area.matchAll(/(-?\d+(?:\.\d)?) -?\d+/g)].map((m) => Number(m[1]));
  expect(new Set(xs)).toEqual(new Set([10, 20]));
});

test('a bend leaves and arrives upright', () => {
  expect(ribbonEdges(placed([{ host: [0, 10], guest: [100, 110], y0: 0, y1: 40 }]), 0)).toBe(
    'M0 0C0 20 100 20 100 40M10 0C10 20 110 20 110 40',
  );
});

const ribbons = (many: number, hostPx: number, guestPx: number): Ends[] =>
  Array.from({ length: many }, (_, i) => ({
    host: [i * 8, i * 8 + hostPx],
    guest: [i * 4, i * 4 + guestPx],
    y0: 0,
    y1: 10,
  }));

test.each([
  [MANY_RIBBONS, MANY_RIBBONS, 0],
  [MANY_RIBBONS + 1, 0, 17],
  [250, 0, 32],
])('of %i hairs, %i are drawn each and %i runs', (many, single, runs) => {
  const drawn = crowd(ribbons(many, 1, 0.5));
  expect([count(drawn.areas, 'Z'), count(drawn.runs, 'Z')]).toEqual([single, runs]);
});

test('a run is the area around its hairs', () => {
  const [first] = crowd(ribbons(33, 1, 0.5)).runs.split('Z');
  expect(`${first}Z`).toBe(ribbonArea(placed([{ host: [0, 9], guest: [0, 4.5], y0: 0, y1: 10 }]), 0));
});

test('a ribbon wide enough to be seen is never joined', () => {
  const { areas, edges } = crowd(ribbons(100, 4, 4));
  expect([count(areas, 'Z'), count(edges, 'M')]).toEqual([100, 200]);
});

/** The same in plain words: an object for each ribbon, a string for each coordinate. */
function plainly(list: readonly Ends[]): ReturnType<typeof crowdOf> {
  const n = (px: number): number => Math.round(px * 10) / 10;
  const bend = (from: number, to: number, middle: number, end: number): string =>
    `C${n(from)} ${n(middle)} ${n(to)} ${n(middle)} ${n(to)} ${n(end)}`;
  const area = ({ host, guest, y0, y1 }: Ends): string =>
    `M${n(host[0])} ${n(y0)}${bend(host[0], guest[0], (y0 + y1) / 2, y1)}` +
    `L${n(guest[1])} ${n(y1)}${bend(guest[1], host[1], (y0 + y1) / 2, y0)}Z`;
  const edges = ({ host, guest, y0, y1 }: Ends): string =>
    [0, 1]
      .map((end) => [host[end] ?? 0, guest[end] ?? 0] as const)
      .map(([from, to]) => `M${n(from)} ${n(y0)}${bend(from, to, (y0 + y1) / 2, y1)}`)
      .join('');
  const around = (pairs: readonly Pair[]): Pair => [
    Math.min(...pairs.map(([from]) => from)),
    Math.max(...pairs.map(([, to]) => to)),
  ];
  const thin = ([from, to]: Pair): boolean => to - from < 3;
  let length = 1;
  while (list.length > MANY_RIBBONS * length) length *= 2;
  const slices = Array.from({ length: Math.ceil(list.length / length) }, (_, i) =>
    list.slice(i * length, (i + 1) * length),
  );
  const isRun = (slice: readonly Ends[]): boolean =>
    length > 1 && slice.every(({ host, guest }) => thin(host) && thin(guest));
  const runs = slices.filter(isRun).map((slice) => ({
    y0: slice[0]?.y0 ?? 0,
    y1: slice[0]?.y1 ?? 0,
    host: around(slice.map(({ host }) => host)),
    guest: around(slice.map(({ guest }) => guest)),
  }));
  const single = slices.filter((slice) => !isRun(slice)).flat();
  return {
    runs: runs.map(area).join(''),
    areas: single.map(area).join(''),
    edges: single.map(edges).join(''),
  };
}

test('what is written is what one would say in plain words, to the letter', () => {
  const px = fc.double({ min: -4000, max: 5600, noNaN: true });
  const pair = fc
    .tuple(px, fc.oneof({ weight: 9, arbitrary: fc.double({ min: 0, max: 3, noNaN: true }) }, px))
    .map(([from, width]): Pair => [from, from + Math.abs(width)]);
  const y = fc.constantFrom(0, 33, 69.5, 1204);
  const ends = fc.record({ host: pair, guest: pair, y0: y, y1: y });
  holdsFor(
    fc.property(fc.array(ends, { maxLength: 150 }), (list) => {
      expect(crowd(list)).toEqual(plainly(list));
    }),
  );
});

test('a zigzag stays within 3 px of its line', () => {
  expect(zigzag(50, 0, 28)).toBe('M47,0L53,14L47,28');
});
