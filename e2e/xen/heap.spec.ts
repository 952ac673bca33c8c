// What is free of Xen's heap once every domain runs: the timeline's figure beside what Xen says on debug key H. On arm32 that
// is the heap for domains; of the one for Xen itself the timeline does not say what is taken.
import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { heapFree, timeline } from '../../src/engine/pages/index.ts';
import { targetOf } from './agreement.ts';
import { findXen } from './available.mjs';
import { archOf, bootXen } from './boot.mjs';
import { readHeap } from './debug-key.mjs';
import { BOOTARGS, domain, module, planOfBlob, ranges, startPages, test, withChosen } from './fixtures.ts';

/** The zone of arm32's heap for Xen itself; no other machine has it. */
const XENHEAP = 0;
/** ms without a byte on the console: RAM from the heap is scrubbed meanwhile, on a machine that may be busy. */
const PATIENT_MS = 60_000;
const MIB = 0x10_0000;
const kib = (mib: number): number => mib * 1024;
const heap = (start: number, mib: number): string => `xen,static-heap = ${ranges([start, mib * MIB])};`;
/** How xen,static-mem is written: 4.16 takes its cells from the first two, every later release from /chosen. */
const staticMem = (...banks: readonly (readonly [number, number])[]): string =>
  `#xen,static-mem-address-cells = <2>; #xen,static-mem-size-cells = <2>; xen,static-mem = ${ranges(...banks)};`;
const fixed = (name: string, start: number, mib: number, kernel: number, rest = ''): string =>
  domain(name, kib(mib), `${staticMem([start, mib * MIB])} ${module('kernel', kernel)} ${rest}`);
const dynamic = (name: string, mib: number, kernel: number, rest = ''): string =>
  domain(name, kib(mib), `${module('kernel', kernel)} ${rest}`);
const dom0 = (words: string): string =>
  `xen,xen-bootargs = "${BOOTARGS} ${words}"; ${module('kernel', 0x46000000)}`;
const shared = (role: string, mem: string): string => `
  shm@4000000 {
    compatible = "xen,domain-shared-memory-v1"; role = "${role}"; xen,shm-id = "ipc0"; xen,shared-mem = <${mem}>;
  };`;
const AT_HOST = '0x0 0x70000000 0x0 0x10000000 0x0 0x1000000';
const ANYWHERE = '0x0 0x10000000 0x0 0x1000000';

interface Layout {
  readonly chosen: string;
  /** First release that can boot it. */
  readonly since?: number;
  /** Releases that cannot. */
  readonly not?: readonly string[];
}

const LAYOUTS: Readonly<Record<string, Layout>> = {
  'a static domain': { chosen: fixed('one', 0x60000000, 128, 0x44000000) },
  'static domains that cut RAM into pieces': {
    chosen:
      domain(
        'one',
        kib(192),
        `direct-map; ${staticMem([0x50000000, 64 * MIB], [0x60000000, 64 * MIB], [0x70001000, 64 * MIB])} ${module('kernel', 0x44000000)}`,
      ) + fixed('two', 0x90000000, 512, 0x45000000),
    // 4.16 aborts over the odd page (static-odd-page-416).
    since: 4.17,
  },
  'a static domain of four vCPUs and a pool of 32 MiB': {
    chosen: domain(
      'one',
      kib(128),
      `xen,domain-p2m-mem-mb = <32>; ${staticMem([0x60000000, 128 * MIB])} ${module('kernel', 0x44000000)}`,
    ).replace('cpus = <1>', 'cpus = <4>'),
  },
  'a static heap': { chosen: `${heap(0x50000000, 128)} ${fixed('one', 0x60000000, 128, 0x44000000)}` },
  'a narrow static heap': { chosen: `${heap(0x50000000, 40)} ${fixed('one', 0x60000000, 128, 0x44000000)}` },
  'a static heap in two banks': {
    chosen: `xen,static-heap = ${ranges([0x50000000, 64 * MIB], [0x70000000, 32 * MIB])}; ${fixed('one', 0x60000000, 128, 0x44000000)}`,
  },
  'a static heap and a dynamic domain': {
    chosen: `${heap(0x50000000, 512)} ${dynamic('one', 256, 0x44000000)} ${fixed('two', 0x90000000, 128, 0x45000000)}`,
  },
  'a dynamic domain': { chosen: dynamic('one', 512, 0x44000000) },
  'two dynamic domains and a static one': {
    chosen: `${dynamic('one', 128, 0x44000000)} ${fixed('two', 0x90000000, 256, 0x45000000)} ${dynamic('three', 333, 0x47000000)}`,
  },
  'dom0 beside a static domain': {
    chosen: `${dom0('dom0_mem=256M')} ${fixed('one', 0xa0000000, 128, 0x44000000)}`,
  },
  'dom0 out of a static heap': {
    chosen: `${heap(0x80000000, 512)} ${dom0('dom0_mem=128M bootscrub=0')} ${fixed('one', 0x60000000, 128, 0x44000000)}`,
  },
  'shared memory at a host address': {
    chosen: `${fixed('one', 0x60000000, 128, 0x44000000, shared('owner', AT_HOST))} ${fixed('two', 0x90000000, 128, 0x45000000, shared('borrower', AT_HOST))}`,
    not: ['4.18'],
  },
  'shared memory out of the heap': {
    chosen: `${heap(0x50000000, 128)} ${fixed('one', 0x60000000, 128, 0x44000000, shared('owner', ANYWHERE))} ${fixed('two', 0x90000000, 128, 0x45000000, shared('borrower', ANYWHERE))}`,
    since: 4.19,
  },
};

for (const [name, { chosen, since = 0, not = [] }] of Object.entries(LAYOUTS))
  test(`as much is free of the heap as the timeline says, with ${name}`, async ({ virt, xen }) => {
    const arch = archOf(readFileSync(findXen() ?? ''));
    const target = { ...targetOf(xen), arch };
    test.skip(not.includes(xen.release) || Number(xen.release) < since, `${xen.release} cannot boot it`);
    const dtb = withChosen(virt, chosen);
    const predicted = timeline(planOfBlob(dtb), target);
    test.skip(arch === 'arm32' && predicted.analysis.verdict === 'refused', 'too narrow for two heaps');
    const counts = predicted.events.at(-1)?.counts;
    const outcome = await bootXen({ dtb, key: 'H', silenceMs: PATIENT_MS, timeoutMs: 2 * PATIENT_MS });
    expect(outcome.verdict, outcome.log).toBe('boots');
    const heapNow = readHeap(outcome.log);
    const real = (heapNow?.pages ?? 0) - (heapNow?.zones.get(XENHEAP) ?? 0);
    const said = counts === undefined ? 0 : heapFree(counts) + startPages(outcome.log);
    const off = ((said - real) / real) * 100;
    console.log(`${xen.release}: ${name}: ${real} pages free, ${said} predicted (${off.toFixed(2)} %)`);
    expect(Math.abs(off)).toBeLessThanOrEqual(1);
  });
