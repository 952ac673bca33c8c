// What Xen refuses or drops about boot modules.
import type { Range } from '../../model/range.ts';
import { paddr } from '../boot/format.ts';
import type { Refusal } from './refusal.ts';
import { type Overlap, regionLine, staticOverlapModule } from './static.ts';

const ADD_MODULE = [
  { until: '4.20', at: 'arch/arm/setup.c:add_boot_module' },
  { since: '4.20', at: 'common/device-tree/bootinfo.c:add_boot_module' },
] as const;
const READ_MODULE = [
  { until: '4.20', at: 'arch/arm/bootfdt.c:process_multiboot_node' },
  { since: '4.20', until: '4.21', at: 'common/device-tree/bootfdt.c:process_multiboot_node' },
  { since: '4.21', at: 'common/device-tree/bootinfo-fdt.c:process_multiboot_node' },
] as const;
const PROBE = [
  { until: '4.21', at: 'arch/arm/kernel.c:kernel_probe' },
  { since: '4.21', at: 'common/device-tree/kernel.c:kernel_probe' },
] as const;

export const moduleOverlap: Refusal<Overlap> = {
  id: 'mod-overlap',
  consequence: 'dropped',
  early: true,
  says: [{ since: '4.18', lines: regionLine }],
  ends: [],
  source: ADD_MODULE,
  title: 'a boot module overlaps something recorded before it',
  explain:
    'From 4.18 a module whose range is already taken is not recorded. Nothing fails at that moment: the domain that needs it does, later.',
  fix: 'Load the module elsewhere, or move what it overlaps.',
};

export const swallowsOwnKernel: Refusal<Overlap> = {
  ...moduleOverlap,
  id: 'static-swallows-own-kernel',
  title: 'a domain’s static memory covers its own kernel',
  explain:
    'xen,static-mem is read before the domain’s modules, so the kernel finds its range taken and is not recorded; the domain then has none. 4.17 accepts it.',
  fix: 'Load the kernel outside the domain’s static memory.',
};

export const fdtOverXen: Refusal<Overlap> = {
  ...moduleOverlap,
  id: 'fdt-overlaps-xen',
  title: 'the device tree blob overlaps Xen',
  explain:
    'From 4.18 the blob is not recorded as a module when its range is taken by Xen: its memory may be used for something else while Xen still reads it.',
  fix: 'Load the blob elsewhere.',
};

export const legacyNames: Refusal<unknown> = {
  id: 'mod-legacy-names',
  consequence: 'panic',
  early: false,
  says: [{ lines: () => ['Missing kernel boot module?'] }],
  ends: [],
  source: PROBE,
  title: 'a domain’s kernel is not marked as one',
  explain:
    'For a domain Xen looks for a direct child compatible with multiboot,kernel. Older names such as xen,linux-zimage, or the guess that the first module is a kernel, count for dom0 only.',
  fix: 'Give the module compatible = "multiboot,kernel", "multiboot,module" and put it directly under the domain.',
};

export const ramdiskLost: Refusal<Overlap> = {
  id: 'mod-ramdisk-lost',
  consequence: 'dropped',
  early: true,
  says: [{ since: '4.18', lines: regionLine }],
  ends: [],
  source: ADD_MODULE,
  title: 'a ramdisk is dropped',
  explain:
    'The ramdisk’s range is already taken, so Xen does not record it. The domain is built all the same and starts without its ramdisk.',
  fix: 'Load the ramdisk elsewhere, or move what it overlaps.',
};

export const modulesTooMany: Refusal<{ readonly kind: string; readonly range: Range }> = {
  id: 'mod-too-many',
  consequence: 'dropped',
  early: true,
  says: [
    {
      lines: ({ kind, range }) => [
        `Ignoring ${kind} boot module at ${paddr(range.start)}-${paddr(range.start + range.size)} (too many)`,
      ],
    },
  ],
  ends: [],
  source: ADD_MODULE,
  title: 'more than 32 boot modules',
  explain: 'Xen has room for 32 modules (MAX_MODULES), counting itself and the device tree blob.',
  fix: 'Load fewer modules, for instance one kernel image for several domains.',
};

export const moduleNoReg: Refusal<{ readonly name: string }> = {
  id: 'mod-no-reg',
  consequence: 'panic',
  early: true,
  says: [],
  ends: [{ text: ({ name }) => `node ${name} missing \`reg' property` }],
  source: READ_MODULE,
  title: 'a boot module without reg',
  explain: 'A module node must say where the boot loader put the file.',
  fix: 'Add reg with address and size.',
};

export const moduleRegShort: Refusal<{ readonly name: string }> = {
  id: 'mod-reg-short',
  consequence: 'panic',
  early: true,
  says: [],
  ends: [{ text: ({ name }) => `fdt: node \`${name}': \`reg\` property length is too short` }],
  source: READ_MODULE,
  title: 'a boot module whose reg is too short',
  explain: 'reg must hold an address and a size in the cells of the parent node.',
  fix: 'Write reg with the cells of the parent node, or set #address-cells and #size-cells there.',
};

export const modulePathLong: Refusal<unknown> = {
  id: 'mod-path-long',
  consequence: 'dropped',
  early: true,
  says: [],
  ends: [],
  source: READ_MODULE,
  title: 'a boot module with a very long path',
  explain: 'Xen reads the node’s path into a buffer of 92 bytes and ignores nodes that do not fit.',
  fix: 'Use shorter node names.',
};

export const commandLineLong: Refusal<{ readonly name: string }> = {
  id: 'mod-cmdline-long',
  consequence: 'panic',
  early: true,
  says: [],
  ends: [{ text: ({ name }) => `module ${name} command line too long` }],
  source: [
    { until: '4.20', at: 'arch/arm/setup.c:add_boot_cmdline' },
    { since: '4.20', at: 'common/device-tree/bootinfo.c:add_boot_cmdline' },
  ],
  title: 'bootargs of more than 1024 characters',
  explain: 'Xen keeps 1024 characters per module command line.',
  fix: 'Shorten bootargs.',
};

export const kernelLost: Refusal<unknown> = {
  id: 'mod-kernel-lost',
  consequence: 'panic',
  early: false,
  says: [{ lines: () => ['Missing kernel boot module?'] }],
  ends: [],
  source: PROBE,
  title: 'a domain without a kernel',
  explain:
    'Xen looks for a child node compatible with multiboot,kernel and for a recorded module at its address. There is none: the node is missing, or the module was dropped while parsing.',
  fix: 'Give the domain a kernel module whose range is free.',
};

export const kernelUnknown: Refusal<unknown> = {
  id: 'mod-not-a-kernel',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [],
  source: PROBE,
  title: 'a kernel that is not a kernel image',
  explain:
    'The file has none of the headers Xen knows: arm64 Image, zImage, uImage, or those compressed with gzip.',
  fix: 'Load an arm64 Image.',
};

export const dom0Lost: Refusal<Overlap> = {
  id: 'mod-dom0-domU-share',
  consequence: 'dropped',
  early: true,
  says: [{ since: '4.18', lines: regionLine }],
  ends: [],
  source: ADD_MODULE,
  title: 'dom0 is lost because a domU uses the same kernel image',
  explain:
    'The domU’s node comes first and marks the module as its own; from 4.18 the second mention is dropped as an overlap, so Xen sees no dom0 kernel and boots without dom0.',
  fix: 'Put dom0’s modules before the domUs in /chosen.',
};

/** What 4.17's silence about memory over Xen leads to once the guest is loaded. */
export const overwritesXen: Refusal<unknown> = {
  ...staticOverlapModule,
  consequence: 'abort',
  early: false,
  says: [],
  ends: [{ text: () => 'CPU0: Unexpected Trap: Data Abort' }],
  source: [{ until: '4.18', at: 'arch/arm/kernel.c:kernel_zimage_load' }],
};

/** Two things 4.17 records in the same place. */
export const unchecked417: Refusal<unknown> = {
  id: 'mod-overlap-417',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [],
  source: [{ until: '4.18', at: 'arch/arm/setup.c:add_boot_module' }],
  title: 'a module’s memory is used for something else',
  explain:
    'Xen 4.17 records modules without comparing them with anything. One that lies in the static heap or in Xen itself is overwritten before it is used, and its magic number is gone. ' +
    'Two that share memory are freed twice once all domains are built: a BUG.',
  fix: 'Load the module elsewhere.',
};

export const freedTwice417: Refusal<unknown> = {
  ...unchecked417,
  consequence: 'bug',
  ends: [{ text: () => 'Xen BUG at common/page_alloc.c:1423' }],
  source: [{ until: '4.18', at: 'arch/arm/setup.c:discard_initial_modules' }],
};

export const moduleOutsideRam: Refusal<unknown> = {
  id: 'mod-outside-ram',
  consequence: 'warning',
  early: true,
  says: [],
  ends: [],
  source: PROBE,
  title: 'a boot module outside RAM',
  explain:
    'Xen reads modules wherever they are said to be, without looking at /memory. Where nothing answers at that address it aborts; where there is memory it works.',
  fix: 'Load the module into the RAM that /memory describes.',
};
