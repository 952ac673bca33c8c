import { expect, test } from 'vitest';
import { range } from '../../model/range.ts';
import { bareOutcome } from '../../testing/bare-analysis.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { addr } from '../../model/addr.ts';
import { linearAxis } from './axis.ts';
import { ghostsAt } from './ghosts.ts';
import { sceneOf } from './guest-lanes.ts';
import { rowsOf } from './rows.ts';
import { fitViewport, scaleOf } from './scale.ts';

// 1 px is 2 MiB from 0x40000000 on.
const axis = linearAxis([range(0x4000_0000n, 0x8000_0000n)]);
const scale = scaleOf(axis, fitViewport(axis, 1024), 1024);

const scene = sceneOf(
  planSpec('domU1 static 50000000+8000000 60000000+8000000 | domU2 static 70000000+8000000'),
  [
    bareOutcome({
      name: 'domU1',
      memory: [{ guest: addr(0x5000_0000n), size: 0x800_0000n, host: [range(0x5000_0000n, 0x800_0000n)] }],
    }),
  ],
);
const rows = rowsOf(scene, 1000);
const blocks = rows.rows.flatMap(({ lane }) => lane.blocks);
const keyOf = (name: string): string => {
  const found = blocks.find((block) => block.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found.key;
};
const yOf = (title: string): number => {
  const row = rows.rows.find(({ lane }) => lane.title === title && lane.space === 'host');
  if (row === undefined) throw new Error(`no ${title}`);
  return row.y + row.inset;
};
const ghost = (name: string, start: bigint, size: bigint) => ({
  key: keyOf(name),
  range: range(start, size),
});
const height = rows.rows[0]?.height;

test('each is in the lane of its block, at the place it had', () => {
  const [far, near] = [
    ghost('domU2 bank 0', 0x5000_0000n, 0x400_0000n),
    ghost('domU1 bank 1', 0x4800_0000n, 0x800_0000n),
  ];
  expect(ghostsAt([far, near], rows, scale)).toEqual([
    { ghost: near, rect: { x: 64, y: yOf('domU1'), width: 64, height, rx: 3 } },
    { ghost: far, rect: { x: 128, y: yOf('domU2'), width: 32, height, rx: 3 } },
  ]);
});

test.each([
  ['a page is as wide as one sees', 0x5000_0000n, 0x1000n, 128, 3],
  ['beyond the right edge', 0xb000_0000n, 0x4000_0000n, 896, 129],
  ['beyond the left edge', 0x2000_0000n, 0x2800_0000n, -1, 65],
])('%s', (_, start, size, x, width) => {
  expect(ghostsAt([ghost('domU1 bank 0', start, size)], rows, scale)[0]?.rect).toMatchObject({ x, width });
});

test('no lane has a ghost of what is no block of host memory', () => {
  const guest = rows.rows.filter(({ lane }) => lane.space === 'guest').flatMap(({ lane }) => lane.blocks);
  expect(guest.length).toBeGreaterThan(0);
  expect(ghostsAt([{ key: 'none', range: range(0n, 1n) }, ...guest], rows, scale)).toEqual([]);
});
