// What must fit a static heap, what is lost beside it, and what is the same after a reboot.
import { describe, expect, it } from 'vitest';
import { MiB } from '../../model/addr.ts';
import { u32, strings } from '../../model/cells.ts';
import type { Plan } from '../../model/plan.ts';
import { node } from '../../model/tree.ts';
import type { Release } from '../../model/release.ts';
import { DEFAULT_TARGET } from '../../model/target.ts';
import { domU, kernelAt, layout, ranges } from '../../testing/layouts.ts';
import { budgetOf, fixturesOf, heapFree, heapOrdersAt, timeline } from './index.ts';

const on = (release: Release) => ({ ...DEFAULT_TARGET, release });
const pages = (mib: bigint): number => Number((mib * MiB) >> 12n);
const fixed = domU('fixed', [0x6000_0000n, 128n * MiB], 0x4400_0000n);
const anywhere = node(
  'anywhere',
  [
    strings('compatible', 'xen,domain'),
    u32('#address-cells', 2),
    u32('#size-cells', 2),
    u32('cpus', 1),
    ranges('memory', (64n * MiB) / 1024n),
  ],
  [kernelAt(0x4500_0000n)],
);
const withHeap = (mib: bigint): Plan => {
  const plan = layout(fixed, anywhere);
  const { root } = plan.tree;
  const heap = ranges('xen,static-heap', 0x7000_0000n, mib * MiB);
  return {
    ...plan,
    tree: {
      ...plan.tree,
      root: {
        ...root,
        children: root.children.map((one) =>
          one.name === 'chosen' ? { ...one, properties: [...one.properties, heap] } : one,
        ),
      },
    },
  };
};

describe('the budget of a static heap', () => {
  it('names everything that must fit, and what is left is what is free', () => {
    const line = timeline(withHeap(128n), on('4.22'));
    const budget = budgetOf(line);
    expect(line.analysis.verdict).toBe('boots');
    expect(budget.needs.map(({ of, pages: count }) => [of, count])).toEqual([
      ['a page table', 1],
      ['the table of all pages', 7168],
      ['a page table', 1],
      ['what Xen itself needs', expect.any(Number)],
      ['page tables of fixed', 512],
      ['what Xen keeps about fixed', expect.any(Number)],
      ['page tables of anywhere', 512],
      ['RAM of anywhere', pages(64n)],
      ['what Xen keeps about anywhere', expect.any(Number)],
    ]);
    expect(budget).toMatchObject({ isStaticHeap: true, given: pages(128n), returned: 0 });
    const last = line.events.at(-1);
    expect(budget.left).toBe(last === undefined ? 0 : heapFree(last.counts));
    expect(budget.wasted.modules).toBe(2 * 16 + 2);
  });

  it('gives modules back up to 4.19', () => {
    const budget = budgetOf(timeline(withHeap(128n), on('4.19')));
    expect(budget).toMatchObject({ returned: 2 * 16 + 2, wasted: { modules: 0 } });
  });

  it('tells also what Xen does not get to, and how much is missing', () => {
    const line = timeline(withHeap(64n), on('4.22'));
    expect(line.analysis.verdict).toBe('refused');
    const budget = budgetOf(line);
    expect(budget.needs.find(({ of }) => of === 'RAM of anywhere')).toMatchObject({
      pages: pages(64n),
      isUnreached: true,
    });
    expect(budget.left).toBeLessThan(0);
  });
});

describe('after a reboot', () => {
  it('what the tree and the boot loader say is the same, what the heap picks is not', () => {
    const fixtures = fixturesOf(timeline(withHeap(128n), on('4.22')));
    const same = (of: string) => fixtures.filter((one) => one.of === of).map(({ isSame }) => isSame);
    expect(same('fixed bank 0')).toEqual([true]);
    expect(same('the table of all pages')).toEqual([true]);
    expect(same('RAM of anywhere')).toEqual([false]);
  });
});

describe('the heap by order', () => {
  it('has as many pages as are free, and none before it is opened', () => {
    const line = timeline(withHeap(128n), on('4.22'));
    const opened = line.events.findIndex(({ what }) => what === 'heap-opened');
    expect(heapOrdersAt(line, opened - 1)).toBeNull();
    for (const { index, counts } of line.events.slice(opened)) {
      const orders = heapOrdersAt(line, index);
      const sum = orders?.chunks.reduce((all, count, order) => all + count * 2 ** order, 0);
      expect(sum).toBe(heapFree(counts));
      expect([...(orders?.zones.values() ?? [])].reduce((all, count) => all + count, 0)).toBe(sum);
    }
  });
});
