import { expect, test } from 'vitest';
import { hex } from '../../model/addr.ts';
import { dmaBusOf } from '../../model/board.ts';
import { endOf } from '../../model/range.ts';
import { parseText } from '../../devicetree/text.ts';
import { readHost } from '../host.ts';

/** Buses of a tree with 64-bit addresses and sizes: `/path: start-end …`. */
function said(body: string): string[] {
  const tree = parseText(`/dts-v1/; / { #address-cells = <2>; #size-cells = <2>; ${body} };`);
  if (!tree.ok) throw new Error(tree.problem.message);
  return (readHost(tree.value).dma ?? []).map(
    ({ path, windows }) =>
      `${path}: ${windows.map((at) => `${hex(at.start)}-${hex(endOf(at))}`).join(' ') || 'nothing'}`,
  );
}
const ONE = '#address-cells = <1>; #size-cells = <1>;';
const TWO = '#address-cells = <2>; #size-cells = <2>;';

test.each<[string, string, string[]]>([
  ['a bus that says nothing is not among them', `soc { ${ONE} ranges; d@1 { reg = <1 1>; }; };`, []],
  [
    'empty: the same address, as far as its cells reach',
    `soc { ${ONE} dma-ranges; };`,
    ['/soc: 0x0-0x100000000'],
  ],
  [
    'one window: what devices call 0xc0000000 is the RAM at 0',
    `soc { ${ONE} dma-ranges = <0xc0000000 0 0 0x3c000000>; };`,
    ['/soc: 0x0-0x3c000000'],
  ],
  [
    'several windows, joined where they touch',
    `soc { ${TWO} dma-ranges = <0 0 0 0x80000000 0 0x1000>, <0 0x1000 0 0x80001000 0 0x1000>, <1 0 8 0 4 0>; };`,
    ['/soc: 0x80000000-0x80002000 0x800000000-0xc00000000'],
  ],
  [
    'through the bus above, of which it reaches a part',
    `soc { ${ONE} dma-ranges = <0 0 0x40000000 0x40000000>; io@0 { ${ONE} dma-ranges = <0 0x30000000 0x20000000>; }; };`,
    ['/soc: 0x40000000-0x80000000', '/soc/io@0: 0x70000000-0x80000000'],
  ],
  [
    'a bus on the way that says nothing is 1:1',
    `soc { ${ONE} ranges; io@0 { ${ONE} dma-ranges = <0 0x30000000 0x20000000>; }; };`,
    ['/soc/io@0: 0x30000000-0x50000000'],
  ],
  [
    'a bus above that it does not reach leaves nothing',
    `soc { ${ONE} dma-ranges = <0 0 0 0x1000>; io@0 { ${ONE} dma-ranges = <0 0x2000 0x1000>; }; };`,
    ['/soc: 0x0-0x1000', '/soc/io@0: nothing'],
  ],
  [
    'PCI: the first of three cells is no part of the address',
    `pcie@1 { #address-cells = <3>; #size-cells = <2>; dma-ranges = <0x02000000 0 0 0 0 0 0xc0000000>; };`,
    ['/pcie@1: 0x0-0xc0000000'],
  ],
  [
    'neither disabled buses, nor the root, nor what is cut short',
    `dma-ranges; off { ${ONE} status = "disabled"; dma-ranges; }; short { ${ONE} dma-ranges = <0 0 0>; };`,
    ['/short: nothing'],
  ],
  ['the size of all there is', `soc { ${TWO} dma-ranges; };`, ['/soc: 0x0-0x10000000000000000']],
])('%s', (_, body, buses) => {
  expect(said(body)).toEqual(buses);
});

test('a device reaches what the nearest bus around it says, which may be itself', () => {
  const dma = ['/soc', '/soc/pcie@1', '/socket'].map((path) => ({ path, windows: [] }));
  const bus = (path: string): string | undefined => dmaBusOf({ dma }, path)?.path;
  expect(bus('/soc/pcie@1')).toBe('/soc/pcie@1');
  expect(bus('/soc/pcie@1/nic@0')).toBe('/soc/pcie@1');
  expect(bus('/soc/pcie@10')).toBe('/soc');
  expect(bus('/sock')).toBeUndefined();
  expect(dmaBusOf({}, '/soc')).toBeUndefined();
});
