// arm32-xenheap-hole: 32-bit Xen puts its own heap where there is no RAM.
import { domU, machine, memoryNode, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { SETUP_MM_32 } from '../sources.ts';

export const xenheapHole: Refusal<unknown> = {
  id: 'arm32-xenheap-hole',
  title: '32-bit Xen’s own heap reaches into a hole of RAM',
  brief: 'Xen’s own heap on a 32-bit machine lies where the device tree says there is no RAM.',
  explain:
    'Xen looks for the highest free piece between the first and the last address of RAM, around modules and reserved ranges, but not around the holes between banks. ' +
    'Where the highest bank is smaller than the heap, the heap begins below it, in no memory at all.',
  fix: 'Reserve the highest, small bank in /reserved-memory, or leave it out of /memory.',
  consequence: 'abort',
  early: true,
  says: [{ lines: () => ['Data Abort Trap. Syndrome=0x1820006'] }],
  ends: [{ text: () => 'CPU0: Unexpected Trap: Data Abort' }],
  source: SETUP_MM_32,
};

/** Where the table of pages covers the hole too, Xen finds out only when it touches the memory. */
export const xenheapHoleUnnoticed: Refusal<unknown> = { ...xenheapHole, says: [], ends: [] };

export const example: Example = {
  arch: 'arm32',
  triggers: () =>
    machine(domU(), { gic: 2, memory: memoryNode(0x40000000, 1024 * MIB, 0xa0000000, 32 * MIB) }),
  harmless: () =>
    machine(domU(), { gic: 2, memory: memoryNode(0x40000000, 1024 * MIB, 0xa0000000, 64 * MIB) }),
};
