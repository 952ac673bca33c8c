import { expect, test } from 'vitest';
import { addBank, addDomain, addHeapBank, addModule, updateDomain } from '../../model/edit.ts';
import { addr, bytes, MiB } from '../../model/addr.ts';
import { DOM0 } from '../../model/dom0.ts';
import { setPinned } from '../../model/pin.ts';
import type { Plan } from '../../model/plan.ts';
import { range } from '../../model/range.ts';
import { barePlan } from '../../testing/bare-plan.ts';
import { bareAnalysis, bareFinding, bareOutcome } from '../../testing/bare-analysis.ts';
import type { Analysis } from '../../engine/analysis.ts';
import { sections } from './rows.ts';
import { shortName } from './SidebarRail.tsx';

const nothing = bareAnalysis();

function carved() {
  const heap = addHeapBank(barePlan(), range(0x5000_0000n, 256n * MiB));
  const first = addDomain(heap.plan);
  const banked = addBank(first.plan, first.id, range(0x6000_0000n, 512n * MiB));
  const mapped = updateDomain(banked.plan, first.id, { directMap: true, cpus: 2 });
  const kernel = addModule(mapped, first.id, {
    kind: 'kernel',
    range: range(0x4800_0000n, 21n * MiB),
    file: { name: 'Image', size: bytes(21n * MiB), header: { kind: 'gzip' } },
  });
  return addModule(kernel.plan, null, { kind: 'ramdisk', range: range(0x4a00_0000n, MiB), file: null }).plan;
}

const shown = (analysis: Analysis | null) =>
  sections(carved(), analysis).flatMap(({ key, rows }) =>
    rows.map((row) => [key, row.name, row.figure, row.detail ?? '', row.wrong ?? ''].join('|')),
  );

test('what exists, in the order of the screen, with its size and what it is', () => {
  expect(shown(nothing)).toEqual([
    'xen|Static heap|256 MiB||',
    'xen|Image · DTB||load addresses not known|',
    'domains|dom0|512 MiB|1:1 · 4 vCPU · Xen picks its RAM|',
    'domains|domU1|512 MiB|1:1 direct-map · 2 vCPU · vpl011|',
    'modules|dom0 ramdisk|1 MiB|address and size only|',
    'modules|Image|21 MiB|domU1 kernel|',
    'board|RAM bank 0|2 GiB||',
    'board|fw@40000000|1 MiB|no-map|',
  ]);
});

test('a row is pinned when all of it is', () => {
  const plan = carved();
  const pins = (of: Plan): string[] =>
    sections(of, null).flatMap(({ rows }) => rows.filter(({ pinned }) => pinned).map(({ name }) => name));
  const [domain] = plan.domains;
  const bank = setPinned(plan, [domain?.staticMem?.[0]?.id ?? DOM0], true);
  expect([pins(plan), pins(bank)]).toEqual([[], []]);
  expect(pins(setPinned(bank, [domain?.id ?? DOM0], true))).toEqual(['domU1', 'Image']);
  expect(pins(setPinned(plan, [DOM0], true))).toEqual(['dom0', 'dom0 ramdisk']);
});

test('a domain with failing findings is marked with what is wrong; without an analysis nothing is', () => {
  const failing = bareAnalysis({
    findings: [
      bareFinding({
        severity: 'silent',
        consequence: 'dropped',
        domain: 'domU1',
        message: 'its ramdisk is lost',
      }),
    ],
  });
  expect(shown(failing)).toContain(
    'domains|domU1|512 MiB|1:1 direct-map · 2 vCPU · vpl011|its ramdisk is lost',
  );
  expect(shown(null)).toEqual(shown(nothing));
});

test.each([
  ['domU1', 'U1'],
  ['domU12', 'U12'],
  ['dom0', 'D0'],
  ['Static heap', 'SH'],
  ['rtos-safety', 'RS'],
  ['linux', 'LI'],
  ['x', 'X'],
])('%s is %s on the rail', (name, short) => {
  expect(shortName(name)).toBe(short);
});

test('a device that was passed through says to whom; one the blob does not name has the name of its node', () => {
  const window = { guest: 0x1000_0000n, host: 0xff0e_0000n, size: 0x1000n, path: '/passthrough/eth' };
  const analysis = bareAnalysis({
    domains: [
      bareOutcome({ name: 'domU1', windows: [{ ...window, device: '/axi/ethernet@ff0e0000' }] }),
      bareOutcome({
        name: 'domU2',
        windows: [
          { ...window, device: '/axi/ethernet@ff0e0000' },
          { ...window, device: null },
        ],
      }),
    ],
  });
  const device = { path: '/axi/ethernet@ff0e0000', start: addr(0xff0e_0000n), size: 0x1000n, iommu: false };
  const plan = barePlan();
  const rows = sections({ ...plan, host: { ...plan.host, devices: [device] } }, analysis).find(
    ({ key }) => key === 'passthrough',
  )?.rows;
  expect(rows?.map(({ ids, name, detail }) => [ids.join(), name, detail])).toEqual([
    ['dev0', 'ethernet@ff0e0000', '→ domU1, domU2 · no IOMMU'],
    ['', 'eth', '→ domU2'],
  ]);
});
