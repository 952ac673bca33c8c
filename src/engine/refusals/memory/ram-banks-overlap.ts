// ram-banks-overlap: two banks of RAM overlap.
import { domU, machine, memoryNode, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import { bug } from '../page-alloc.ts';
import type { Refusal } from '../refusal.ts';

export const ramBanksOverlap: Refusal<{ readonly place: string }> = {
  id: 'ram-banks-overlap',
  title: 'two banks of RAM overlap',
  brief: 'Two banks of RAM share memory.',
  explain:
    'RAM banks are sorted but never compared while parsing, and one that is listed twice counts twice. The boot allocator keeps its free ranges apart and stops with a BUG when one is handed to it again. The same happens on 4.17 to two banks of the static heap, which that release does not compare.',
  fix: 'Describe every byte of RAM once.',
  consequence: 'bug',
  early: true,
  says: [],
  ends: [bug],
  source: [{ at: 'common/page_alloc.c:bootmem_region_add' }],
};

export const example: Example = {
  triggers: () => machine(domU(), { memory: memoryNode(0x40000000, 2048 * MIB, 0x80000000, 2048 * MIB) }),
  harmless: () => machine(domU(), { memory: memoryNode(0x40000000, 1024 * MIB, 0x80000000, 2048 * MIB) }),
};
