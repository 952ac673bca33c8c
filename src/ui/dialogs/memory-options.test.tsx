import { expect, test } from 'vitest';
import { node } from '../../model/tree.ts';
import { barePlan } from '../../testing/bare-plan.ts';
import { memoryOptions, readBanks } from './memory-options.ts';

const typed = (text: string) =>
  text.split(' ').map((bank) => {
    const [start = '', size = ''] = bank.split('/');
    return { start, size };
  });
const shown = (text: string): string => {
  const read = readBanks(typed(text));
  return read.ok
    ? read.value.map((b) => `${b.start.toString(16)}+${b.size.toString(16)}`).join(' ')
    : `${read.problem.at ?? ''}: ${read.problem.message}`;
};

test.each<[string, string | RegExp]>([
  ['0x4000_0000/2G', '40000000+80000000'],
  ['0/2G 0x8_0000_0000/2G', '0+80000000 800000000+80000000'],
  ['0/2G 1G/2G', /^bank 1: it overlaps bank 0/],
  ['0/0', /^bank 0: the size must/],
  ['x/1G', /^bank 0: start: .*not a number/],
  ['0/', /^bank 0: size: empty/],
  ['0xffff_ffff_ffff_f000/1G', /64 bits/],
])('banks typed as %s', (text, expected) => {
  expect(shown(text)).toMatch(expected);
});

test('usual sizes are suggested from where an empty memory node says RAM begins, and none where nothing says', () => {
  const plan = barePlan([]);
  expect(memoryOptions(plan)).toEqual([]);
  const told = { ...plan, tree: { ...plan.tree, root: node('', [], [node('memory@80000000')]) } };
  expect(memoryOptions(told).map((o) => `${o.label} ${o.banks[0]?.start}`)).toEqual(
    ['1 GiB', '2 GiB', '4 GiB', '8 GiB'].map((label) => `${label} ${0x8000_0000}`),
  );
});
