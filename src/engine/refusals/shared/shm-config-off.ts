// shm-config-off: Xen was built without static shared memory.
import { good, goodShared } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { PROCESS_SHM_NODE } from '../sources.ts';

export const sharedConfigOff: Refusal<unknown> = {
  id: 'shm-config-off',
  title: 'Xen was built without static shared memory',
  brief: 'The design shares memory statically, but this Xen was built without it.',
  explain:
    'CONFIG_STATIC_SHM is off by default and depends on CONFIG_STATIC_MEMORY. A shared memory node is then an error of its own: from 4.19 Xen panics before the console is up, before that it stops reading the tree there.',
  fix: 'Build Xen with CONFIG_STATIC_SHM=y, or remove the node.',
  consequence: 'panic',
  early: true,
  says: [{ lines: () => ['CONFIG_STATIC_SHM must be enabled for parsing static shared memory nodes'] }],
  ends: [],
  source: PROCESS_SHM_NODE,
};

export const example: Example = { without: ['STATIC_SHM'], triggers: goodShared, harmless: good };
