import { expect, test } from 'vitest';
import { plainNeed } from '../../model/need.ts';
import { bytes, MiB } from '../../model/addr.ts';
import type { EntityId } from '../../model/plan.ts';
import { problemText } from '../../model/result.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { type NeedText, readNeed, textOf } from './need-form.ts';
import { needLabel, needSize, needWishes } from './need-words.ts';

const plan = planSpec('ram 40000000+40000000 | heap 44000000+2000000 | domU1 static 50000000+1000000');
const domain = plan.domains[0]?.id ?? ('' as EntityId);
const bank = plan.domains[0]?.staticMem?.[0]?.id ?? '';
const plain = textOf(plainNeed('n' as EntityId, { kind: 'memory', domain }, bytes(512n * MiB)));

/** What is typed beside a plain need, and what is understood: in words, or what is refused. */
const said = (typed: Partial<NeedText>): string => {
  const read = readNeed(plan, { ...plain, ...typed });
  if (!read.ok) return `refused: ${problemText(read.problem)}`;
  const need = { ...read.value, id: 'n' as EntityId };
  return [needLabel(plan, need.for), needSize(need), ...needWishes(plan, need)]
    .join(', ')
    .replace(', ,', ',');
};

test.each<[Partial<NeedText>, string]>([
  [{}, 'domU1 memory, 512 MiB'],
  [{ size: '1.5 GiB', most: '2G', banks: '3' }, 'domU1 memory, 1.5 GiB to 2 GiB, in up to 3 banks'],
  [{ kind: 'heap', size: '64M' }, 'static heap, 64 MiB'],
  [{ kind: 'module', module: 'ramdisk', size: '0x1234567' }, 'domU1 ramdisk, 19088743 B'],
  [{ kind: 'entity', entity: bank, nextTo: 'gone' }, 'domU1 bank 0, next to something that is gone'],
  [
    { align: '32 MiB', wish: '1 GiB', gap: '64K' },
    'domU1 memory, 512 MiB, aligned to 32 MiB, better on 1 GiB, 64 KiB from anything else',
  ],
  [{ ram: '0', reach: '32' }, 'domU1 memory, 512 MiB, in RAM bank 0, below 0x1_0000_0000 (host physical)'],
  [
    { ram: 'fast', reach: '0x4000_0000..0x6000_0000' },
    'domU1 memory, 512 MiB, in “fast” RAM, from 0x4000_0000 to 0x6000_0000 (host physical)',
  ],
  [{ dma: '/soc' }, 'domU1 memory, 512 MiB, where /soc reaches'],
  [{ at: '0x6000_0000' }, 'domU1 memory, 512 MiB, at 0x6000_0000 (host physical)'],
  [{ size: '' }, 'refused: size: say how much is needed'],
  [{ size: '100' }, 'refused: size: must be whole pages of 4 KiB'],
  [{ most: '256M' }, 'refused: at most: must not be less than the size'],
  [{ banks: '0' }, 'refused: banks: a whole number from 1 to 999'],
  [{ align: '3M' }, 'refused: alignment: must be a power of two, such as 2 MiB'],
  [{ at: '0x1001' }, 'refused: address: must be a multiple of 4 KiB'],
  [{ reach: '64' }, 'refused: reach: a device has 12 to 52 address bits'],
  [
    { reach: 'near' },
    'refused: reach: write a number of address bits, such as 32, or a window as 0x4000_0000..0x8000_0000',
  ],
  [{ reach: '2G..1G' }, 'refused: reach: the window must end after it starts'],
  [{ kind: 'entity', entity: '' }, 'refused: choose what it is about'],
  [{ domain: 'gone' }, 'refused: whose memory it is: choose a domain'],
])('typed %j: %s', (typed, words) => {
  expect(said(typed)).toBe(words);
});

test.each<Partial<NeedText>>([
  { size: '1.5 GiB', most: '2 GiB', banks: '3', align: '2 MiB', wish: '1 GiB' },
  { reach: '32', gap: '64 KiB', ram: 'fast', at: '0x6000_0000', nextTo: bank },
  { reach: '0x4000_0000..0x6000_0000' },
  { dma: '/soc/dma@1000' },
  { kind: 'module', module: 'ramdisk', size: '19088743 B' },
])('what was read is typed the same: %j', (typed) => {
  const text = { ...plain, ...typed };
  const read = readNeed(plan, text);
  expect(read.ok && textOf({ ...read.value, id: 'n' as EntityId })).toEqual(text);
});
