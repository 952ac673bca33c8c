import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Addr } from '../../model/addr.ts';
import { setPinned } from '../../model/pin.ts';
import type { Plan } from '../../model/plan.ts';
import { range } from '../../model/range.ts';
import { holdsFor } from '../../testing/seed.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { linearAxis } from './axis.ts';
import { sceneOf } from './guest-lanes.ts';
import type { Measure } from './labels.ts';
import { type LaneLayout, layoutLane, type TextLine } from './lane-layout.ts';
import { rowsOf } from './rows.ts';
import { scaleOf, viewportWith } from './scale.ts';

const MiB = 1n << 20n;
const measure: Measure = (text, face) => text.length * (face === 'label' ? 7 : 6);
const axis = linearAxis([range(0x4000_0000n, 2048n * MiB)]);

function layout(
  spec: string | Plan,
  laneTitle: string,
  start = 0x4000_0000n,
  bytesPerPx = Number(2n * MiB),
): LaneLayout {
  const row = rowsOf(sceneOf(typeof spec === 'string' ? planSpec(spec) : spec, []), 1000).rows.find(
    ({ lane }) => lane.title === laneTitle,
  );
  if (row === undefined) throw new Error(`no lane ${laneTitle}`);
  const view = viewportWith(axis, start as Addr, 0, bytesPerPx, 1024);
  return layoutLane(row, scaleOf(axis, view, 1024), () => false, measure);
}
const words = ({ items }: LaneLayout) =>
  items.map(({ inside, beside }) => [
    ...inside.map(({ text }) => text),
    ...(beside === null ? [] : [`→ ${beside.text}`]),
  ]);

test.each([
  ['wide', 'domU1 static 50000000+20000000', [['domU1  512 MiB', '0x5000_0000 – 0x6fff_ffff']]],
  ['less wide', 'domU1 static 50000000+10000000', [['domU1  256 MiB', '0x5000_0000']]],
  ['narrow', 'domU1 static 50000000+8000000', [['domU1', '128 MiB']]],
  ['too narrow for words', 'domU1 static 50000000+1000000', [['→ domU1']]],
  [
    'a few thin neighbours share a label',
    'domU1 static 50000000+1000000 51800000+1000000 53000000+1000000',
    [['→ 3 regions'], [], []],
  ],
])('words of a block: %s', (_name, spec, expected) => {
  expect(words(layout(spec, 'domU1'))).toEqual(expected);
});

test.each([
  [
    'wide: the lock stands before the words',
    0x2000_0000n,
    ['domU1  512 MiB', '0x5000_0000 – 0x6fff_ffff'],
    { x: 136, y: 0 },
  ],
  ['narrow: on its own, with the words beside', 0x280_0000n, ['→ domU1'], { x: 134, y: 0 }],
])('what is pinned: %s', (_name, size, expected, { x }) => {
  const plan = planSpec(`domU1 static 50000000+${size.toString(16)}`);
  const laid = layout(
    setPinned(
      plan,
      plan.domains.map(({ id }) => id),
      true,
    ),
    'domU1',
  );
  expect(words(laid)).toEqual([expected]);
  expect(laid.items[0]?.lock?.x).toBeCloseTo(x);
});

test('the RAM bank’s words give way to a reservation at its start', () => {
  const [ram] = layout('ram 40000000+80000000 | reserved 40000000+4000000', 'Hardware').items;
  expect(ram?.inside[0]?.x).toBeGreaterThan(32);
});

test('memory that is out of view says which way it lies', () => {
  const spec = 'domU1 static 50000000+1000000';
  expect(layout(spec, 'domU1', 0x9000_0000n, 65536).away).toMatchObject({ text: '◂ domU1', x: 4 });
  const right = layout(spec, 'domU1', 0x4100_0000n, 65536).away;
  expect(right?.text).toBe('domU1 ▸');
  expect((right?.x ?? 0) + (right?.width ?? 0)).toBe(1020);
  expect(layout(spec, 'domU1').away).toBeNull();
});

const extent = ({ text, face, x, anchor }: TextLine): readonly [number, number] => {
  const width = measure(text, face);
  return anchor === 'start' ? [x, x + width] : [x - width, x];
};

test('no two texts of a line overlap, and none leaves the picture', () => {
  holdsFor(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 1, max: 200 })), {
        minLength: 1,
        maxLength: 15,
      }),
      fc.integer({ min: 14, max: 21 }),
      fc.integer({ min: 0, max: 1800 }),
      (banks, zoom, from) => {
        const sorted = banks.toSorted((a, b) => a[0] - b[0]);
        const apart = sorted.filter(
          ([start], i) => start >= Math.max(...sorted.slice(0, i).map(([s, z]) => s + z), 0),
        );
        const spec = apart
          .map(
            ([start, size]) =>
              `${(0x4000_0000n + BigInt(start) * MiB).toString(16)}+${(BigInt(size) * MiB).toString(16)}`,
          )
          .join(' ');
        const made = layout(`domU1 static ${spec}`, 'domU1', 0x4000_0000n + BigInt(from) * MiB, 2 ** zoom);
        const lines = made.items.flatMap(({ inside, beside }) => [
          ...inside,
          ...(beside === null ? [] : [beside]),
        ]);
        for (const [i, line] of lines.entries()) {
          const [x0, x1] = extent(line);
          expect(x0).toBeGreaterThanOrEqual(0);
          expect(x1).toBeLessThanOrEqual(1024);
          const others = lines.filter((other, j) => j !== i && other.y === line.y).map(extent);
          expect(others.every(([a, b]) => b <= x0 || a >= x1)).toBe(true);
        }
      },
    ),
  );
});

test('in a guest: what is loaded is a strip along its RAM, and words of what is offered give way', () => {
  const view = {
    name: 'domU1',
    directMap: false,
    memory: [{ guest: 0x4000_0000n as Addr, size: 16n * MiB, host: null }],
    kernel: null,
    dtb: null,
    initrd: null,
    loaded: [{ what: 'kernel' as const, range: range(0x4000_0000n, 8n * MiB) }],
    gic: [],
    uart: null,
    grant: null,
    extended: [range(0x4100_0000n, 1024n * MiB)],
    shared: [],
  };
  const row = rowsOf(sceneOf(planSpec('domU1 memory 4000'), [view]), 1000).rows.at(-1);
  if (row === undefined) throw new Error('no lane');
  const scale = scaleOf(axis, viewportWith(axis, 0x4000_0000n as Addr, 0, Number(2n * MiB), 1024), 1024);
  const laid = layoutLane(row, scale, () => false, measure);
  const item = (label: string) => laid.items.find(({ drawn }) => drawn.blocks[0]?.label === label);
  const [ram, kernel, offered] = [item('RAM'), item('kernel'), item('extended 0')];
  expect(kernel?.height).toBeLessThan(8);
  expect((kernel?.y ?? 0) + (kernel?.height ?? 0)).toBe((ram?.y ?? 0) + (ram?.height ?? 0));
  const words = layoutLane(
    { ...row, height: 33 },
    scaleOf(axis, { ...scale.viewport, bytesPerPx: Number(MiB) / 16 }, 1024),
    () => false,
    measure,
  );
  const [large, strip] = ['RAM', 'kernel'].map((label) =>
    words.items.find(({ drawn }) => drawn.blocks[0]?.label === label),
  );
  expect(large?.inside).toHaveLength(2);
  expect(large?.inside[1]?.y).toBeLessThanOrEqual((strip?.y ?? 0) - 3);
  expect(ram?.beside?.text).toBe('RAM');
  const behind = (ram?.beside?.x ?? 0) + measure('RAM', 'secondary');
  expect(offered?.inside[0]?.text).toBe('extended 0  1 GiB');
  expect(offered?.inside[0]?.x).toBeGreaterThan(behind);
});
