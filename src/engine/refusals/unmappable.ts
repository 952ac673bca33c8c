// How Xen ends when it maps an address of more than 48 bits: mfn_to_xen_entry asserts, in debug builds only.
import type { Citation, Ending } from './refusal.ts';

const ASSERTION = "Assertion '!(mfn_to_maddr(mfn) & ~PADDR_MASK)' failed at";

export const UNMAPPABLE: readonly Ending<unknown>[] = [
  { until: '4.17', build: 'debug', text: () => `${ASSERTION} mm.c:352` },
  { until: '4.18', build: 'debug', text: () => `${ASSERTION} arch/arm/mm.c:320` },
  { until: '4.19', build: 'debug', text: () => `${ASSERTION} arch/arm/mm.c:357` },
  { build: 'debug', text: () => `${ASSERTION} arch/arm/mmu/pt.c:184` },
];

export const UNMAPPABLE_AT: readonly Citation[] = [
  { until: '4.19', at: 'arch/arm/mm.c:mfn_to_xen_entry' },
  { since: '4.19', at: 'arch/arm/mmu/pt.c:mfn_to_xen_entry' },
];

/** PADDR_BITS on arm64: what a page table entry can hold of an address. */
const PADDR_BITS = 48n;

export const isUnmappable = (address: bigint): boolean => address >> PADDR_BITS !== 0n;
