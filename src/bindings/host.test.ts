import fc from 'fast-check';
import { expect, test } from 'vitest';
import { flag, strings, u32 } from '../model/cells.ts';
import { range } from '../model/range.ts';
import { node, type Property, type Tree, type TreeNode } from '../model/tree.ts';
import { hostileTree } from '../testing/hostile-tree.ts';
import { holdsFor } from '../testing/seed.ts';
import { bus, cellProperties, cells, reg, tree } from '../testing/tree-spec.ts';
import { readHost } from './host.ts';

const memoryType = strings('device_type', 'memory');
const irq = cells('interrupts', 0, 1, 4);
const disabled = strings('status', 'disabled');

test('RAM: several nodes and banks in document order, empty banks and disabled nodes left out', () => {
  const host = readHost(
    tree([
      node('memory@80000000', [memoryType, reg(0, 0x8000_0000, 0, 0x4000_0000, 8, 0, 1, 0)]),
      node('memory@40000000', [memoryType, reg(0, 0x4000_0000, 0, 0, 0, 0x4800_0000, 0, 0x800_0000)]),
      node('memory@c0000000', [memoryType, disabled, reg(0, 0xc000_0000, 0, 0x1000)]),
      node('memory', [reg(0, 0x1000, 0, 0x1000)]),
      node('dram', [memoryType, reg(0, 0x2000, 0, 0x1000)]),
      node('memory-controller@1', [reg(0, 0x1, 0, 0x1000)]),
    ]),
  );
  expect(host.memory).toEqual([
    range(0x8000_0000n, 0x4000_0000n),
    range(0x8_0000_0000n, 0x1_0000_0000n),
    range(0x4800_0000n, 0x800_0000n),
    range(0x1000n, 0x1000n),
    range(0x2000n, 0x1000n),
  ]);
});

test.each([
  [1, 1, [0x4000_0000, 0x1000_0000], 0x4000_0000n, 0x1000_0000n],
  [2, 1, [1, 0, 0x1000], 0x1_0000_0000n, 0x1000n],
  [1, 2, [0x1000, 1, 0], 0x1000n, 0x1_0000_0000n],
])('RAM is read with the root’s cells: %i and %i', (address, size, values, start, bytes) => {
  const host = readHost(
    tree([node('memory@0', [memoryType, reg(...values)])], cellProperties(address, size)),
  );
  expect(host.memory).toEqual([range(start, bytes)]);
});

test('reservations: memreserve first, every range of every descendant, dynamic ones by size', () => {
  const host = readHost(
    tree(
      [
        node('reserved-memory', cellProperties(2, 2), [
          node('tee@6000', [reg(0, 0x6000, 0, 0x1000, 0, 0x8000, 0, 0x1000), flag('no-map')]),
          node('cma', [cells('size', 0, 0x100_0000)]),
          node('off@1', [reg(0, 0x1000, 0, 0x1000), disabled]),
        ]),
      ],
      cellProperties(2, 2),
      [[0x100n, 0x10n]],
    ),
  );
  expect(host.reserved).toEqual([
    { path: '/memreserve/', start: 0x100n, size: 0x10n, noMap: false },
    { path: '/reserved-memory/tee@6000', start: 0x6000n, size: 0x1000n, noMap: true },
    { path: '/reserved-memory/tee@6000', start: 0x8000n, size: 0x1000n, noMap: true },
    { path: '/reserved-memory/cma', start: null, size: 0x100_0000n, noMap: false },
  ]);
});

test('a /reserved-memory without cells has 2 and 1, not the root’s', () => {
  const host = readHost(tree([node('reserved-memory', [], [node('a', [reg(1, 0, 0x1000)])])]));
  expect(host.reserved).toMatchObject([{ start: 0x1_0000_0000n, size: 0x1000n }]);
});

test('CPUs count whatever their status', () => {
  const cpu = strings('device_type', 'cpu');
  const host = readHost(
    tree([
      node('cpus', cellProperties(1, 0), [
        node('cpu-map'),
        node('cpu@0', [cpu]),
        node('cpu@1', [cpu, disabled]),
        node('l2-cache'),
      ]),
    ]),
  );
  expect(host.cpus).toBe(2);
});

const gicNode = (compatible: string, ...more: readonly Property[]) =>
  node('intc@8000000', [
    strings('compatible', compatible),
    flag('interrupt-controller'),
    reg(0, 0x800_0000, 0, 0x1_0000, 0, 0x80a_0000, 0, 0xf6_0000, 0, 0x40_0000, 0, 0x1000),
    ...more,
  ]);

test.each([
  ['arm,gic-v3', [], 3, 2],
  ['arm,gic-v3', [u32('#redistributor-regions', 2)], 3, 3],
  ['arm,gic-400', [], 2, 3],
  ['arm,cortex-a15-gic', [], 2, 3],
] as const)('%s with %j is version %i with %i regions', (compatible, more, version, count) => {
  const { gic } = readHost(tree([bus('soc', gicNode(compatible, ...more))]));
  expect(gic).toMatchObject({ version, path: '/soc/intc@8000000' });
  expect(gic?.regions).toHaveLength(count);
  expect(gic?.regions[1]).toEqual(range(0x80a_0000n, 0xf6_0000n));
});

test('a disabled interrupt controller is not the machine’s', () => {
  expect(readHost(tree([gicNode('arm,gic-v3', disabled)])).gic).toBeNull();
});

const serial = (name: string, at: number, compatible = 'arm,pl011', ...more: readonly Property[]) =>
  node(name, [strings('compatible', compatible), reg(0, at, 0, 0x1000), irq, ...more]);
const aliases = node('aliases', [strings('serial0', '/soc/serial@2000')]);
const board = (...chosen: readonly Property[]) =>
  tree([
    aliases,
    bus('soc', serial('serial@1000', 0x1000), serial('serial@2000', 0x2000), serial('serial@3000', 0x3000)),
    node('chosen', chosen),
  ]);

test.each([
  [
    'dtuart= before stdout-path',
    [strings('xen,xen-bootargs', 'a dtuart=/soc/serial@3000:x'), strings('stdout-path', 'serial0')],
    '3000',
  ],
  ['stdout-path as an alias with options', [strings('stdout-path', 'serial0:115200n8')], '2000'],
  ['stdout-path as a path', [strings('stdout-path', '/soc/serial@3000')], '3000'],
  ['serial0 when nothing is said', [], '2000'],
  ['serial0 when what is said does not exist', [strings('stdout-path', '/nowhere')], '2000'],
] as const)('console: %s', (_what, chosen, at) => {
  expect(readHost(board(...chosen)).uart).toEqual({
    path: `/soc/serial@${at}`,
    start: BigInt(`0x${at}`),
    size: 0x1000n,
  });
});

test('console: the first enabled UART with a Xen driver when the tree says nothing', () => {
  const host = readHost(
    tree([
      serial('serial@1', 0x1000, 'acme,uart'),
      serial('serial@2', 0x2000, 'arm,pl011', disabled),
      serial('serial@3', 0x3000, 'cdns,uart-r1p12'),
    ]),
  );
  expect(host.uart?.path).toBe('/serial@3');
});

test('addresses go through every bus; what no window reaches is left out', () => {
  const device = (name: string, ...at: readonly number[]) => node(name, [reg(...at), irq]);
  const windowed = (name: string, ranges: readonly number[], ...children: readonly TreeNode[]) =>
    node(name, [...cellProperties(1, 1), cells('ranges', ...ranges)], children);
  const host = readHost(
    tree([
      // 2 cells above, 1 below: bus 0 → 0xf_0000_0000, then 0x100 → 0x4000 inside it
      windowed(
        'outer',
        [0, 0xf, 0, 0x10_0000],
        windowed(
          'inner',
          [0x100, 0x4000, 0x1000],
          device('eth@110', 0x110, 0x10),
          device('eth@2000', 0x2000, 0x10),
        ),
        device('mmc@20', 0x20, 0x10),
      ),
      node('untranslatable', cellProperties(1, 1), [device('usb@1', 1, 1)]),
      node('off', [...cellProperties(1, 1), cells('ranges'), disabled], [device('usb@2', 1, 1)]),
    ]),
  );
  expect(host.devices).toEqual([
    { path: '/outer/inner/eth@110', start: 0xf_0000_4010n, size: 0x10n, iommu: false },
    { path: '/outer/mmc@20', start: 0xf_0000_0020n, size: 0x10n, iommu: false },
  ]);
});

test('devices: what interrupts or moves data; not the plumbing, RAM, or Xen’s console', () => {
  const at = (name: string, ...more: readonly Property[]) => node(name, [reg(0, 0x1000, 0, 0x1000), ...more]);
  const host = readHost(
    tree([
      at('ethernet@1', irq),
      at('pcie@1', cells('interrupt-map', 0)),
      at('dsp@1', flag('dma-coherent')),
      at('rom@1'),
      at('off@1', irq, disabled),
      at('timer@1', irq),
      at('gpio@1', irq, flag('interrupt-controller')),
      at('smmu@1', irq, u32('#iommu-cells', 1)),
      serial('serial@1', 0x9000),
      node('gpu', [irq]),
    ]),
  );
  expect(host.devices.map((d) => d.path)).toEqual(['/ethernet@1', '/pcie@1', '/dsp@1']);
});

test.each([
  ['iommus', [cells('iommus', 7, 1)], [], true],
  ['iommus of a disabled IOMMU', [cells('iommus', 7, 1)], [disabled], false],
  ['iommus of nobody', [cells('iommus', 8, 1)], [], false],
  ['iommu-map', [cells('iommu-map', 0, 7, 0, 0x1_0000)], [], true],
  ['mmu-masters', [], [cells('mmu-masters', 3, 0x10, 0x11, 4, 0x20)], true],
  ['mmu-masters without it', [], [cells('mmu-masters', 3, 0x10, 0x11)], false],
] as const)('IOMMU by %s', (_what, device, smmu, iommu) => {
  const host = readHost(
    tree([
      node('iommu@1', [u32('phandle', 7), u32('#iommu-cells', 1), reg(0, 0x1000, 0, 0x1000), ...smmu]),
      node('mmc@1', [u32('phandle', 3), u32('#stream-id-cells', 2)]),
      node('eth@1', [u32('phandle', 4), reg(0, 0x5000, 0, 0x1000), irq, ...device]),
    ]),
  );
  expect(host.devices).toMatchObject([{ path: '/eth@1', iommu }]);
});

test('any tree has an answer', () => {
  holdsFor(
    fc.property(hostileTree, (hostile) => {
      expect(readHost(hostile).memory.every((bank) => bank.size > 0n)).toBe(true);
    }),
  );
});

test('a tree as deep as a blob can be has an answer', () => {
  let deep: TreeNode = node('x', [irq, reg(0, 1, 0, 1)]);
  for (let i = 0; i < 100_000; i += 1) deep = node('x', [cells('ranges')], [deep]);
  const hostile: Tree = tree([deep, node('memory@0', [memoryType, reg(0, 0, 0, 1)])]);
  expect(readHost(hostile).memory).toHaveLength(1);
});
