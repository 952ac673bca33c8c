// Small layouts for tests of the simulator: 2 GiB of RAM at 0x40000000, Xen at 0x40200000, the blob at 0x48000000.
import { planOf } from '../bindings/plan.ts';
import { MiB } from '../model/addr.ts';
import { encodeNumbers, strings, u32 } from '../model/cells.ts';
import type { Plan } from '../model/plan.ts';
import { range } from '../model/range.ts';
import { node, type Property, type TreeNode } from '../model/tree.ts';

const wide = [u32('#address-cells', 2), u32('#size-cells', 2)];
export const ranges = (name: string, ...values: readonly bigint[]): Property => ({
  name,
  value: encodeNumbers(values.map((value) => [value, 2] as const)),
});
export const kernelAt = (start: bigint): TreeNode =>
  node(`module@${start.toString(16)}`, [
    strings('compatible', 'multiboot,kernel', 'multiboot,module'),
    ranges('reg', start, 0x10000n),
  ]);
/** A domain of static memory: its banks as address, size, address, size …, and where its kernel is. */
export const domU = (
  name: string,
  bank: readonly bigint[],
  kernel: bigint,
  ...extra: readonly Property[]
): TreeNode => {
  const sum = bank.reduce((total, value, i) => (i % 2 === 1 ? total + value : total), 0n);
  return node(
    name,
    [
      strings('compatible', 'xen,domain'),
      ...wide,
      u32('cpus', 1),
      ranges('memory', sum / 1024n),
      ranges('xen,static-mem', ...bank),
      ...extra,
    ],
    [kernelAt(kernel)],
  );
};
/** A plan with these nodes in /chosen. */
export const layout = (...chosen: readonly TreeNode[]): Plan => layoutOn([], ...chosen);

/** The same on a machine with devices. */
export const layoutOn = (devices: readonly TreeNode[], ...chosen: readonly TreeNode[]): Plan =>
  planOf(
    {
      root: node('', wide, [
        node('memory@40000000', [strings('device_type', 'memory'), ranges('reg', 0x40000000n, 2048n * MiB)]),
        ...devices,
        node('chosen', wide, chosen),
      ]),
      memreserve: [],
      bootCpu: 0,
    },
    { name: 'test', source: 'test', origin: 'tree', memoryOptions: [] },
    { xen: range(0x40200000n, 0x160000n), fdt: range(0x48000000n, 0x2000n) },
  );
