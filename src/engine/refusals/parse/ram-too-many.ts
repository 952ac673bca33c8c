// ram-too-many: more than 256 banks of RAM.
import { domU, machine, memoryNode, MIB, scattered } from '../example-text.ts';
import type { Example } from '../example.ts';
import { TOO_MANY } from '../lines.ts';
import type { Refusal } from '../refusal.ts';
import { GET_MEMINFO } from '../sources.ts';

export const ramTooMany: Refusal<unknown> = {
  id: 'ram-too-many',
  title: 'more than 256 banks of RAM',
  brief: 'The device tree describes more banks of RAM than Xen has room for.',
  explain:
    'Xen keeps RAM in a table of 256 banks (NR_MEM_BANKS); empty banks do not count. The 257th makes the parser give up with -ENOSPC, which panics from 4.19 on. 4.17 and 4.18 stop reading the tree at that node.',
  fix: 'Merge banks that touch.',
  consequence: 'panic',
  early: true,
  says: [{ lines: () => [TOO_MANY] }],
  ends: [],
  source: GET_MEMINFO,
};

export const example: Example = {
  triggers: () =>
    machine(domU(), {
      memory: memoryNode(0x40000000, 2048 * MIB, ...scattered(256, 0x100000000)),
    }),
  harmless: () =>
    machine(domU(), {
      memory: memoryNode(0x40000000, 2048 * MIB, ...scattered(200, 0x100000000)),
    }),
};
