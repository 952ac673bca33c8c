// pt-map-failed: passed-through registers that cannot be mapped.
import { asking, DEVICE, partialTree, partialTrees } from '../example-text.ts';
import type { Refusal } from '../refusal.ts';
import { inDom0lessBuild } from '../sources.ts';

const paddr = (value: bigint): string => value.toString(16).padStart(16, '0');

export const windowNotMapped: Refusal<{ readonly guest: bigint; readonly host: bigint }> = {
  id: 'pt-map-failed',
  title: 'passed-through registers that cannot be mapped',
  brief: 'Xen cannot map the device’s registers into the guest.',
  explain:
    'Registers are mapped with the same page tables as memory: each far-off page takes tables from the domain’s pool, and an address beyond what the root table reaches cannot be mapped at all.',
  fix: 'Use lower guest addresses that lie together, or raise xen,domain-p2m-mem-mb.',
  consequence: 'panic',
  early: false,
  says: [{ lines: ({ guest, host }) => [`Failed to map ${paddr(host)} to the guest at${paddr(guest)}`] }],
  ends: [],
  source: inDom0lessBuild('handle_passthrough_prop'),
};

export const example = partialTrees(() => partialTree(asking({ reg: [DEVICE, 0x1000, 2 ** 48] })));
