// A layout as its generator thinks of it: loose parts that may be moved, doubled or broken before they are drawn.
//
// Everything is mutable and nothing is checked: a sketch is what somebody might write, not what Xen accepts.
import type { VirtHost, VirtKernel } from '../virt-layout.ts';

/** Host physical unless named guest. */
export interface Bank {
  start: bigint;
  size: bigint;
}

/** What a node states for its children; null: nothing, it inherits. */
export interface CellsSketch {
  address: number | null;
  size: number | null;
}

export interface RamSketch {
  name: string;
  /** null: no reg. */
  banks: Bank[] | null;
  deviceType: string | null;
  status: string | null;
}

export interface ReservedSketch {
  cells: CellsSketch;
  /** banks null: a size only, for the system to place. */
  regions: { name: string; banks: Bank[] | null; status: string | null }[];
}

export interface ModuleSketch extends Bank {
  kind: 'kernel' | 'ramdisk' | 'device-tree';
  compatible: readonly string[];
  bootargs: string | null;
  /** Of a kernel; null: it is no kernel. */
  textOffset: bigint | null;
  /** Whole, missing, or without its last cell. */
  reg: 'whole' | 'none' | 'short';
  /** Nodes between the domain and it. */
  wrapped: number;
}

export interface SharedSketch {
  id: string | null;
  /** null: left out. */
  host: bigint | null;
  guest: bigint;
  size: bigint;
  role: string | null;
  /** Cells too many or, negative, too few in xen,shared-mem; null: no such property. */
  extraCells: number | null;
}

export interface DomainSketch {
  name: string;
  status: string | null;
  cells: CellsSketch;
  /** null: not stated. */
  cpus: number | null;
  /** Static memory; null: from the heap. */
  banks: Bank[] | null;
  /** Bytes that `memory` says beyond the banks; all of it where there are none. */
  extra: bigint;
  /** Cells of `memory`. */
  memoryCells: number;
  directMap: boolean;
  vpl011: boolean;
  nrSpis: number | null;
  /** null: not enhanced; '' for the empty property. */
  enhanced: string | null;
  p2mMb: number | null;
  modules: ModuleSketch[];
  shared: SharedSketch[];
}

/** What stands in the tree besides the machine's devices. */
export type Part = 'memory' | 'reserved' | 'chosen';

export interface Sketch {
  host: { -readonly [K in keyof VirtHost]: VirtHost[K] };
  ram: RamSketch[];
  reserved: ReservedSketch | null;
  memreserve: Bank[];
  /** `memory` first: where the machine has it, before everything else. */
  order: Part[];
  /** Of /chosen. */
  cells: CellsSketch;
  heap: Bank[] | null;
  /** Added to Xen's command line. */
  args: string;
  dom0: ModuleSketch[];
  dom0Shared: SharedSketch[];
  domains: DomainSketch[];
}

export const modulesOf = (sketch: Sketch): ModuleSketch[] => [
  ...sketch.dom0,
  ...sketch.domains.flatMap((domain) => domain.modules),
];

/** Everything that has a place on the host, in document order. */
export const banksOf = (sketch: Sketch): Bank[] => [
  ...(sketch.reserved?.regions.flatMap((region) => region.banks ?? []) ?? []),
  ...(sketch.heap ?? []),
  ...sketch.dom0,
  ...sketch.domains.flatMap((domain) => [...(domain.banks ?? []), ...domain.modules]),
];

/** The kernels that are not plain arm64 Images. */
export function kernelsOf(sketch: Sketch): VirtKernel[] {
  const kernels = new Map<bigint, VirtKernel>();
  for (const { kind, start, textOffset } of modulesOf(sketch))
    if (kind === 'kernel' && textOffset !== 0n)
      kernels.set(start, { start: start as VirtKernel['start'], textOffset });
  return [...kernels.values()];
}
