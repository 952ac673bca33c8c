// What the stories share: which Xen they run on, QEMU's own tree, and layouts written as devicetree source.
// oxlint-disable no-empty-pattern -- Playwright reads which fixtures are asked for off the pattern
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test as base } from '@playwright/test';
import { planOf } from '../../src/bindings/plan.ts';
import { readBlob } from '../../src/devicetree/blob.ts';
import { analyse } from '../../src/engine/index.ts';
import type { Plan } from '../../src/model/plan.ts';
import { range } from '../../src/model/range.ts';
import { problemText, type Result } from '../../src/model/result.ts';
import { differences, imageSize, targetOf } from './agreement.ts';
import { findXen, isRequired, missing } from './available.mjs';
import { believe } from './believe.mjs';
import { archOf, bootXen, dumpVirtDtb, FDT_AT, identifyXen, XEN_AT } from './boot.mjs';
import type { Release } from './console.mjs';

/** Xen for arm32 is built without GICv3 unless somebody asks for it. */
const small = (xen: string | null) =>
  ({
    ramMb: 2048,
    cpus: 2,
    gicVersion: xen !== null && archOf(readFileSync(xen)) === 'arm32' ? 2 : 3,
  }) as const;

interface OncePerWorker {
  /** Release and build of the Xen that is booted. */
  readonly xen: Release;
  /** The blob QEMU dumps for 2 GiB, two CPUs, GICv3; on arm32 GICv2. */
  readonly virt: Buffer;
}

/** A story on real Xen: skipped where something it needs is missing, unless XEN_STORIES=required. */
export const test = base.extend<{ readonly ready: undefined }, OncePerWorker>({
  ready: [
    async ({}, use, info) => {
      const lacking = missing();
      if (lacking !== null && isRequired()) throw new Error(lacking);
      info.skip(lacking !== null, lacking ?? '');
      await use(undefined);
    },
    { auto: true },
  ],
  xen: [
    async ({}, use) => {
      const file = findXen();
      if (file === null) throw new Error('no Xen');
      await use(await identifyXen(file));
    },
    { scope: 'worker' },
  ],
  virt: [async ({}, use) => use(await dumpVirtDtb(small(findXen()))), { scope: 'worker' }],
});

const dtc = (from: 'dts' | 'dtb', to: 'dts' | 'dtb', input: string | Buffer): Buffer =>
  execFileSync('dtc', ['-q', '-I', from, '-O', to], { input, maxBuffer: 64 * 1024 * 1024 });

/** Lets guests be heard, also from a release build. */
export const BOOTARGS = 'console=dtuart loglvl=all guest_loglvl=all noreboot=1';

/** `virt` with these nodes and properties in its /chosen, two cells each for addresses and sizes. */
export const withChosen = (virt: Buffer, chosen: string): Buffer =>
  dtc(
    'dts',
    'dtb',
    `${dtc('dtb', 'dts', virt).toString()}
    / { chosen { xen,xen-bootargs = "${BOOTARGS}"; }; };
    / { chosen { #address-cells = <2>; #size-cells = <2>; ${chosen} }; };`,
  );

/** A domain of one vCPU with a virtual UART: `memory` in KiB, and what else stands in its node. */
export const domain = (name: string, memoryKib: number, rest: string): string => `
  ${name} {
    compatible = "xen,domain"; #address-cells = <2>; #size-cells = <2>;
    cpus = <1>; memory = <0x0 ${memoryKib}>; vpl011; ${rest}
  };`;

/** A boot module below 4 GiB. */
export const module = (kind: 'kernel' | 'ramdisk', start: number, size = 0x1000): string => `
    module@${start.toString(16)} {
      compatible = "multiboot,${kind}", "multiboot,module"; reg = <0x0 ${start} 0x0 ${size}>;
    };`;

/** Ranges below 4 GiB as property cells. */
export const ranges = (...list: readonly (readonly [start: number, size: number])[]): string =>
  `<${list.map(([start, size]) => `0x0 ${start} 0x0 ${size}`).join(' ')}>`;

/** The value, where failing to have one is a bug of the story. */
export function sure<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(problemText(result.problem));
  return result.value;
}

/** A blob as the design it is, loaded where the runner loads it. */
export function planOfBlob(dtb: Buffer): Plan {
  const xen = findXen();
  const board = { name: 'QEMU virt', source: 'dumped by QEMU', origin: 'tree', memoryOptions: [] } as const;
  return planOf(sure(readBlob(dtb)), board, {
    xen: xen === null ? null : range(XEN_AT, imageSize(readFileSync(xen))),
    fdt: range(FDT_AT, BigInt(dtb.length)),
  });
}

/** Start-up memory that goes to the heap in the end: only Xen's build knows how much, and says it. */
export const startPages = (log: string): number =>
  Number(/Freed (\d+)kB init memory/.exec(log)?.[1] ?? 0) / 4;

/** Boots a blob and simulates it: what the two do not agree on, believed as in the conformance run. */
export async function bootBoth(dtb: Buffer, xen: Release): Promise<string[]> {
  const predicted = analyse(planOfBlob(dtb), targetOf(xen));
  const belief = await believe(async (patience) => {
    const outcome = await bootXen({
      dtb,
      silenceMs: patience * 20_000,
      timeoutMs: patience * 60_000,
      graceMs: patience * 1000,
    });
    const told = differences(predicted, outcome).filter(({ aside }) => aside === null);
    return { outcome, counted: told.map(({ says }) => says) };
  });
  if (belief.kind === 'unbooted') return [belief.why];
  if (belief.kind === 'differs') return [`ends differently from run to run: ${belief.ends.join('; ')}`];
  return belief.booted.counted;
}
