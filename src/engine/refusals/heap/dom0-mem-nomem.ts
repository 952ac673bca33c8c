// dom0-mem-nomem: dom0’s memory cannot be had one to one.
import { dom0, domU, kernel, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const dom0NoMemory: Refusal<{ readonly mib: bigint }> = {
  id: 'dom0-mem-nomem',
  title: 'dom0’s memory cannot be had one to one',
  brief: 'Xen cannot find dom0’s memory in chunks that it can map one to one.',
  explain:
    'dom0 sees its RAM at the host’s addresses. Xen takes it from the heap in chunks whose size is a power of two and which are aligned to it: the first of at least 128 MiB (or dom0_mem, if less) as low as possible, later ones of 4 MiB and more, none below the first. Static memory, reserved memory and modules in between break such chunks up, and with a static heap there is nothing else. When the first chunk is not at the bottom, the outcome can change from boot to boot.',
  fix: 'Lower dom0_mem, or move static memory together so that large aligned pieces stay free.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [{ text: ({ mib }) => `Failed to allocate requested dom0 memory. ${mib}MB unallocated` }],
  source: [{ at: 'arch/arm/domain_build.c:allocate_memory_11' }],
};

export const example: Example = {
  triggers: () => machine(`xen,xen-bootargs = "dom0_mem=3G"; ${kernel(0x42000000)}${domU()}`),
  harmless: () => machine(`${dom0}${domU()}`),
};
