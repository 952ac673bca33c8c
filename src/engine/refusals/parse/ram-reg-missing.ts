// ram-reg-missing: a memory node without reg.
import { domU, good, machine, memoryNode, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { GET_MEMINFO } from '../sources.ts';

export const ramRegMissing: Refusal<unknown> = {
  id: 'ram-reg-missing',
  title: 'a memory node without reg',
  explain: 'A node that counts as RAM must say where it is. Without reg the parser gives up with -ENOENT.',
  fix: 'Give the node a reg property, or remove it.',
  consequence: 'panic',
  early: true,
  says: [],
  ends: [],
  source: GET_MEMINFO,
};

export const example: Example = {
  triggers: () =>
    machine(domU(), {
      memory: `${memoryNode(0x40000000, 2048 * MIB)} memory@0 { device_type = "memory"; };`,
    }),
  harmless: good,
};
