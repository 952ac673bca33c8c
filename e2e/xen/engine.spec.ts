// The simulator against real Xen: designs made with the project's own edits, exported, booted, compared.
import { expect } from '@playwright/test';
import { settle } from '../../src/bindings/settle.ts';
import { writeBlob } from '../../src/devicetree/blob.ts';
import { bytes, MiB } from '../../src/model/addr.ts';
import { addBank, addDom0, addDomain, addHeapBank, addModule, updateDomain } from '../../src/model/edit.ts';
import type { ModuleKind, Plan } from '../../src/model/plan.ts';
import { range, type Range, totalSize } from '../../src/model/range.ts';
import { targetOf } from './agreement.ts';
import type { Release } from './console.mjs';
import { bootBoth, BOOTARGS, planOfBlob, sure, test } from './fixtures.ts';

interface DomainSketch {
  readonly banks: readonly Range[];
  readonly directMap: boolean;
  /** Bytes that `memory` is more (or less) than the banks; the whole of it where there are none. */
  readonly extra: bigint;
  readonly kernel: bigint | null;
  /** Size of the ramdisk behind the kernel's first MiB. */
  readonly ramdisk: bigint | null;
  readonly cpus: number;
  readonly vpl011: boolean;
}
interface Sketch {
  /** Words for Xen's command line where there is a dom0. */
  readonly dom0?: string;
  readonly heap: readonly Range[];
  readonly domains: readonly DomainSketch[];
}

const PLAIN: DomainSketch = {
  banks: [],
  directMap: false,
  extra: 0n,
  kernel: 0x1000n,
  ramdisk: null,
  cpus: 1,
  vpl011: true,
};

/** The sketch drawn into QEMU's tree, as the page would draw it; modules stand side by side from 0x41000000 on. */
function draw(virt: Buffer, sketch: Sketch, xen: Release): Buffer {
  let plan: Plan = { ...planOfBlob(virt), xenBootargs: BOOTARGS };
  if (sketch.dom0 !== undefined)
    plan = addDom0({ ...plan, xenBootargs: `${BOOTARGS} ${sketch.dom0}` }, range(0x4080_0000n, 0x1000n));
  for (const bank of sketch.heap) plan = addHeapBank(plan, bank).plan;
  sketch.domains.forEach((domain, index) => {
    const { id, plan: added } = addDomain(plan);
    plan = domain.banks.reduce((next: Plan, bank) => addBank(next, id, bank).plan, added);
    plan = updateDomain(plan, id, {
      memory: bytes(totalSize(domain.banks) + domain.extra),
      directMap: domain.directMap,
      cpus: domain.cpus,
      vpl011: domain.vpl011,
    });
    const place = 0x4100_0000n + 0x100_0000n * BigInt(index);
    const put = (kind: ModuleKind, start: bigint, size: bigint) => {
      plan = addModule(plan, id, { kind, range: range(start, size), file: null }).plan;
    };
    if (domain.kernel !== null) put('kernel', place, domain.kernel);
    if (domain.ramdisk !== null) put('ramdisk', place + MiB, domain.ramdisk);
  });
  return Buffer.from(writeBlob(sure(settle(plan, targetOf(xen).release)).tree));
}

/** 64 MiB taken of every 128. */
const SCATTERED = Array.from({ length: 14 }, (_, i) =>
  range(0x5000_0000n + BigInt(i) * 128n * MiB, 64n * MiB),
);

const SKETCHES: Readonly<Record<string, Sketch>> = {
  'a heap, a direct-mapped domain and another': {
    heap: [range(0x5000_0000n, 256n * MiB)],
    domains: [
      { ...PLAIN, banks: [range(0x6000_0000n, 512n * MiB)], directMap: true },
      { ...PLAIN, banks: [range(0x8000_0000n, 1024n * MiB)] },
    ],
  },
  'two domains that share 2 MiB': {
    heap: [],
    domains: [
      { ...PLAIN, banks: [range(0x6000_0000n, 512n * MiB)], directMap: true },
      { ...PLAIN, banks: [range(0x7fe0_0000n, 512n * MiB)] },
    ],
  },
  'a heap too small for the frame table': {
    heap: [range(0x5000_0000n, 24n * MiB)],
    domains: [{ ...PLAIN, banks: [range(0x6000_0000n, 64n * MiB)] }],
  },
  'direct-map without static memory': {
    heap: [],
    domains: [{ ...PLAIN, extra: 64n * MiB, directMap: true }],
  },
  'no kernel': { heap: [], domains: [{ ...PLAIN, banks: [range(0x6000_0000n, 64n * MiB)], kernel: null }] },
  'a first bank too small for the kernel': {
    heap: [],
    domains: [
      { ...PLAIN, banks: [range(0x6000_0000n, 4n * MiB), range(0x7000_0000n, 64n * MiB)], directMap: true },
    ],
  },
  'dom0 beside a static domain': {
    dom0: 'dom0_mem=1G',
    heap: [],
    domains: [{ ...PLAIN, banks: [range(0x6000_0000n, 128n * MiB), range(0x9000_0000n, 128n * MiB)] }],
  },
  'dom0 out of a static heap': {
    dom0: 'dom0_mem=256M',
    heap: [range(0x8000_0000n, 512n * MiB)],
    domains: [{ ...PLAIN, banks: [range(0x6000_0000n, 128n * MiB)], directMap: true }],
  },
  'dom0 in pieces, while nobody scrubs': {
    dom0: 'dom0_mem=256M bootscrub=0',
    heap: [],
    domains: [{ ...PLAIN, banks: SCATTERED, directMap: true }],
  },
  'dom0 in pieces, while idle CPUs scrub': {
    dom0: 'dom0_mem=256M',
    heap: [],
    domains: [{ ...PLAIN, banks: SCATTERED, directMap: true }],
  },
  'RAM from the heap, and a ramdisk': {
    heap: [],
    domains: [{ ...PLAIN, extra: 192n * MiB, ramdisk: 0x30_0000n }],
  },
};

for (const [name, sketch] of Object.entries(SKETCHES))
  test(`the simulator knows what becomes of ${name}`, async ({ virt, xen }) => {
    expect(await bootBoth(draw(virt, sketch, xen), xen)).toEqual([]);
  });
