import { expect, test } from 'vitest';
import { flag, strings } from '../../model/cells.ts';
import type { Plan } from '../../model/plan.ts';
import type { Release } from '../../model/release.ts';
import { node, type Property, type TreeNode } from '../../model/tree.ts';
import { DEFAULT_TARGET } from '../../model/target.ts';
import { kernelAt, layoutOn } from '../../testing/layouts.ts';
import { bus, cellProperties, cells, reg } from '../../testing/tree-spec.ts';
import { timeline } from '../pages/index.ts';
import { lostOfHost, mappedOfHost } from './host-mappings.ts';
import { startBoot } from './state.ts';

/** `9000+1` in pages of what is mapped, guest and host alike. */
const mapped = (...children: readonly TreeNode[]): string[] =>
  mappedOfHost(startBoot(layoutOn(children), DEFAULT_TARGET)).map(
    ({ guest, pages }) => `${guest.toString(16)}+${pages.toString(16)}`,
  );

const DEVICE = node('serial@9000000', [reg(0, 0x900_0000, 0, 0x200)]);
/** As on QEMU’s virt: what is below 4 GiB does not end at a multiple of 2 MiB. */
const PCI = node('pcie@10000000', [
  strings('device_type', 'pci'),
  ...cellProperties(3, 2),
  reg(0x40, 0x1000_0000, 0, 0x1000_0000),
  cells(
    'ranges',
    0x200_0000,
    0,
    0x1000_0000,
    0,
    0x1000_0000,
    0,
    0x2eff_0000,
    0x300_0000,
    0x80,
    0,
    0x80,
    0,
    0x80,
    0,
  ),
]);

test.each<[string, readonly TreeNode[], readonly string[]]>([
  ['whole pages of a device', [DEVICE], ['9000+1']],
  ['all registers of one', [node('a@1', [reg(0, 0x1000, 0, 0x1000, 0, 0x5000, 0, 0x2000)])], ['1+1', '5+2']],
  ['a disabled one', [node('a@1', [strings('status', 'disabled'), reg(0, 0x1000, 0, 0x1000)])], ['1+1']],
  [
    'none that is to be passed through',
    [node('a@1', [flag('xen,passthrough'), reg(0, 0x1000, 0, 0x1000)])],
    [],
  ],
  ['one behind a bus', [bus('soc', DEVICE)], ['9000+1']],
  [
    'one behind a bus that moves it',
    [
      node(
        'soc',
        [...cellProperties(1, 1), cells('ranges', 0, 0x1, 0x2000_0000, 0x1000)],
        [node('a@100', [reg(0x100, 0x10)])],
      ),
    ],
    ['120000+1'],
  ],
  [
    'none behind a bus that leads nowhere',
    [node('i2c', cellProperties(1, 1), [node('a@1', [reg(1, 1)])])],
    [],
  ],
  ['none on a bus without sizes', [node('i2c', cellProperties(1, 0), [node('a@1', [reg(1)])])], []],
  ['a PCI host’s registers and windows', [PCI], ['4010000+10000', '10000+2eff0', '8000000+8000000']],
  ['no CPU', [node('cpus', cellProperties(1, 1), [node('cpu@0', [reg(0, 0x1000)])])], []],
  ['no IOMMU', [node('smmu@1', [strings('compatible', 'arm,mmu-500'), reg(0, 0x1000, 0, 0x1000)])], []],
])('dom0 finds mapped: %s', (_, children, expected) => {
  expect(mapped(...children)).toEqual(expected);
});

test('what is mapped below a node that stays the same follows the cells of the root', () => {
  const plan = layoutOn([DEVICE]);
  const root = { ...plan.tree.root, properties: cellProperties(1, 1) };
  const narrow = { ...plan, tree: { ...plan.tree, root } };
  const startsOf = (of: Plan): readonly bigint[] =>
    mappedOfHost(startBoot(of, DEFAULT_TARGET)).map(({ start }) => start);
  expect(startsOf(plan)).toEqual([0x900_0000n]);
  expect(startsOf(narrow)).toEqual([0n, 0n]);
});

test('what is kept because its interrupt is private to a CPU is mapped once that goes elsewhere', () => {
  const controller = (phandle: number): TreeNode =>
    node('intc@8000000', [
      strings('compatible', 'arm,gic-v3'),
      flag('interrupt-controller'),
      cells('#interrupt-cells', 3),
      cells('phandle', phandle),
      reg(0, 0x800_0000, 0, 0x1_0000, 0, 0x80a_0000, 0, 0xf6_0000),
    ]);
  const PPI = 1;
  const device = node('a@1000', [
    cells('interrupt-parent', 1),
    cells('interrupts', PPI, 7, 4),
    reg(0, 0x1000, 0, 0x1000),
  ]);
  expect(mapped(controller(1), device)).toEqual([]);
  expect(mapped(controller(2), device)).toEqual(['1+1']);
});

// 379 on real Xen 4.22, by debug key H with and without the node.
test('a window that does not end at a multiple of 2 MiB costs a table for each 2 MiB of it', () => {
  const tablesOf = (...devices: readonly TreeNode[]): number =>
    timeline(layoutOn(devices, kernelAt(0x4600_0000n)), DEFAULT_TARGET).lives[0]?.taken['page tables'] ?? 0;
  expect(tablesOf(PCI) - tablesOf()).toBe(379);
});

/** A bus at `outer` with the same cells outside and in, and these properties besides. */
const around = (properties: readonly Property[], ...children: readonly TreeNode[]): TreeNode =>
  node('outer', [...cellProperties(2, 2), ...properties], children);
const WINDOW = cells('ranges', 0, 0, 0, 0x1000_0000, 0, 0x1000);

// The layouts dom0-device-… of e2e/xen/layouts: so did real Xen 4.16, 4.17 and 4.22.
test.each<[string, readonly TreeNode[], ReturnType<typeof lostOfHost>]>([
  ['on a bus without ranges', [around([], DEVICE)], null],
  [
    'on a bus on one without ranges',
    [around([], bus('inner', DEVICE))],
    { path: '/outer/inner/serial@9000000', index: 0, noBus: '/outer' },
  ],
  [
    'whose second entry is outside the windows of its bus',
    [around([WINDOW], node('a@0', [reg(0, 0, 0, 0x10, 0, 0x1000, 0, 0x10)]))],
    { path: '/outer/a@0', index: 1, noBus: null },
  ],
  [
    'to be passed through',
    [around([WINDOW], node('a@1000', [flag('xen,passthrough'), reg(0, 0x1000, 0, 0x10)]))],
    { path: '/outer/a@1000', index: 0, noBus: null },
  ],
  [
    'below what Xen keeps',
    [node('a', [strings('compatible', 'xen,xen')], [around([], bus('b', DEVICE))])],
    null,
  ],
  ['behind PCI', [node('pcie@1', [...cellProperties(2, 2)], [bus('isa', DEVICE)])], null],
])('a device %s is lost, or not', (_, children, lost) => {
  expect(lostOfHost(startBoot(layoutOn(children), DEFAULT_TARGET))).toEqual(lost);
});

test('what is below a node that Xen reads itself is lost up to 4.17, and not the host’s since', () => {
  const channel = node('evtchn', [strings('compatible', 'xen,evtchn-v1')], [bus('inner', DEVICE)]);
  const plan = layoutOn([channel]);
  const lostOn = (release: Release) => lostOfHost(startBoot(plan, { ...DEFAULT_TARGET, release }));
  expect(lostOn('4.17')).toMatchObject({ noBus: '/evtchn' });
  expect(lostOn('4.18')).toBeNull();
});
