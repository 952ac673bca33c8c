// Placed for people, booted by Xen: needs go through the solver, what it proposes is accepted, exported and booted.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { settle } from '../../src/bindings/settle.ts';
import { writeBlob } from '../../src/devicetree/blob.ts';
import { heapFree, timeline } from '../../src/engine/pages/index.ts';
import { accept, IMPROVE, placed, type PlaceOptions, REPAIR } from '../../src/engine/place/placing.ts';
import { bytes, GiB, hex, KiB, MiB } from '../../src/model/addr.ts';
import { addDom0, addDomain, updateDomain } from '../../src/model/edit.ts';
import { addNeed, type Need, type NeedFor, plainNeed } from '../../src/model/need.ts';
import type { Domain, EntityId, Plan } from '../../src/model/plan.ts';
import { range } from '../../src/model/range.ts';
import { setTags } from '../../src/model/tags.ts';
import { targetOf } from './agreement.ts';
import { bootXen } from './boot.mjs';
import { readHeap } from './debug-key.mjs';
import { bootBoth, BOOTARGS, planOfBlob, startPages, sure, test } from './fixtures.ts';

const NONE = '' as EntityId;
const root = join(import.meta.dirname, '../..');

/** ms without a byte on the console: what is being asked for H may be scrubbed meanwhile. */
const PATIENT_MS = 60_000;

/** A plan of QEMU's board and what is wanted of it. */
class Wanted {
  constructor(public plan: Plan) {}

  need(what: NeedFor, size: bigint, more: Partial<Need> = {}): EntityId {
    this.plan = addNeed(this.plan, { ...plainNeed(NONE, what, bytes(size)), ...more });
    return this.plan.wants.needs.at(-1)?.id ?? NONE;
  }

  /** A domain whose kernel, of a page, needs a place too. */
  domain(fields: Partial<Domain>): EntityId {
    const { id, plan } = addDomain(this.plan);
    this.plan = updateDomain(plan, id, { vpl011: true, ...fields });
    this.need({ kind: 'module', domain: id, module: 'kernel' }, 4n * KiB);
    return id;
  }

  /** The same with static memory. */
  fixed(size: bigint, directMap: boolean, more: Partial<Need> = {}): { id: EntityId; memory: EntityId } {
    const id = this.domain({ directMap, memory: bytes(size) });
    return { id, memory: this.need({ kind: 'memory', domain: id }, size, more) };
  }
}

const STORIES: Readonly<
  Record<string, { readonly options: PlaceOptions; readonly want: (to: Wanted) => void }>
> = {
  'a heap, wishes, neighbours and cuts': {
    options: REPAIR,
    want: (to) => {
      to.plan = setTags(to.plan, 0, ['only']);
      to.need({ kind: 'heap' }, 64n * MiB, { wish: bytes(GiB) });
      const first = to.fixed(512n * MiB, true, { wish: bytes(GiB), ram: 'only' });
      to.fixed(256n * MiB, false, { banks: 3, reach: range(0n, 0xb000_0000n) });
      to.fixed(64n * MiB, true, { nextTo: [first.memory] });
      to.need({ kind: 'module', domain: first.id, module: 'ramdisk' }, 3n * MiB);
      const guarded = to.domain({ memory: bytes(96n * MiB) });
      to.need({ kind: 'memory', domain: guarded }, 96n * MiB, {
        apart: [{ from: null, gap: bytes(2n * MiB) }],
      });
    },
  },
  'no heap that is named: room for Xen, a domain of heap memory and dom0 is left': {
    options: REPAIR,
    want: (to) => {
      to.plan = addDom0(
        { ...to.plan, xenBootargs: `${BOOTARGS} dom0_mem=256M bootscrub=0` },
        range(0x4080_0000n, 4n * KiB),
      );
      to.domain({ memory: bytes(128n * MiB) });
      to.fixed(128n * MiB, true);
      to.fixed(256n * MiB, false, { most: bytes(768n * MiB) });
    },
  },
  'as much as there is room for, the heap out of it too': {
    options: IMPROVE,
    want: (to) => {
      to.need({ kind: 'heap' }, 32n * MiB, { most: bytes(512n * MiB), banks: 2 });
      to.domain({ memory: bytes(64n * MiB) });
      to.fixed(256n * MiB, true, { most: bytes(2n * GiB), banks: 2 });
    },
  },
};

for (const [name, { options, want }] of Object.entries(STORIES))
  test(`Xen boots what was placed: ${name}`, async ({ virt, xen }) => {
    const target = targetOf(xen);
    const wanted = new Wanted({ ...planOfBlob(virt), xenBootargs: BOOTARGS });
    want(wanted);
    const before = sure(settle(wanted.plan, target.release));
    const answer = placed(before, target, options);
    if (answer.kind !== 'placed')
      throw new Error(JSON.stringify(answer, (_, v: unknown) => (typeof v === 'bigint' ? hex(v) : v)));
    const plan = sure(settle(accept(before, answer.items), target.release));
    expect(plan.wants.needs).toEqual([]);
    const dtb = Buffer.from(writeBlob(plan.tree));
    expect(await bootBoth(dtb, xen)).toEqual([]);

    const outcome = await bootXen({ dtb, key: 'H', silenceMs: PATIENT_MS, timeoutMs: 2 * PATIENT_MS });
    expect(outcome.verdict, outcome.log).toBe('boots');
    for (const { name: domain, directMap, staticMem } of plan.domains) {
      const guest = outcome.guests[domain];
      expect(guest, `${domain} says where it is`).toBeDefined();
      const banks = staticMem ?? [];
      if (directMap)
        expect(guest?.ram).toEqual(
          banks.map(({ start, size }) => ({ start: hex(start), size: hex(size), sound: true })),
        );
    }
    // What is free of the heap: of the heap that was placed, where one was.
    const real = readHeap(outcome.log)?.pages ?? 0;
    const counts = timeline(planOfBlob(dtb), target).events.at(-1)?.counts;
    const said = counts === undefined ? 0 : heapFree(counts) + startPages(outcome.log);
    console.log(`${xen.release}: ${name}: ${real} pages of the heap free, ${said} predicted`);
    expect(real).toBeGreaterThan(0);
    expect(Math.abs(said - real) / real).toBeLessThanOrEqual(0.01);
    const heap = plan.heap.reduce((sum, { size }) => sum + size, 0n);
    if (heap > 0n) expect(real * 4096).toBeLessThan(Number(heap));
  });

test('Xen boots what the command placed and exported', async ({ virt, xen }, info) => {
  const cli = (...args: string[]): string =>
    execFileSync('node', [join(root, 'scripts/cli.mjs'), ...args], { encoding: 'utf8', cwd: info.outputDir });
  const { release } = targetOf(xen);
  const empty = { ...planOfBlob(virt), xenBootargs: BOOTARGS };
  const { id, plan } = addDomain(empty);
  const two = addDomain(updateDomain(plan, id, { directMap: true, vpl011: true })).plan;
  writeFileSync(info.outputPath('board.dtb'), writeBlob(sure(settle(two, release)).tree));
  const { xen: image, fdt } = empty.load;
  const loaded = [
    ...(image === null ? [] : ['--xen-image', `${hex(image.start)},${hex(image.size)}`]),
    ...(fdt === null ? [] : ['--fdt', hex(fdt.start)]),
  ];
  const needs = [
    'heap=64M',
    'domU1=256M,wish=1G',
    'domU2=128M,below=3G',
    'domU1.kernel=4K',
    'domU2.kernel=4K',
  ];
  const asked = needs.flatMap((need) => ['--need', need]);
  cli('place', 'board.dtb', '--xen', release, '-o', 'design.json', ...loaded, ...asked);
  cli('export', 'design.json', '--to', 'dtb', '-o', 'placed.dtb');
  const dtb = readFileSync(info.outputPath('placed.dtb'));
  expect(await bootBoth(dtb, xen)).toEqual([]);
  const { verdict, guests, log } = await bootXen({ dtb });
  expect(verdict, log).toBe('boots');
  const [first] = planOfBlob(dtb).domains;
  const [bank] = first?.staticMem ?? [];
  expect(guests['domU1']?.ram).toMatchObject([{ start: hex(bank?.start ?? 0n), size: hex(256n * MiB) }]);
});
