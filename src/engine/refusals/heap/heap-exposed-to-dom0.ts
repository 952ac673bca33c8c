// heap-exposed-to-dom0: dom0 takes Xen’s static heap for its own RAM.
import { kernel, machine, MIB, reserve, staticHeap } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const heapExposed: Refusal<unknown> = {
  id: 'heap-exposed-to-dom0',
  title: 'dom0 takes Xen’s static heap for its own RAM',
  brief: 'Xen’s static heap is listed in dom0’s device tree as RAM.',
  explain:
    'Besides its own RAM, dom0 (or a hardware domain) is given a second /memory node with what firmware reserved. Xen starts it at the first reserved region it recorded and from there on leaves out static memory of domains, but not its static heap. So a heap that was read after a region of /reserved-memory is in that node. It is not mapped for dom0, which faults at the first touch; a Linux kernel touches all its RAM early. A heap that is read first is not listed.',
  fix: 'Put /chosen before /reserved-memory in the tree, or reserve no region, or do without dom0.',
  consequence: 'misbehaves',
  early: false,
  says: [],
  ends: [],
  source: [
    { since: '4.17', until: '4.22', at: 'arch/arm/domain_build.c:make_memory_node' },
    { since: '4.22', at: 'common/device-tree/domain-build.c:make_memory_node' },
  ],
};

const withHeap = (reserved: string | undefined): string =>
  machine(
    `${staticHeap(0xa0000000, 512 * MIB)} xen,xen-bootargs = "dom0_mem=128M bootscrub=0"; ${kernel(0x42000000)}`,
    reserved === undefined ? {} : { reserved },
  );

export const example: Example = {
  triggers: () => withHeap(reserve(0x90000000, MIB)),
  harmless: () => withHeap(undefined),
};
