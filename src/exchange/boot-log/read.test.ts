import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_INPUT } from '../../devicetree/limits.ts';
import { analyse } from '../../engine/index.ts';
import { hex } from '../../model/addr.ts';
import { byStart, endOf, isEmpty, type Range } from '../../model/range.ts';
import { problemText } from '../../model/result.ts';
import { consoleText, logOf } from '../../testing/boot-logs.ts';
import { anyTarget, drawnPlan } from '../../testing/drawn-plans.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { DEFAULT_TARGET } from '../../model/target.ts';
import { holdsFor } from '../../testing/seed.ts';
import type { BootLog } from './facts.ts';
import { readBootLog } from './read.ts';

const at = (of: Range): string => `${hex(of.start)}+${hex(of.size)}`;
const modules = (log: BootLog): string[] =>
  log.modules.map((one) => `${one.what} ${at(one)}${one.users.map((domid) => ` d${domid}`).join('')}`);
const reserved = (log: BootLog): string[] =>
  log.reserved.map(
    ({ use, bank, ...one }) =>
      `${bank ?? '-'} ${at(one)} ${use.kind}${use.kind === 'static' ? ` d${use.domid} ${use.bank}` : ''}`,
  );

test.each(['4.17', '4.18', '4.19', '4.20', '4.21', '4.22', 'unstable', '4.19-release'])(
  'the same machine, however Xen %s prints it',
  (name) => {
    const log = logOf(consoleText(`three-domains-${name}`));
    const [release = '', build = 'debug'] = name.split('-');
    expect(log.xen).toMatchObject({ release, build });
    expect(log.ram.map(at)).toEqual(['0x40000000+0x80000000']);
    expect(log.cpus).toBe(2);
    expect(log.gic?.regions.map(at)).toEqual(['0x8000000+0x10000', '0x80a0000+0xf60000']);
    expect(log.uart).toBe('/pl011@9000000');
    expect(log.earlyPrintk).toBe(true);
    expect(modules(log).slice(1, 5)).toEqual([
      'Device Tree 0x48000000+0x248e',
      'Kernel 0x44000000+0x10000 d1',
      'Ramdisk 0x44100000+0x20000 d1',
      'Kernel 0x44200000+0x10000 d2',
    ]);
    expect(log.domains.map(({ name: of, cpus, memory }) => [of, cpus, memory])).toEqual([
      ['domU1', 1, 0x800_0000n],
      ['domU2', 1, 0xc00_0000n],
      [release === '4.18' ? 'domU3' : null, 1, 0x400_0000n],
    ]);
    expect(log.domains.map(({ staticMem, directMap }) => [directMap, ...staticMem.map(at)])).toEqual([
      [true, '0x60000000+0x8000000'],
      [false, '0x68000000+0x8000000', '0x72000000+0x4000000'],
      [release === '4.18' ? null : false],
    ]);
  },
);

test('a 32-bit Xen with 32-bit addresses and a GICv2', () => {
  const log = logOf(consoleText('arm32-4.22'));
  expect(log.xen).toEqual({ version: '4.22.0', release: '4.22', build: 'debug', arch: 'arm32' });
  expect(log.ram.map(at)).toEqual(['0x40000000+0x80000000']);
  expect(log.gic?.regions.map(at)).toEqual(['0x8000000+0x1000', '0x8010000+0x2000']);
  expect(modules(log)[3]).toBe('Ramdisk 0x44100000+0x20000 d1');
  expect(log.domains.map(({ directMap }) => directMap)).toEqual([true, false, false]);
});

test('a node that 4.16 gives up on in the same line as the reason', () => {
  const failed = logOf(consoleText('three-domains-4.16')).lines.find(
    ({ saying }) => saying?.kind === 'node-failed',
  );
  expect(failed?.saying).toEqual({ kind: 'node-failed', node: 'domU1' });
});

test.each<[string, string[]]>([
  [
    'three-domains-4.17',
    [
      '- 0x7e000000+0x100000 memreserve',
      '0 0x50000000+0x10000000 heap',
      '1 0x60000000+0x8000000 static d1 0',
      '2 0x7a000000+0x1000000 shared',
      '3 0x68000000+0x8000000 static d2 0',
      '4 0x72000000+0x4000000 static d2 1',
      '5 0x7c000000+0x1000000 firmware',
    ],
  ],
  [
    'three-domains-4.19',
    [
      '0 0x7e000000+0x100000 unknown',
      '1 0x50000000+0x10000000 heap',
      '2 0x60000000+0x8000000 static d1 0',
      '3 0x68000000+0x8000000 static d2 0',
      '4 0x72000000+0x4000000 static d2 1',
      '5 0x7c000000+0x1000000 firmware',
    ],
  ],
  ['dom0-4.22', ['0 0x60000000+0x8000000 static d1 0']],
  ['kernel-in-bank-4.22', ['0 0x60000000+0x10000000 unknown']],
])('what %s reserves memory for', (name, expected) => {
  expect(reserved(logOf(consoleText(name)))).toEqual(expected);
});

test('without a heap, what comes before static memory while reservations come after is /memreserve/', () => {
  const text = consoleText('three-domains-4.19').replace('Checking for static heap in /chosen', '');
  expect(reserved(logOf(text.replace(/.*RESVD\[1\].*\n/, '')))[0]).toBe('0 0x7e000000+0x100000 memreserve');
});

test.each<[string, string, string | null]>([
  ['collision-4.17', 'panic', 'Xen BUG at common/page_alloc.c:1423'],
  ['collision-4.18', 'panic', 'Could not set up domain domU2 (rc = -2)'],
  ['collision-4.19', 'panic', 'Early FDT parsing failed (-22)'],
  ['outside-ram-4.22', 'panic', 'CPU0: Unexpected Trap: Data Abort'],
  ['dom0-4.22', 'up', null],
])('how %s ends', (name, kind, message) => {
  expect(logOf(consoleText(name)).end).toEqual({ kind, message });
});

test('a bank that was refused is its domain’s: the boot of 4.18 went on without', () => {
  const [, domU2] = logOf(consoleText('collision-4.18')).domains;
  expect(domU2?.staticMem.map(at)).toEqual(['0x6c000000+0x10000000']);
});

test('an overlap tells where the blob is, where no list does', () => {
  const line = '(XEN) Region: [0x48000000, 0x4c000000) overlapping with mod[1]: [0x48000000, 0x480020cd)';
  expect(logOf(line).load).toEqual({ xen: null, fdt: { start: 0x4800_0000n, size: 0x20cdn } });
});

test.each<[string, string, boolean | null]>([
  ['in its first bank', '60000000', true],
  ['where guests begin', '40000000', false],
])('direct-map is told by where the kernel is put: %s', (_, kernel, directMap) => {
  const log = logOf(`
*** LOADING DOMU cpus=1 memory=20000KB ***
d1: STATIC BANK[0] 0x60000000-0x68000000
Loading zImage from 0000000044000000 to 00000000${kernel}-00000000${kernel}`);
  expect(log.domains[0]?.directMap).toBe(directMap);
});

test('a bank where guests’ RAM begins leaves direct-map open', () => {
  const log = logOf(`
*** LOADING DOMU cpus=1 memory=20000KB ***
d1: STATIC BANK[0] 0x40000000-0x48000000
Loading zImage from 0000000054000000 to 0000000040000000-0000000040010000`);
  expect(log.domains[0]?.directMap).toBeNull();
});

test.each<[string, (text: string) => string]>([
  ['without Xen’s prefix', (text) => text.replaceAll('(XEN) ', '')],
  ['with the ends of Unix lines', (text) => text.replaceAll('\r', '')],
  ['with Xen’s timestamps', (text) => text.replaceAll('(XEN) ', '(XEN) [    1.234567] ')],
  ['with a logger’s', (text) => text.replaceAll('(XEN) ', '[2026-11-25 12:00:01] (XEN) ')],
  ['in colours', (text) => text.replaceAll('(XEN)', '\u001b[33m(XEN)\u001b[0m')],
  ['between lines of others', (text) => text.replaceAll('(XEN) ', 'dom0 login: \r\n(XEN) ')],
])('%s it is the same log', (_, change) => {
  for (const name of ['three-domains-4.17', 'three-domains-4.22', 'collision-4.18']) {
    const { lines: _lines, from: _from, to: _to, ...facts } = logOf(consoleText(name));
    expect(logOf(change(consoleText(name)))).toMatchObject(facts);
  }
});

test('names the 16 MiB it does not read, and a text in which Xen says nothing', () => {
  const said = (text: string): string => {
    const read = readBootLog(text);
    return read.ok ? 'read' : problemText(read.problem);
  };
  expect(said('x'.repeat(MAX_INPUT + 1))).toMatch(/16 Mi/);
  expect(said('hello')).toMatch(/no line of it is from Xen/);
  expect(said('')).toMatch(/no line of it is from Xen/);
});

test('what the simulator predicts for any plan, read back, is what it recorded', () => {
  holdsFor(
    fc.property(drawnPlan, anyTarget, (plan, target) => {
      const { log, recorded, panic } = analyse(plan, target);
      const read = readBootLog(log.map(({ text }) => text).join('\n'), target.release);
      const told = log.some(({ text }) => text.startsWith('MODULE['));
      if (!told || !read.ok) return;
      expect(read.value.ram.map(at)).toEqual(
        plan.host.memory
          .filter((one) => !isEmpty(one))
          .toSorted(byStart)
          .map(at),
      );
      expect(read.value.modules.map(at)).toEqual(recorded.modules.map(at));
      expect(read.value.reserved.filter(({ bank }) => bank !== null).map(at)).toEqual(
        recorded.reserved.map(at),
      );
      expect(read.value.shared.map(at)).toEqual(recorded.shared.map(at));
      const banks = read.value.domains.map(({ staticMem }) => staticMem.map(at));
      const planned = plan.domains.map(({ staticMem }) => (staticMem ?? []).map(at));
      expect(banks).toEqual(
        panic === null ? planned : banks.map(({ length }, i) => planned[i]?.slice(0, length)),
      );
    }),
  );
});

test('the ends of modules and of /memreserve/ are read right in every release', () => {
  const spec =
    'memreserve 7e000000+1000 | xen 40200000+160000 | fdt 48000000+2001 | domU1 memory 10000 kernel 44000000+801';
  for (const release of ['4.17', '4.18', '4.19', '4.20', '4.22', 'unstable'] as const) {
    const { log } = analyse(planSpec(spec, release), { ...DEFAULT_TARGET, release });
    const read = readBootLog(log.map(({ text }) => text).join('\n'), release);
    expect(read.ok && [...read.value.modules, ...read.value.reserved].map((one) => hex(endOf(one)))).toEqual([
      '0x40360000',
      '0x48002001',
      '0x44000801',
      '0x7e001000',
    ]);
  }
});
