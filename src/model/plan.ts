// The Plan: the tree Xen will be given, where things are loaded, and the entities people edit.
//
// `bindings` keeps tree and entities equal: an edit changes entities, `settle` writes them into the tree.
// The engine reads the tree; entities only name what it meets.
import type { Addr, Bytes } from './addr.ts';
import type { Board, HostFacts } from './board.ts';
import type { Wants } from './need.ts';
import type { Range } from './range.ts';
import type { Tree } from './tree.ts';

declare const idBrand: unique symbol;
/** Names one entity of one plan; never reused within it, and meaningless outside it. */
export type EntityId = string & { readonly [idBrand]: true };

/** One host physical range of a static heap or of a domain's static memory. Order in its list is order in the property. */
export interface Region extends Range {
  readonly id: EntityId;
}

/** What a module's own bytes say about how Xen will load it. */
export type PlainHeader =
  | {
      readonly kind: 'Image';
      readonly textOffset: bigint;
      readonly imageSize: bigint;
      readonly flags: bigint;
    }
  | { readonly kind: 'zImage'; readonly start: bigint; readonly end: bigint }
  | { readonly kind: 'uImage'; readonly load: bigint; readonly entry: bigint; readonly dataSize: bigint }
  | { readonly kind: 'unknown' };

/** `unpacked` is absent in designs of before it was read. */
export type ImageHeader = PlainHeader | { readonly kind: 'gzip'; readonly unpacked?: Unpacked };

/** What a gzip-compressed kernel unpacks to. */
export interface Unpacked {
  /** Bytes, as the file itself says: modulo 4 GiB. */
  readonly size: bigint;
  readonly header: PlainHeader;
}

/** A real file read for its facts; the file itself is not kept. */
export interface ModuleFile {
  readonly name: string;
  /** Bytes. */
  readonly size: Bytes;
  readonly header: ImageHeader;
  /**
   * What a device tree blob says, such as the one that names a domain's passthrough devices; null when the file is no
   * such blob. Absent where nobody looked: in designs of before, and for a blob of more than 2 MiB.
   */
  readonly tree?: Tree | null;
}

export type ModuleKind = 'kernel' | 'ramdisk' | 'device-tree' | 'other';

/** A boot module: a file the boot loader puts at a host physical range before Xen starts. */
export interface Module extends Region {
  readonly kind: ModuleKind;
  readonly bootargs: string | null;
  /** Facts of the real file where the user gave one; null when only address and size are known. */
  readonly file: ModuleFile | null;
}

/** One `xen,domain-shared-memory-v1` node. */
export interface SharedMemory {
  readonly id: EntityId;
  readonly shmId: string;
  /** Host physical; null when Xen takes the memory from its heap (from 4.19). */
  readonly host: Addr | null;
  /** Guest physical. */
  readonly guest: Addr;
  readonly size: Bytes;
  readonly role: 'owner' | 'borrower' | null;
}

/** A `xen,domain` node under `/chosen`. */
export interface Domain {
  readonly id: EntityId;
  /** The node's name, which is the name Xen prints. */
  readonly name: string;
  readonly cpus: number;
  /** The `memory` property in bytes (the property counts KiB); null when absent or unreadable. */
  readonly memory: Bytes | null;
  /** Banks of `xen,static-mem`; null when the property is absent and RAM comes from Xen's heap. */
  readonly staticMem: readonly Region[] | null;
  readonly directMap: boolean;
  readonly vpl011: boolean;
  readonly modules: readonly Module[];
  readonly shared: readonly SharedMemory[];
}

/** Where the boot loader puts what is not a module. null: not known, taken as overlapping nothing. */
export interface Load {
  /** Xen's image in memory, host physical. */
  readonly xen: Range | null;
  /** The device tree blob, host physical. */
  readonly fdt: Range | null;
}

export interface Plan {
  readonly board: Board;
  /** Exactly what Xen will be given, in document order. */
  readonly tree: Tree;
  /** Read off `tree`. */
  readonly host: HostFacts;
  readonly load: Load;
  /** Banks of `xen,static-heap`, in property order; empty when the property is absent. */
  readonly heap: readonly Region[];
  /** In document order, which is the order in which Xen builds them. */
  readonly domains: readonly Domain[];
  /** Modules directly under `/chosen`: dom0's kernel and ramdisk. Without any there is no dom0. */
  readonly dom0Modules: readonly Module[];
  /** Xen's own command line, `xen,xen-bootargs`, with dom0's memory on it; null: absent. */
  readonly xenBootargs: string | null;
  /** dom0's command line, `xen,dom0-bootargs`; null: absent. */
  readonly dom0Bootargs: string | null;
  /**
   * Where in `tree` each entity was read or last written: the path of its own node (domain, module, shared
   * memory) or of the node whose property holds it (heap and static memory banks). An entity without a path
   * is new; `settle` brings the paths up to date.
   */
  readonly paths: ReadonlyMap<EntityId, string>;
  /**
   * What the person who designs wants left where it is: see pin.ts. No device tree says so; the design file does.
   * May name what is gone, whose id nobody gets again.
   */
  readonly pinned: ReadonlySet<EntityId>;
  /** What has to be placed yet, and wishes about where: see need.ts. No device tree says so; the design file does. */
  readonly wants: Wants;
  /** The number the next new entity takes. */
  readonly nextId: number;
}

export const entityId = (n: number): EntityId => `e${n}` as EntityId;
