import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byStart, intersection, range, type Range, subtract } from '../../model/range.ts';
import { holdsFor } from '../../testing/seed.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { sceneOf } from './guest-lanes.ts';
import type { GuestView } from './guest-view.ts';
import { type Claims, claimsOf, collisionsOf, guestCollisionsOf, outsideOf } from './overlap.ts';
import type { Block, BlockKind, Lane } from './scene.ts';

const hex = (r: Range) => `${r.start.toString(16)}+${r.size.toString(16)}`;
const collisions = (spec: string) =>
  collisionsOf(claimsOf(sceneOf(planSpec(spec), []).host)).map(
    ({ a, b, range: r }) => `${a.name} × ${b.name} ${hex(r)}`,
  );

test.each([
  ['apart', 'domU1 static 60000000+10000000 | domU2 static 70000000+10000000', []],
  [
    'two domains',
    'domU1 static 64000000+20000000 | domU2 static 80000000+10000000',
    ['domU1 bank 0 × domU2 bank 0 80000000+4000000'],
  ],
  [
    'a domain with itself',
    'domU1 static 60000000+10000000 68000000+10000000',
    ['domU1 bank 0 × domU1 bank 1 68000000+8000000'],
  ],
  [
    'its own kernel',
    'domU1 static 60000000+10000000 kernel 62000000+10000',
    ['domU1 bank 0 × domU1 kernel 62000000+10000'],
  ],
  [
    'the heap and Xen',
    'xen 40200000+200000 | heap 40000000+400000',
    ['static heap × Xen image 40200000+200000'],
  ],
  [
    'a reservation',
    'reserved 60000000+1000 | domU1 static 60000000+10000000',
    ['reserved firmware@60000000 × domU1 bank 0 60000000+1000'],
  ],
  ['a blob inside its own memreserve', 'memreserve 48000000+2000 | fdt 48000000+2000', []],
  [
    'a bank across the edge of a memreserve',
    'memreserve 48000000+2000 | domU1 static 48001000+10000',
    ['reserved memreserve × domU1 bank 0 48001000+1000'],
  ],
  [
    'one shared memory named twice',
    `domU1 static 60000000+1000 shared ipc0 78000000>78000000+1000
     domU2 static 70000000+1000 shared ipc0 78000000>20000000+1000`,
    [],
  ],
])('%s', (_name, spec, expected) => {
  expect(collisions(spec)).toEqual(expected);
});

const outside = (spec: string) =>
  outsideOf(sceneOf(planSpec(spec), []).host).map(
    ({ block, ranges }) => `${block.name} ${ranges.map(hex).join(' ')}`,
  );

test.each([
  ['inside', 'ram 40000000+40000000 | domU1 static 60000000+20000000', []],
  [
    'across the end',
    'ram 40000000+40000000 | domU1 static 60000000+30000000',
    ['domU1 bank 0 80000000+10000000'],
  ],
  ['across touching banks', 'ram 40000000+20000000 60000000+20000000 | heap 50000000+20000000', []],
  [
    'across a hole',
    'ram 40000000+10000000 60000000+10000000 | heap 48000000+20000000',
    ['static heap 50000000+10000000'],
  ],
])('outside RAM: %s', (_name, spec, expected) => {
  expect(outside(spec)).toEqual(expected);
});

test('on a board whose RAM is not known nothing is outside', () => {
  const plan = planSpec('domU1 static 60000000+10000000');
  expect(outsideOf(sceneOf({ ...plan, host: { ...plan.host, memory: [] } }, []).host)).toEqual([]);
});

const claim = (kind: BlockKind, r: Range, i: number): Block => ({
  key: `${i}`,
  ids: [],
  kind,
  range: r,
  owner: 'xen',
  label: '',
  name: '',
  grip: 'moves',
  pinned: false,
  odd: false,
});
const laneWith = (key: string, blocks: readonly Block[]): Lane => ({
  key,
  space: 'host',
  title: '',
  detail: '',
  domain: null,
  owner: 'xen',
  blocks,
  marks: [],
  draws: null,
  ribbons: [],
});
const someRange = fc
  .tuple(fc.bigInt(0n, 200n), fc.bigInt(1n, 40n))
  .map(([start, size]) => range(start * 4096n, size * 4096n));

/** Ranges near 0, and so far up that neighbours are one number. */
const nearOrFar = fc
  .tuple(fc.constantFrom(0n, 1n << 60n), fc.bigInt(0n, 20n), fc.bigInt(1n, 5n))
  .map(([base, at, size]) => range(base + at, size));

test('the sweep finds exactly the pairs that intersect', () => {
  holdsFor(
    fc.property(fc.array(nearOrFar, { maxLength: 12 }), (ranges) => {
      const blocks = ranges.map((r, i) => claim('bank', r, i));
      const found = collisionsOf(claimsOf([laneWith('l', blocks)]));
      const expected = ranges.flatMap((a, i) => ranges.slice(i + 1).flatMap((b) => intersection(a, b) ?? []));
      expect(found.map(({ range: r }) => hex(r)).toSorted()).toEqual(expected.map(hex).toSorted());
    }),
  );
});

const someLane = fc.tuple(fc.nat(9), fc.array(nearOrFar, { maxLength: 4 })).map(([key, ranges]) =>
  laneWith(
    `${key}`,
    ranges.toSorted(byStart).map((r, i) => claim('bank', r, i)),
  ),
);
/** Of the lanes from a place on so many go, and others come. */
const someEdit = fc.tuple(fc.nat(8), fc.nat(2), fc.array(someLane, { maxLength: 2 }));

test('step by step the same is found as at once, in the same order', () => {
  holdsFor(
    fc.property(fc.array(someLane, { maxLength: 8 }), fc.array(someEdit), (first, edits) => {
      let [lanes, claims]: [readonly Lane[], Claims] = [first, claimsOf(first)];
      for (const [at, go, come] of edits) {
        lanes = lanes.toSpliced(at, go, ...come);
        claims = claimsOf(lanes, claims);
        expect(collisionsOf(claims)).toEqual(collisionsOf(claimsOf(lanes)));
      }
    }),
  );
});

test('what lies outside RAM is the claim without the RAM', () => {
  holdsFor(
    fc.property(someRange, fc.array(someRange, { minLength: 1, maxLength: 5 }), (taken, ram) => {
      const blocks = [...ram.map((r, i) => claim('ram', r, i)), claim('bank', taken, 99)];
      const [found] = outsideOf([laneWith('l', blocks)]);
      expect(found?.ranges ?? []).toEqual(subtract([taken], ram));
    }),
  );
});

const RAM = range(0x4000_0000n, 0x1000_0000n);
const guest: GuestView = {
  name: 'domU1',
  directMap: false,
  memory: [{ guest: RAM.start, size: RAM.size, host: [range(0x6000_0000n, RAM.size)] }],
  kernel: null,
  dtb: null,
  initrd: null,
  loaded: [{ what: 'kernel', range: range(RAM.start, 0x10_0000n) }],
  gic: [range(0x300_1000n, 0x1_0000n)],
  uart: null,
  grant: null,
  extended: [range(0x5000_0000n, 0x1000_0000n)],
  shared: [],
};
const register = (at: bigint) => ({
  guest: at,
  host: 0xa00_0000n,
  size: 0x1000n,
  device: '/soc/rtc@a000000',
  path: '/d',
});
const ipc = { id: 'ipc0', guest: RAM.start, host: null, size: 0x1000n };

test.each<[string, Partial<GuestView>, string[]]>([
  ['a kernel in its RAM, and space offered behind it', {}, []],
  ['registers over RAM', { windows: [register(0x4800_0000n)] }, ['bank 0 × rtc@a000000 48000000+1000']],
  [
    'registers over the kernel, and so over RAM',
    { windows: [register(0x4000_0000n)] },
    ['rtc@a000000 × kernel 40000000+1000', 'rtc@a000000 × bank 0 40000000+1000'],
  ],
  ['registers over the GIC', { windows: [register(0x300_1000n)] }, ['rtc@a000000 × GIC 3001000+1000']],
  [
    'registers in space that is offered',
    { windows: [register(0x5800_0000n)] },
    ['extended 0 × rtc@a000000 58000000+1000'],
  ],
  [
    'shared memory over the kernel',
    { shared: [ipc] },
    ['ipc0 × kernel 40000000+1000', 'ipc0 × bank 0 40000000+1000'],
  ],
])('inside a guest: %s', (_name, over, expected) => {
  const plan = planSpec('domU1 static 60000000+10000000');
  const lanes = sceneOf(plan, [{ ...guest, ...over }]).guest;
  expect(guestCollisionsOf(lanes).map(({ a, b, range: r }) => `${a.label} × ${b.label} ${hex(r)}`)).toEqual(
    expected,
  );
});
