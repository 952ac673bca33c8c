import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Addr, bytes, GiB, isAligned, KiB, MiB, PAGE } from '../../model/addr.ts';
import { range } from '../../model/range.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { holdsFor } from '../../testing/seed.ts';
import { brokenAxis } from './axis.ts';
import { sceneOf } from './guest-lanes.ts';
import { fitViewport, scaleOf } from './scale.ts';
import {
  type Edge,
  metBy,
  nearestTarget,
  onlyOf,
  outOfBreak,
  reachableGrid,
  rulesFor,
  snapEdge,
  snapMove,
  type SnapRules,
  targetsOf,
  toGrid,
} from './snap.ts';

const at = (value: bigint) => value as Addr;
const neighbour = { at: at(0x4510_0000n), label: 'end of domU2 bank 0', of: 'b' };
const rules = (reach: bigint = 8n * MiB, targets = [neighbour]): SnapRules => ({
  grid: bytes(2n * MiB),
  targets: { start: targets, end: targets },
  reach: bytes(reach),
});

test.each([
  ['the grid, down', 0x4000_ffffn, 0x4000_0000n],
  ['the grid, up', 0x4010_0000n, 0x4020_0000n],
  ['a neighbour off the grid', 0x44f0_0000n, neighbour.at],
  ['the grid, out of reach of the neighbour', 0x45a0_0000n, 0x45a0_0000n],
])('an edge is caught by %s', (_name, from, to) => {
  expect(snapEdge(at(from), 'start', rules())).toBe(to);
});

test('a moved block is caught by whichever of its edges is nearer', () => {
  const size = bytes(64n * MiB);
  expect(snapMove(at(0x4500_0000n), size, rules())).toEqual({ start: 0x4510_0000n, edge: 'start' });
  expect(snapMove(at(0x4100_0000n), size, rules())).toEqual({ start: 0x4110_0000n, edge: 'end' });
});

const anyRules = fc
  .tuple(
    fc.constantFrom(4n * KiB, 64n * KiB, 2n * MiB, GiB),
    fc.array(fc.bigInt(0n, 1n << 36n), { maxLength: 12 }),
    fc.bigInt(0n, 1n << 26n),
  )
  .map(([grid, places, reach]): SnapRules => {
    const targets = places
      .map((t) => ({ at: at(t & ~0xfffn), label: 'x', of: 'x' }))
      .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    return { grid: bytes(grid), reach: bytes(reach), targets: { start: targets, end: targets } };
  });

test('snapping what is snapped changes nothing, and no edge travels further than it may', () => {
  holdsFor(
    fc.property(anyRules, fc.bigInt(0n, 1n << 36n), (some, value) => {
      const once = snapEdge(at(value), 'end', some);
      const by = nearestTarget(at(value), 'end', some);
      const way = once > value ? once - value : value - once;
      expect(way <= (by === null ? some.grid / 2n : some.reach)).toBe(true);
      expect(by?.at ?? toGrid(once, some.grid)).toBe(once);
      expect(by === null || snapEdge(once, 'end', some) === once).toBe(true);
    }),
  );
});

test('a moved block lands on the grid or with one edge exactly on a target', () => {
  holdsFor(
    fc.property(anyRules, fc.bigInt(0n, 1n << 36n), fc.bigInt(1n, 1n << 20n), (some, value, pages) => {
      const size = bytes(pages * PAGE);
      const { start, edge } = snapMove(at(value), size, some);
      const met = metBy({ start, size }, onlyOf(some.targets, edge));
      expect(met.length > 0 || isAligned(start, some.grid)).toBe(true);
      expect(start >= 0n).toBe(true);
    }),
  );
});

test.each([
  [2n * MiB, 1 << 10, 2n * MiB],
  [2n * MiB, 1 << 20, 2n * MiB],
  [2n * MiB, 3 << 20, 8n * MiB],
  [4n * KiB, 16, 4n * KiB],
  [4n * KiB, 1 << 20, 2n * MiB],
  [GiB, 1 << 20, GiB],
])('a grid of %s bytes at %s bytes/px is one of %s', (grid, bytesPerPx, expected) => {
  expect(reachableGrid(bytes(grid), bytesPerPx)).toBe(expected);
});

test('what catches is the whole page around a module of odd length', () => {
  const scene = sceneOf(planSpec('domU1 static 60000000+1000 kernel 44000000+10123'), []);
  const kernel = (edge: Edge) =>
    targetsOf(scene, new Set())
      [edge].filter(({ label }) => label.includes('kernel'))
      .map(({ at: place }) => place);
  expect(kernel('end')).toEqual([0x4400_0000n]);
  expect(kernel('start')).toEqual([0x4401_1000n]);
});

test('a range is never pulled into what it would overlap, and keeps to the edges of its RAM bank', () => {
  const scene = sceneOf(planSpec('ram 40000000+80000000 | reserved 5fe00000+40000'), []);
  const all = { grid: bytes(2n * MiB), reach: bytes(8n * MiB), targets: targetsOf(scene, new Set()) };
  const by = (place: bigint, edge: Edge) => nearestTarget(at(place), edge, all)?.label;
  expect(by(0x5ff0_0000n, 'end')).toContain('start of reserved');
  expect(by(0x5fd0_0000n, 'start')).toContain('end of reserved');
  expect(by(0x4010_0000n, 'start')).toBe('start of RAM');
  expect(by(0xbff0_0000n, 'end')).toBe('end of RAM');
  expect(by(0xc010_0000n, 'start')).toBeUndefined();
});

test('a range that fits between others meets both, and each of several at one place', () => {
  const scene = sceneOf(
    planSpec(
      'ram 40000000+40000000 | a static 40000000+8000000 | b static 50000000+8000000 | c static 50000000+1000',
    ),
    [],
  );
  const met = (start: bigint, size: bigint) =>
    metBy(range(start, size), targetsOf(scene, new Set())).map(({ label }) => label);
  expect(met(0x4800_0000n, 0x800_0000n)).toEqual([
    'end of a bank 0',
    'start of b bank 0',
    'start of c bank 0',
  ]);
  expect(met(0x4800_0000n, 0x700_0000n)).toEqual(['end of a bank 0']);
  expect(met(0x4810_0000n, 0x100_0000n)).toEqual([]);
});

test('suspended, only whole pages count', () => {
  const axis = brokenAxis([range(0n, 4n * GiB)]);
  const free = rulesFor(
    bytes(2n * MiB),
    { start: [neighbour], end: [neighbour] },
    scaleOf(axis, fitViewport(axis, 1000), 1000),
    true,
  );
  expect(snapEdge(at(0x450f_f123n), 'start', free)).toBe(0x450f_f000n);
});

test('nothing is put where there is nothing: a start inside a break goes to the nearer bank', () => {
  const axis = brokenAxis([range(0n, 2n * GiB), range(32n * GiB, 2n * GiB)]);
  const scale = scaleOf(axis, fitViewport(axis, 1000), 1000);
  expect(outOfBreak(scale, at(3n * GiB), MiB)).toBe(2n * GiB - MiB);
  expect(outOfBreak(scale, at(30n * GiB), MiB)).toBe(32n * GiB);
  expect(outOfBreak(scale, at(GiB), MiB)).toBe(GiB);
});
