import { expect, test } from 'vitest';
import { bytes, hex, MiB } from '../../model/addr.ts';
import { addNeed, type Need, plainNeed } from '../../model/need.ts';
import type { EntityId, Plan } from '../../model/plan.ts';
import { range } from '../../model/range.ts';
import { DEFAULT_TARGET } from '../../model/target.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { placed, PLACE_THE_REST } from './placing.ts';

/** A board of two banks whose `/soc` reaches three windows, and `/soc/pcie` nothing. */
function board(): Plan {
  const plan = planSpec(
    'ram 40000000+40000000 800000000+80000000 | xen 40200000+200000 | fdt 40000000+1000 | a kernel 40400000+10000',
  );
  const dma = [
    {
      path: '/soc',
      windows: [range(0n, MiB), range(0x6000_0000n, 32n * MiB), range(0x8_4000_0000n, 512n * MiB)],
    },
    { path: '/soc/pcie', windows: [] },
  ];
  return {
    ...plan,
    host: { ...plan.host, dma },
    wants: { ...plan.wants, tags: [['slow'], ['fast', 'ecc']] },
  };
}

test.each<[string, Partial<Need>, bigint, string]>([
  ['anywhere: the largest free piece stays whole', {}, 64n, '0x40600000'],
  ['where a bus reaches', { dma: '/soc' }, 64n, '0x85c000000'],
  ['where a device on it reaches', { dma: '/soc/dma@1000' }, 64n, '0x85c000000'],
  [
    'what is small may use a small window',
    { dma: '/soc', reach: range(0n, 0x1_0000_0000n) },
    16n,
    '0x60000000',
  ],
  ['no window is large enough', { dma: '/soc' }, 1024n, 'impossible: at least … in one of 3 ranges'],
  ['none at all', { dma: '/soc/pcie/nic' }, 2n, 'impossible: at least … where there is no memory at all'],
  ['a tag', { ram: 'slow' }, 64n, '0x40600000'],
  ['a tag that another bank has too', { ram: 'ecc' }, 64n, '0x800000000'],
  ['a tag nobody has', { ram: 'none' }, 64n, 'impossible: at least … where there is no memory at all'],
])('%s', (_, wish, size, place) => {
  const plan = board();
  const what = { kind: 'memory', domain: plan.domains[0]!.id } as const;
  const asking = addNeed(plan, {
    ...plainNeed('' as EntityId, what, bytes(size * MiB)),
    align: bytes(2n * MiB),
    ...wish,
  });
  const answer = placed(asking, DEFAULT_TARGET, PLACE_THE_REST);
  const said =
    answer.kind === 'placed'
      ? answer.items.flatMap(({ to }) => to.map(({ start }) => hex(start))).join(' ')
      : answer.kind === 'impossible'
        ? `impossible: ${answer.conflict.map(({ asks }) => asks.replace(/^[^,]+/, 'at least …').replace(',', '')).join()}`
        : answer.kind;
  expect(said).toBe(place);
});
