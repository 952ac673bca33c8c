// What Xen records while it reads the flattened tree, with the room it really has.
//
// Stands for struct bootinfo (asm/setup.h up to 4.19, xen/bootfdt.h since).
import type { Range } from '../../model/range.ts';
import { OverlapIndex } from './overlap-index.ts';

/** NR_MEM_BANKS: entries of RAM, and of reserved memory of all kinds together. */
export const MAX_BANKS = 256;
/** NR_SHMEM_BANKS (from 4.19). */
export const MAX_SHARED = 32;
/** MAX_MODULES, Xen and the device tree blob included. */
export const MAX_MODULES = 32;

export type BankKind = 'reserved' | 'memreserve' | 'static-domain' | 'static-heap' | 'shared';

/** A range with a name for people (`domU1 bank 0`). */
export interface Named extends Range {
  readonly label: string;
}

/** A bank of RAM and the path of the node whose `reg` names it. */
export interface RamBank extends Range {
  readonly path: string;
}

/** An entry of `reserved_mem`. */
export interface Bank extends Named {
  readonly kind: BankKind;
  readonly domain: string | null;
  /** Of the node that names it; null for /memreserve/. */
  readonly path: string | null;
}

/** The property of the node at its path that holds a bank's range. */
export const propertyOf = ({ kind }: Bank): string | undefined => PROPERTIES[kind];

const PROPERTIES: Readonly<Record<BankKind, string | undefined>> = {
  reserved: 'reg',
  memreserve: undefined,
  'static-domain': 'xen,static-mem',
  'static-heap': 'xen,static-heap',
  shared: 'xen,shared-mem',
};

/** A shared memory region; `start` is not meaningful without a host address. */
export interface SharedBank extends Bank {
  readonly shmId: string;
  readonly hasHost: boolean;
  borrowers: number;
}

export type BootModuleKind = 'Xen' | 'Device Tree' | 'Kernel' | 'Ramdisk' | 'XSM' | 'DTB' | 'Unknown';

export interface BootModule extends Named {
  readonly kind: BootModuleKind;
  domU: boolean;
  /** Of the node that names it, and the property that says where it is; null for what the boot loader puts somewhere. */
  readonly path: string | null;
  readonly property: string | undefined;
}

export interface CommandLine {
  readonly start: bigint;
  /** Name of the parent node: the domain, or `chosen`. */
  readonly node: string;
  readonly text: string;
  readonly kind: BootModuleKind;
  readonly domU: boolean;
}

export class BootInfo {
  readonly ram: RamBank[] = [];
  readonly reserved: Bank[] = [];
  readonly shared: SharedBank[] = [];
  readonly modules: BootModule[] = [];
  readonly commandLines: CommandLine[] = [];
  usesStaticHeap = false;
  readonly #reserved = new OverlapIndex<Bank>();
  readonly #shared = new OverlapIndex<SharedBank>();
  readonly #modules = new OverlapIndex<BootModule>();
  readonly #moduleByKey = new Map<string, BootModule>();

  addReserved(bank: Bank): void {
    this.#reserved.add(bank, this.reserved.length);
    this.reserved.push(bank);
  }

  /** `apart`: kept in an array of its own (from 4.19) instead of among the reserved banks. */
  addShared(bank: SharedBank, apart: boolean): void {
    if (bank.hasHost && apart) this.#shared.add(bank, this.shared.length);
    else if (bank.hasHost) this.addReserved(bank);
    this.shared.push(bank);
  }

  addModule(module: BootModule): void {
    this.#modules.add(module, this.modules.length);
    this.modules.push(module);
    this.#moduleByKey.set(`${module.kind} ${module.start}`, module);
  }

  /** Xen is somewhere else from now on; nothing is compared with where it was. */
  moveXen(to: Range, label: string): void {
    const at = this.modules.findIndex((module) => module.kind === 'Xen');
    const moved: BootModule = { ...to, kind: 'Xen', domU: false, label, path: null, property: undefined };
    if (at < 0) this.modules.unshift(moved);
    else this.modules[at] = moved;
  }

  module(kind: BootModuleKind, start: bigint): BootModule | undefined {
    return this.#moduleByKey.get(`${kind} ${start}`);
  }

  overlappingReserved(range: Range, passOver?: (bank: Bank) => boolean) {
    return this.#reserved.first(range, passOver);
  }

  overlappingShared(range: Range) {
    return this.#shared.first(range);
  }

  overlappingModule(range: Range) {
    return this.#modules.first(range);
  }
}
