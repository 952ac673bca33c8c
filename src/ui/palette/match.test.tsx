import { expect, test } from 'vitest';
import { matching } from './match.ts';

const entries = [
  { title: 'Export the full tree', detail: '.dts' },
  { title: 'domU1 bank 0', detail: '0x4000_0000 to 0x4fff_ffff incl., 256 MiB' },
  { title: 'domU1 bank 1', detail: '0x8_0000_0000 to 0x8_0fff_ffff incl., 256 MiB' },
  { title: 'Merge 2 banks', detail: '' },
  { title: 'Undo', detail: 'Move domU1 bank 0' },
];

test.each<[string, string[]]>([
  ['domu1', ['domU1 bank 0', 'domU1 bank 1', 'Undo']],
  ['bank', ['domU1 bank 0', 'domU1 bank 1', 'Merge 2 banks', 'Undo']],
  ['  MERGE ', ['Merge 2 banks']],
  ['tree exp', ['Export the full tree']],
  ['0x800000000', ['domU1 bank 1']],
  ['0x4000_0000', ['domU1 bank 0']],
  ['bank nothing', []],
  ['', entries.map(({ title }) => title)],
])('%j finds %j', (query, titles) => {
  expect(matching(entries, query).map(({ title }) => title)).toEqual(titles);
});
