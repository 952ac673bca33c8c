// ram-reg-missing: a memory node without reg.
import { domU, good, machine, memoryNode, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { GET_MEMINFO } from '../sources.ts';

export const ramRegMissing: Refusal<unknown> = {
  id: 'ram-reg-missing',
  title: 'a memory node without reg',
  brief: 'A memory node does not say where its RAM is.',
  explain:
    'A node that counts as RAM must have reg. Without it the parser returns -ENOENT for the node. From 4.19 that panics before the console is up. 4.17 and 4.18 ignore the error but stop reading the tree there, so that whatever comes later in the document is never seen.',
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
