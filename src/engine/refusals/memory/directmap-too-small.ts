// directmap-too-small: RAM spans more than Xen's own map of it.
import type { Example } from '../example.ts';
import { domU, good, machine, memoryNode, MIB } from '../example-text.ts';
import type { Refusal } from '../refusal.ts';

export const directmapTooSmall: Refusal<unknown> = {
  id: 'directmap-too-small',
  title: 'RAM spans more than Xen’s map of RAM',
  brief: 'RAM spans a wider range than Xen’s own map of RAM can cover.',
  explain:
    'Xen maps all RAM into 5 TiB of its address space, from the first bank to the last; address bits that no bank uses are left out. From 4.21 a wider span panics before the first bank is mapped. Earlier debug builds assert when they come to a bank beyond; earlier release builds go on and stop a little later, where their table of pages, which covers less still, does not fit either. 4.17 has half a TiB less.',
  fix: 'Leave the far bank out of the device tree.',
  consequence: 'panic',
  early: true,
  says: [],
  ends: [{ since: '4.21', text: () => 'Direct map is too small' }],
  source: [{ since: '4.21', at: 'arch/arm/arm64/mmu/mm.c:setup_directmap_mappings' }],
};

const assertion = (base: string): string =>
  `Assertion '(mfn_to_pdx(maddr_to_mfn(ma)) - ${base}) < (DIRECTMAP_SIZE >> PAGE_SHIFT)' failed at`;
const SINCE_417 = assertion('directmap_base_pdx');

/** A debug build asserts when it maps a bank that begins beyond. */
export const directmapMissed: Refusal<unknown> = {
  ...directmapTooSmall,
  consequence: 'assertion',
  ends: [
    // The file follows, in the folder that 4.16 was built in.
    { until: '4.17', text: () => assertion('xenheap_base_pdx') },
    { until: '4.18', text: () => `${SINCE_417} ./arch/arm/include/asm/mm.h:279` },
    { until: '4.19', text: () => `${SINCE_417} ./arch/arm/include/asm/mm.h:318` },
    { until: '4.20', text: () => `${SINCE_417} ./arch/arm/include/asm/mm.h:302` },
    { until: '4.21', text: () => `${SINCE_417} ./arch/arm/include/asm/mm.h:305` },
  ],
  source: [
    { until: '4.17', at: 'include/asm-arm/mm.h:maddr_to_virt' },
    { since: '4.17', until: '4.21', at: 'arch/arm/include/asm/mm.h:maddr_to_virt' },
  ],
};

export const example: Example = {
  triggers: () => machine(domU(), { memory: memoryNode(0x40000000, 2048 * MIB, 0x3ffffffff000, 0x1000) }),
  harmless: good,
};
