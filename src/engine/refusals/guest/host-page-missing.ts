// host-page-missing: part of what dom0 is told it has is not mapped.
import { dom0, machine, reserve } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { MAP_RANGE } from '../sources.ts';

export const hostPageMissing: Refusal<unknown> = {
  id: 'host-page-missing',
  title: 'part of what dom0 is told it has is not mapped',
  brief: 'Reserved memory or registers in dom0’s device tree are not mapped, or not to their end.',
  explain:
    'dom0 (or a hardware domain) gets the registers of the host’s devices and the regions of /reserved-memory one to one. For each entry of reg Xen maps as many pages as its size takes, from the page in which it starts. An entry that starts within a page can reach into one page more, which is left out unless another node has it: 4 KiB at 0x80000800 are one page, and the second half is missing. Of a /reserved-memory without ranges no region is mapped at all. Nothing is printed. dom0’s own tree still has the whole entry, and lists a reserved region as RAM besides; dom0 faults where the page is missing. Xen does this in every release.',
  fix: 'Let the entry start on a page, reserve whole pages, and give /reserved-memory an empty ranges.',
  consequence: 'misbehaves',
  early: false,
  says: [],
  ends: [],
  source: [
    ...MAP_RANGE,
    { until: '4.20', at: 'common/device_tree.c:dt_bus_default_match' },
    { since: '4.20', at: 'common/device-tree/device-tree.c:dt_bus_default_match' },
  ],
};

export const example: Example = {
  triggers: () => machine(dom0, { reserved: reserve(0x90000800, 0x1000) }),
  harmless: () => machine(dom0, { reserved: reserve(0x90000000, 0x1000) }),
};
