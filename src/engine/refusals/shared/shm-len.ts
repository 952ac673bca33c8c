// shm-len: xen,shared-mem has the wrong length.
import { goodShared, rawShared } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { PROCESS_SHM_NODE } from '../sources.ts';

export const sharedLength: Refusal<{ readonly guestOnly: boolean }> = {
  id: 'shm-len',
  title: 'xen,shared-mem has the wrong length',
  brief: 'xen,shared-mem has the wrong length.',
  explain:
    'It holds the host address, the guest address and the size, in the cells of the parent node. From 4.19 the host address may be left out, which Xen tells by the length. Anything else panics before the console is up. 4.17 and 4.18 want all three; otherwise they stop reading the tree, and the domain then reads past the end of the property.',
  fix: 'Write all three values with the parent’s cells.',
  consequence: 'panic',
  early: true,
  says: [
    {
      until: '4.19',
      lines: ({ guestOnly }) => [
        ...(guestOnly ? ['fdt: host physical address must be chosen by users at the moment.'] : []),
        'fdt: invalid `xen,shared-mem` property.',
      ],
    },
    { lines: () => ['fdt: invalid `xen,shared-mem` property.'] },
  ],
  ends: [],
  source: PROCESS_SHM_NODE,
};

export const example: Example = {
  triggers: () => rawShared('xen,shm-id = "ipc"; xen,shared-mem = <0x90000000 0x100000>;'),
  harmless: goodShared,
};
