import { expect, test } from 'vitest';
import { consoleText, designBeside, layoutOf, logOf } from '../../testing/boot-logs.ts';
import { explain } from './explain.ts';

/** Notes of the lines that hold `part`; those of the design in brackets. */
function notes(name: string, part: string, withDesign = false): string[] {
  const log = logOf(consoleText(name));
  const lines = explain(log, withDesign ? designBeside(log, layoutOf(name)) : null);
  return lines
    .filter(({ line }) => line.said.includes(part))
    .flatMap((line) => line.notes.map(({ text, by }) => (by === 'log' ? text : `[${text}]`)));
}

test.each<[string, string, string]>([
  ['three-domains-4.22', 'RAM: ', 'RAM, 2 GiB'],
  ['three-domains-4.22', 'MODULE[0]', 'mod[0]: Xen itself, 1520 KiB'],
  ['three-domains-4.22', 'MODULE[2]', 'mod[2]: domU1’s kernel, 64 KiB'],
  ['three-domains-4.17', 'MODULE[2]', 'mod[2]: domU1’s kernel, 64 KiB'],
  ['three-domains-4.17', 'RESVD[0]', 'a /memreserve/ entry, 1 MiB; bank[n] does not count it'],
  ['three-domains-4.17', 'RESVD[4]', 'bank[3]: domU2’s static bank 0, 128 MiB'],
  ['three-domains-4.19', 'RESVD[3]', 'bank[3]: domU2’s static bank 0, 128 MiB'],
  ['three-domains-4.19', 'RESVD[0]', 'bank[0]: a reservation this log does not name, 1 MiB'],
  ['three-domains-4.22', 'cpus=1 memory=0x30000KB', 'd2 is domU2: 1 vCPU, 192 MiB'],
  ['three-domains-4.22', 'Loading ramdisk', 'mod[3]: domU1’s ramdisk, 128 KiB'],
  [
    'three-domains-4.22',
    'd1: STATIC BANK[0]',
    'domU1’s static bank 0, 128 MiB: the guest sees it at the same addresses',
  ],
  [
    'three-domains-4.22',
    'd2: STATIC BANK[1]',
    'domU2’s static bank 1, 64 MiB: the guest sees it from 0x4800_0000',
  ],
  ['three-domains-4.22', 'd3 BANK[0]', 'guest physical; Xen took the pages from its heap'],
  [
    'three-domains-4.22',
    'd2 DTB',
    'domU2’s device tree at guest physical 0x4800_0000, host physical 0x7200_0000, in domU2’s static bank 1',
  ],
  ['dom0-4.22', 'BANK[0] 0x00000050000000', 'dom0’s RAM: host and guest physical are the same'],
  ['dom0-4.22', 'CMDLINE', 'mod[2]: dom0’s kernel, 64 KiB'],
  [
    'collision-4.18',
    'Region',
    'A static bank of domU2 overlaps bank[0] by 64 MiB at 0x6c00_0000. bank[0] is d1’s static bank 0.',
  ],
  ['collision-4.18', 'fdt:', 'Xen gives up on the node domU2: nothing after it in the device tree is read'],
  [
    'collision-4.19',
    'Region',
    'A range of the node domU2 overlaps bank[0] by 64 MiB at 0x6c00_0000. bank[0] is 256 MiB at 0x6000_0000: this log ends before Xen lists what it recorded.',
  ],
  ['collision-4.19', 'fdt:', 'Xen gives up on the node domU2, and stops'],
  [
    'kernel-in-bank-4.22',
    'Region',
    'A boot module of domU1 overlaps bank[0] by 64 KiB at 0x6200_0000; Xen drops the module. bank[0] is a reservation this log does not name.',
  ],
])('%s: %s', (name, part, note) => {
  expect(notes(name, part)).toEqual([note]);
});

test.each<[string, string, string]>([
  ['collision-4.19', 'Region', '[domU2 bank 0 overlaps domU1 bank 0]'],
  ['collision-4.19', 'Early FDT', '[domU2 bank 0 overlaps domU1 bank 0 by 64 MiB at 0x6c00_0000.]'],
  ['kernel-in-bank-4.22', 'Region', '[domU1 kernel overlaps domU1 bank 0]'],
  [
    'kernel-in-bank-4.22',
    'Could not',
    '[domU1’s kernel at 0x6200_0000 was not recorded: its range was already taken.]',
  ],
  ['three-domains-4.22', 'SHMEM[0]', '[shared memory ipc0]'],
  ['three-domains-4.22', 'MODULE[5]', '[domU3’s kernel]'],
])('%s: %s, with the design open', (name, part, note) => {
  expect(notes(name, part, true)).toContain(note);
});

test('a design that records the same range in another place says so', () => {
  const line = '(XEN) Region: [0x6c000000, 0x7c000000) overlapping with bank[3]: [0x60000000, 0x70000000)';
  const log = logOf(line);
  const [explained] = explain(log, designBeside(log, layoutOf('collision-4.19')));
  expect(explained?.notes.at(-1)?.text).toBe(
    'domU2 bank 0 overlaps domU1 bank 0, which is recorded in another place there',
  );
});

test('a page of a failing static bank is found in it', () => {
  const log = logOf(`
*** LOADING DOMU cpus=1 memory=20000KB ***
d1: STATIC BANK[0] 0x60000000-0x68000000
RESVD[0]: 0000000060000000 - 0000000067ffffff`);
  const before = logOf(`
RESVD[0]: 0000000060000000 - 0000000067ffffff
*** LOADING DOMU cpus=1 memory=20000KB ***
d1: STATIC BANK[0] 0x60000000-0x68000000
pg[0] Static MFN 60010 c=0x180000000000000 t=0`);
  expect(log.boots).toBe(2);
  expect(explain(before, null).at(-1)?.notes[0]?.text).toBe('the page at 0x6001_0000, in d1’s static bank 0');
});
