// A layout for QEMU's `virt` machine as the plan the simulator takes.
import { planOf } from '../bindings/plan.ts';
import { parseText } from '../devicetree/text.ts';
import type { ImageHeader, Module, ModuleFile, Plan } from '../model/plan.ts';
import { bytes } from '../model/addr.ts';
import { range } from '../model/range.ts';
import { problemText } from '../model/result.ts';
import type { Tree } from '../model/tree.ts';
import { partialTreeFile } from './example.ts';
import { type VirtLayout, virtMachine, virtSource } from './virt-layout.ts';

const BOARD = { name: 'QEMU virt', source: 'QEMU', origin: 'tree', memoryOptions: [] } as const;

/** The tree as it would be on a machine of which only what matters to Xen's memory is known. */
export function virtTree(layout: VirtLayout): Tree {
  const read = parseText(virtSource(virtMachine(layout.host), layout));
  if (!read.ok) throw new Error(`${layout.title}: ${problemText(read.problem)}`);
  return read.value;
}

/** Bytes of what the layout has loaded. */
export interface Loaded {
  readonly xen: bigint;
  readonly fdt: bigint;
  /**
   * Bytes of our guest, which a 32-bit kernel says of itself. Where they are known nothing else is loaded for a module; else
   * each has a file as long as itself.
   */
  readonly guest?: bigint;
}

/** The layout as a plan; `tree` is its whole tree, from QEMU or from virtTree. */
export function virtPlan(layout: VirtLayout, tree: Tree, loaded: Loaded): Plan {
  const plan = planOf(tree, BOARD, {
    xen: range(layout.host.xen, loaded.xen),
    fdt: range(layout.host.fdt, loaded.fdt),
  });
  const offsets = new Map(layout.kernels.map(({ start, textOffset }) => [start, textOffset]));
  const blobs = new Map(layout.blobs.map(({ start, source }) => [start, partialTreeFile(source)]));
  const withFile = (module: Module): Module =>
    module.kind === 'kernel'
      ? { ...module, file: kernelFile(module, loaded, headerOf(layout, loaded, offsets.get(module.start))) }
      : module.kind === 'device-tree'
        ? { ...module, file: blobs.get(module.start) ?? partialTreeFile(null) }
        : loaded.guest === undefined
          ? module
          : { ...module, file: { name: 'zeros', size: bytes(0n), header: { kind: 'unknown' } } };
  return {
    ...plan,
    dom0Modules: plan.dom0Modules.map(withFile),
    domains: plan.domains.map((domain) => ({ ...domain, modules: domain.modules.map(withFile) })),
  };
}

/** textOffset: undefined for a kernel as usual, null for what is no kernel. */
function headerOf(layout: VirtLayout, loaded: Loaded, textOffset: bigint | null | undefined): ImageHeader {
  if (textOffset === null) return { kind: 'unknown' };
  return layout.host.arch === 'arm32'
    ? { kind: 'zImage', start: 0n, end: loaded.guest ?? 0x1000n }
    : { kind: 'Image', textOffset: textOffset ?? 0n, imageSize: 0n, flags: 0n };
}

function kernelFile({ size }: Module, { guest }: Loaded, header: ImageHeader): ModuleFile {
  const ours = header.kind === 'unknown' ? bytes(0n) : bytes(guest ?? size);
  return { name: 'kernel', size: guest === undefined || ours > size ? size : ours, header };
}
