// The machine as its device tree describes it: what there is to carve up. Host physical addresses throughout.
import type { Addr } from './addr.ts';
import type { Range } from './range.ts';

/** A firmware reservation: a child of `/reserved-memory`, or an entry of `/memreserve/` (then `path` is `/memreserve/`). */
export interface Reserved {
  readonly path: string;
  /** null for a dynamic reservation, which names only a size. */
  readonly start: Addr | null;
  readonly size: bigint;
  readonly noMap: boolean;
}

export interface Gic {
  readonly version: 2 | 3;
  readonly path: string;
  /** `reg` in order: distributor first, then redistributors (v3) or the CPU interface (v2). */
  readonly regions: readonly Range[];
}

export interface Uart {
  readonly path: string;
  readonly start: Addr;
  readonly size: bigint;
}

/** A device that can write to memory by itself, or that integrators pass through. */
export interface Device {
  readonly path: string;
  readonly start: Addr;
  readonly size: bigint;
  /** Whether the tree puts it behind an IOMMU (`iommus`, `iommu-map`, `mmu-masters`). */
  readonly iommu: boolean;
}

/** A bus whose `dma-ranges` says which memory its devices reach. */
export interface DmaBus {
  readonly path: string;
  /** Host physical, sorted; empty where nothing of it is reached. */
  readonly windows: readonly Range[];
}

/** What a host tree offers, read by `bindings/host`. */
export interface HostFacts {
  readonly memory: readonly Range[];
  readonly reserved: readonly Reserved[];
  readonly cpus: number;
  readonly gic: Gic | null;
  readonly uart: Uart | null;
  readonly devices: readonly Device[];
  /** Absent where no bus says what its devices reach. */
  readonly dma?: readonly DmaBus[];
}

/** The bus that says what a device reaches: the device itself where it is one, or the nearest around it. */
export const dmaBusOf = ({ dma = [] }: Pick<HostFacts, 'dma'>, path: string): DmaBus | undefined =>
  dma
    .filter((bus) => path === bus.path || path.startsWith(`${bus.path}/`))
    .toSorted((a, b) => b.path.length - a.path.length)[0];

/** RAM sizes a board is sold with, for boards whose tree leaves RAM to the firmware. */
export interface MemoryOption {
  readonly label: string;
  readonly banks: readonly Range[];
}

export const ORIGINS = ['tree', 'facts', 'log'] as const;
export type Origin = (typeof ORIGINS)[number];

/** Which board this is and how we know. */
export interface Board {
  readonly name: string;
  /** Where the facts come from, for people: a file name, or package and path of the tree they were read from. */
  readonly source: string;
  /**
   * `tree`: the user opened the whole tree. `facts`: only the facts are known and the tree is made from them. `log`:
   * the same with a boot log’s facts, and the tree keeps the order and the command line the log tells of.
   */
  readonly origin: Origin;
  readonly memoryOptions: readonly MemoryOption[];
  /** What is not known of it and stands in the tree all the same, as sentences; absent where nothing is made up. */
  readonly lacks?: readonly string[];
}
