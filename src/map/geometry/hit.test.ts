import { expect, test } from 'vitest';
import { range } from '../../model/range.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { linearAxis } from './axis.ts';
import { cull } from './cull.ts';
import { sceneOf } from './guest-lanes.ts';
import { type Aim, FINGER, type Hit, hitRow, MOUSE } from './hit.ts';
import { rowAt, rowsOf } from './rows.ts';
import { scaleOf } from './scale.ts';

// 1 px is 1 MiB from 0x40000000 on.
const MiB = 1n << 20n;
const axis = linearAxis([range(0x4000_0000n, 2048n * MiB)]);
const scale = scaleOf(axis, { start: axis.segments[0]?.start as never, bytesPerPx: Number(MiB) }, 2048);

function hit(
  spec: string,
  laneTitle: string,
  x: number,
  selected: string | null = null,
  aim: Aim = MOUSE,
): string {
  const rows = rowsOf(sceneOf(planSpec(spec), []), 1000);
  const row = rows.rows.find(({ lane }) => lane.title === laneTitle);
  if (row === undefined) throw new Error(`no lane ${laneTitle}`);
  const found = hitRow(row, cull(row.lane.blocks, scale), x, (block) => block.name === selected, aim);
  return said(found);
}

const said = (found: Hit): string => {
  if (found.kind === 'block') return `${found.block.name}${found.edge === null ? '' : ` ${found.edge}`}`;
  return found.kind === 'crowd' ? `${found.blocks.length} blocks` : found.kind;
};

// At 256 px, 64 px wide.
const bank = 'domU1 static 50000000+4000000';

test.each([
  ['the middle', 288, null, 'domU1 bank 0'],
  ['just inside the start', 258, null, 'domU1 bank 0 start'],
  ['just inside the end', 317, null, 'domU1 bank 0 end'],
  ['just outside the start', 250, null, 'free'],
  ['just outside the start of the selected one', 250, 'domU1 bank 0', 'domU1 bank 0 start'],
  ['just outside the end of the selected one', 326, 'domU1 bank 0', 'domU1 bank 0 end'],
  ['away', 400, 'domU1 bank 0', 'free'],
])('%s', (_name, x, selected, expected) => {
  expect(hit(bank, 'domU1', x, selected)).toBe(expected);
});

test.each([
  ['moves by an edge what is not selected', 258, null, 'domU1 bank 0'],
  ['takes a handle from afar', 236, 'domU1 bank 0', 'domU1 bank 0 start'],
  ['takes a handle from within', 269, 'domU1 bank 0', 'domU1 bank 0 start'],
  ['has the middle of it left', 288, 'domU1 bank 0', 'domU1 bank 0'],
  ['away', 400, 'domU1 bank 0', 'free'],
])('a finger: %s', (_name, x, selected, expected) => {
  expect(hit(bank, 'domU1', x, selected, FINGER)).toBe(expected);
});

test('a finger beside a page means it', () => {
  expect(hit('domU1 static 50000000+1000', 'domU1', 246, null, FINGER)).toBe('domU1 bank 0');
});

test.each([
  ['a page has room around it', 'domU1 static 50000000+1000', 253, 'domU1 bank 0'],
  [
    'of two on top of each other the narrow one',
    'domU1 static 50000000+10000000 54000000+1000000',
    328,
    'domU1 bank 1',
  ],
  ['a crowd', 'domU1 static 50000000+1000 50002000+1000 50004000+1000', 257, '3 blocks'],
])('%s', (_name, spec, x, expected) => {
  expect(hit(spec, 'domU1', x)).toBe(expected);
});

test('modules move but have no edges to pull; RAM is neither', () => {
  const spec = `${bank} kernel 50000000+4000000`;
  expect(hit(spec, 'Modules', 258)).toBe('domU1 kernel');
  expect(hit(spec, 'Hardware', 2)).toBe('RAM');
});

test('rows are found by their y, and nothing between the lanes and the guests', () => {
  const rows = rowsOf(sceneOf(planSpec(bank), []), 1000);
  expect(rows.rows.map((row) => rowAt(rows, row.y + 1)?.lane.title)).toEqual([
    'Hardware',
    'Xen',
    'domU1',
    'Modules',
  ]);
  expect(rowAt(rows, rows.heightPx + 5)).toBeUndefined();
});
