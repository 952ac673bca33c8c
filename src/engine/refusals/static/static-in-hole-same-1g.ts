// static-in-hole-same-1g: static memory in a hole of RAM.
import { domU, machine, memoryNode, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import { DATA_ABORT } from '../lines.ts';
import type { Refusal } from '../refusal.ts';

export const staticHoleSame: Refusal<unknown> = {
  id: 'static-in-hole-same-1g',
  title: 'static memory in a hole of RAM',
  brief: 'Static memory lies in a hole between two banks of RAM.',
  explain:
    'Nothing checks static memory against /memory. Xen tells RAM from holes by the gigabyte, so a hole inside a gigabyte that has some RAM passes every test. But only RAM is mapped into Xen’s address space: when Xen first touches the pages, to clean the cache or to copy the kernel, it takes a data abort.',
  fix: 'Keep static memory inside the banks of /memory.',
  consequence: 'abort',
  early: false,
  says: [{ lines: () => ['Data Abort Trap. Syndrome=0x46'] }],
  ends: [{ text: () => DATA_ABORT }],
  source: [{ at: 'arch/arm/mm.c:flush_page_to_ram' }],
};

/** Where Xen's own map reaches into the hole. */
export const staticHoleUnnoticed: Refusal<unknown> = {
  ...staticHoleSame,
  consequence: 'misbehaves',
  says: [],
  ends: [],
};

export const example: Example = {
  triggers: () =>
    machine(domU({ banks: [0x70000000, 128 * MIB] }), {
      memory: memoryNode(0x40000000, 768 * MIB, 0x80000000, 1024 * MIB),
    }),
  harmless: () => machine(domU(), { memory: memoryNode(0x40000000, 768 * MIB, 0x80000000, 1024 * MIB) }),
};
