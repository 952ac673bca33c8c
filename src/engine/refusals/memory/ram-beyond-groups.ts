// ram-beyond-groups: RAM further up than Xen's map of gigabytes reaches.
import { domU, good, machine, memoryNode, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

/** Xen goes on with a bit of its own data overwritten; which, its build decides. */
export const dataOverwritten: Refusal<unknown> = {
  id: 'ram-beyond-groups',
  title: 'RAM lies beyond Xen’s map of gigabytes',
  brief: 'RAM is so far up that Xen notes it outside the map it keeps for that.',
  explain:
    'Xen notes in a bitmap which gigabytes hold RAM, address bits that no bank uses left out. The map is as long as the table of pages can be, 2368 bits on arm64, and nothing checks that RAM is within. What lies beyond is noted in whatever the build has behind the map. Since 4.17 that is data, and most such layouts end a little later, where the table of pages does not fit. 4.16 has its start-up code there: from about 48 TiB on the write faults before the console is up, and the report of the fault faults in turn, without end.',
  fix: 'Leave the far bank out of the device tree.',
  consequence: 'misbehaves',
  early: true,
  says: [],
  ends: [],
  source: [{ at: 'common/pdx.c:set_pdx_range' }],
};

/** The bit is in Xen's code, which is read-only by then. */
export const codeOverwritten: Refusal<unknown> = {
  ...dataOverwritten,
  consequence: 'hang',
  says: [{ lines: () => ['Data Abort Trap. Syndrome=0x4f'] }],
};

export const example: Example = {
  release: '4.16',
  triggers: () => machine(domU(), { memory: memoryNode(0x40000000, 2048 * MIB, 0x3ffffffff000, 0x1000) }),
  harmless: good,
};
