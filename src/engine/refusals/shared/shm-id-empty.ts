// shm-id-empty: a shared memory id of no or too many characters.
import { goodShared, MIB, rawShared, sharedMem } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { PROCESS_SHM } from '../sources.ts';

export const sharedIdBug: Refusal<unknown> = {
  id: 'shm-id-empty',
  title: 'a shared memory id of no or too many characters',
  brief: 'The id of a shared region is empty or too long, and Xen hits a BUG.',
  explain:
    'The early parser lets an empty id pass; building the domain insists on 1 to 15 characters with a BUG. 4.17 and 4.18 end here with an id of 16 characters or more as well, which newer releases refuse while parsing.',
  fix: 'Use an id of 1 to 15 characters.',
  consequence: 'bug',
  early: false,
  says: [],
  ends: [
    { until: '4.18', text: () => 'Xen BUG at arch/arm/domain_build.c:985' },
    { until: '4.19', text: () => 'Xen BUG at arch/arm/domain_build.c:1008' },
    { until: '4.20', text: () => 'Xen BUG at arch/arm/static-shmem.c:319' },
    { until: '4.21', text: () => 'Xen BUG at arch/arm/static-shmem.c:320' },
    { text: () => 'Xen BUG at common/device-tree/static-shmem.c:328' },
  ],
  source: PROCESS_SHM,
};

export const example: Example = {
  triggers: () => rawShared(`xen,shm-id = ""; ${sharedMem(0x90000000, 0x10000000, MIB)}`),
  harmless: goodShared,
};
