// arm32-xenheap-static: no bank of the static heap holds the heap that 32-bit Xen keeps mapped.
import { domU, machine, MIB, staticHeap } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const xenheapStatic: Refusal<unknown> = {
  id: 'arm32-xenheap-static',
  title: 'no bank of the static heap holds 32-bit Xen’s own heap',
  brief: 'No bank of the static heap can hold the heap that 32-bit Xen keeps mapped.',
  explain:
    'With a static heap, 32-bit Xen takes the part it keeps mapped from the end of one of its banks: a thirty-second of the heap, at least 32 MiB, from one multiple of 32 MiB to another. ' +
    'That part must begin behind the start of its bank, so a bank of 32 MiB on a multiple of 32 MiB never does.',
  fix: 'Make one bank of the static heap larger: 64 MiB on a multiple of 32 MiB hold 32 MiB for Xen and as much for everything else.',
  consequence: 'panic',
  early: true,
  says: [],
  ends: [{ since: '4.17', text: () => 'Not enough space for xenheap' }],
  source: [
    { since: '4.17', until: '4.19', at: 'arch/arm/setup.c:fit_xenheap_in_static_heap' },
    { since: '4.19', at: 'arch/arm/arm32/mmu/mm.c:fit_xenheap_in_static_heap' },
  ],
};

export const example: Example = {
  arch: 'arm32',
  triggers: () => machine(staticHeap(0x80000000, 32 * MIB) + domU(), { gic: 2 }),
  harmless: () => machine(staticHeap(0x80000000, 64 * MIB) + domU(), { gic: 2 }),
};
