import { expect, it } from 'vitest';
import fc from 'fast-check';
import { analyse } from '../engine/index.ts';
import { DEFAULT_TARGET } from '../model/target.ts';
import { anyLayout } from './generate/index.ts';
import { holdsFor } from './seed.ts';
import { readVirtLayout, virtLayoutText } from './virt-layout.ts';
import { virtPlan, virtTree } from './virt-plan.ts';

it('a layout’s file says what the tree does not', () => {
  expect(
    readVirtLayout(`// Two guests
//
// @ram 8192
// @gic 2
// @cpus 4
// @xen 0x44000000
// @fdt 0x50000000
// @kernel 0x60000000 0x80000
// @kernel 0x61000000 none
// @memreserve 0x70000000 4096
// @kinder no fault on cache maintenance
// @differs by what idle CPUs do
/ { };
// @blob 0x46000000
/ { passthrough { }; };
// @blob 0x47000000 none
`),
  ).toEqual({
    title: 'Two guests',
    host: { arch: 'arm64', ramMb: 8192, gic: 2, cpus: 4, xen: 0x4400_0000n, fdt: 0x5000_0000n },
    kernels: [
      { start: 0x6000_0000n, textOffset: 0x8_0000n },
      { start: 0x6100_0000n, textOffset: null },
    ],
    blobs: [
      { start: 0x4600_0000n, source: '/ { passthrough { }; };\n' },
      { start: 0x4700_0000n, source: null },
    ],
    memreserve: [{ start: 0x7000_0000n, size: 0x1000n }],
    kinder: 'no fault on cache maintenance',
    differs: 'by what idle CPUs do',
    source: '/ { };\n',
  });
});

it('a fact that no layout has is not passed over', () => {
  expect(() => readVirtLayout('// t\n// @rom 3\n/ { };')).toThrow('@rom');
  expect(() => readVirtLayout('// t\n// @ram lots\n/ { };')).toThrow('“lots” is no number');
});

it('any layout is the same after it was written to a file, and the simulator has an answer', () => {
  holdsFor(
    fc.property(anyLayout, (layout) => {
      expect(readVirtLayout(virtLayoutText(layout))).toEqual(layout);
      const plan = virtPlan(layout, virtTree(layout), { xen: 0x16_0000n, fdt: 0x2000n });
      expect(['boots', 'refused']).toContain(analyse(plan, DEFAULT_TARGET).verdict);
    }),
  );
});
