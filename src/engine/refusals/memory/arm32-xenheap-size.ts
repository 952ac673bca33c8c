// arm32-xenheap-size: no room in RAM for the heap that 32-bit Xen keeps mapped.
import { domU, machine, MIB, reserveEvery } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { SETUP_MM_32 } from '../sources.ts';

const NOT_ENOUGH = [
  { until: '4.17', text: () => 'Not not enough space for xenheap' },
  { text: () => 'Not enough space for xenheap' },
] as const;

export const xenheapSize: Refusal<unknown> = {
  id: 'arm32-xenheap-size',
  title: 'no room for 32-bit Xen’s own heap',
  brief: 'No free piece of RAM is large enough for the heap that 32-bit Xen keeps mapped.',
  explain:
    'A 32-bit Xen cannot map all RAM, and keeps one piece of it mapped for itself: a thirty-second of RAM, rounded up to 32 MiB, between 32 MiB and 1 GiB, from one multiple of 32 MiB to another. ' +
    'It tries half as much while that is more than 32 MiB, so where 64 MiB do not fit, 32 MiB are not tried.',
  fix: 'Leave a larger free piece of RAM on a multiple of 32 MiB: move reserved ranges, static memory and modules together, or give xenheap_megabytes=32 on Xen’s command line.',
  consequence: 'panic',
  early: true,
  says: [],
  ends: NOT_ENOUGH,
  source: SETUP_MM_32,
};

const fromHeap = (): string => domU({ banks: null, kib: 32 * 1024 });
export const example: Example = {
  arch: 'arm32',
  triggers: () => machine(fromHeap(), { gic: 2, reserved: reserveEvery(64 * MIB) }),
  harmless: () => machine(fromHeap(), { gic: 2, reserved: reserveEvery(256 * MIB) }),
};
