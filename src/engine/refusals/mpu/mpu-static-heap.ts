// mpu-static-heap: an MPU and no static heap.
import { domU, machine, MIB, staticHeap } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const mpuNoHeap: Refusal<unknown> = {
  id: 'mpu-static-heap',
  title: 'an MPU and no static heap',
  brief: 'Xen on an MPU needs xen,static-heap, and the tree has none.',
  explain:
    'An MPU protects a handful of ranges and translates nothing, so Xen cannot take its heap from wherever RAM is free: it maps one range, the first bank of xen,static-heap. Without one it panics before its console is up. Further banks are handed to the heap without being mapped.',
  fix: 'Give Xen a static heap of one bank in /chosen.',
  consequence: 'panic',
  early: true,
  says: [],
  ends: [{ text: () => 'No static heap memory bank found' }],
  source: [{ since: '4.22', at: 'arch/arm/mpu/mm.c:setup_mm_helper' }],
};

export const example: Example = {
  on: ['MPU'],
  triggers: () => machine(domU({ more: 'direct-map;' })),
  harmless: () => machine(staticHeap(0x50000000, 128 * MIB) + domU({ more: 'direct-map;' })),
};
