// dom0-placement-varies: where dom0's RAM lies may differ from one boot to the next.
//
// Xen picks it from its heap, scrubbed memory first, and idle CPUs scrub while it starts (boot/dom0-memory.ts). Nothing
// fails, but whatever relies on an address of dom0's would.
import { totalSize } from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';
import type { Replay } from '../boot/replay.ts';
import { ownMemory } from '../own-memory.ts';
import type { Rule } from './rule.ts';

export const dom0PlacementVaries: Rule<Replay> = {
  id: 'dom0-placement-varies',
  title: 'where dom0’s RAM lies may differ from one boot to the next',
  source: [{ at: 'xen/common/page_alloc.c: scrub_free_pages, alloc_heap_pages; allocate_memory_11' }],
  check({ boot, analysis }) {
    const dom0 = analysis.domains.find(({ name }) => name === 'dom0');
    const { dom0Memory: possible } = boot;
    if (dom0 === undefined || possible === null || possible.certain || possible.failing !== null) return [];
    const banks = ownMemory(dom0).flatMap(({ host }) => host ?? []);
    return [
      {
        severity: 'question',
        domain: 'dom0',
        message: `May dom0’s ${sizeText(totalSize(banks))} lie elsewhere${possible.complete ? '' : ', or not be had in full,'} at the next boot? Idle CPUs scrub free memory while Xen starts, and what is clean is taken first: this is one possibility. With bootscrub=0 on Xen’s command line every boot gives the same.`,
        range: banks[0] ?? null,
        involved: banks,
        path: '/chosen',
        property: 'xen,xen-bootargs',
      },
    ];
  },
};
