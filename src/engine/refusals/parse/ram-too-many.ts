// ram-too-many: more than 256 banks of RAM.
import { domU, machine, memoryNode, MIB, scattered } from '../example-text.ts';
import type { Example } from '../example.ts';
import { TOO_MANY } from '../lines.ts';
import type { Refusal } from '../refusal.ts';
import { GET_MEMINFO } from '../sources.ts';

export const ramTooMany: Refusal<unknown> = {
  id: 'ram-too-many',
  title: 'more than 256 banks of RAM',
  explain: 'Xen has room for 256 RAM banks (NR_MEM_BANKS).',
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
