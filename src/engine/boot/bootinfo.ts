// What Xen records while it reads the flattened tree, with the room it really has.
//
// Stands for struct bootinfo (asm/setup.h up to 4.19, xen/bootfdt.h since).
import type { Range } from '../../model/range.ts';
import { type Extent, extentOf, OverlapIndex, type Row } from './overlap-index.ts';

/** NR_MEM_BANKS: entries of RAM, and of reserved memory of all kinds together. */
export const MAX_BANKS = 256;
/** NR_SHMEM_BANKS (from 4.19). */
export const MAX_SHARED = 32;
/** MAX_MODULES, Xen and the device tree blob included. */
export const MAX_MODULES = 32;

const ROOM = { ram: MAX_BANKS, reserved: MAX_BANKS, modules: MAX_MODULES, commandLines: MAX_MODULES };

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

/** What a range overlaps of what is recorded. */
export interface Hit {
  readonly against: 'bank' | 'mod';
  readonly other: Range;
  readonly order: number;
  readonly label: string;
  /** What kind of bank, or `module`. */
  readonly kind: BankKind | BootModuleKind;
  readonly domain: string | null;
  readonly memreserve: boolean;
}

export interface CommandLine {
  readonly start: bigint;
  /** Name of the parent node: the domain, or `chosen`. */
  readonly node: string;
  readonly text: string;
  readonly kind: BootModuleKind;
  readonly domU: boolean;
}

/** What the stages after the scan see of it, and add to it. */
export type Info = Pick<BootInfo, keyof BootInfo>;

export class BootInfo {
  readonly ram: RamBank[] = [];
  readonly reserved: Bank[] = [];
  readonly shared: SharedBank[] = [];
  readonly modules: BootModule[] = [];
  readonly commandLines: CommandLine[] = [];
  usesStaticHeap = false;
  readonly #reserved = new OverlapIndex<Bank>();
  readonly #newReserved = new OverlapIndex<Bank>();
  readonly #shared = new OverlapIndex<SharedBank>();
  readonly #modules = new OverlapIndex<BootModule>();
  readonly #newModules = new OverlapIndex<BootModule>();
  readonly #moduleByStart = new Map<BootModuleKind, Map<bigint, BootModule>>();

  /** Modules so far whose node does not say of what kind they are. */
  #untold = 0;

  /** Whether a list has exactly as many entries as there is room for, once it has `more`. */
  isFull(list: keyof typeof ROOM, more = 0): boolean {
    return this[list].length + more === ROOM[list];
  }

  /** The number of a module whose node does not say of what kind it is, from 1. */
  nextUntold(): number {
    this.#untold += 1;
    return this.#untold;
  }

  addCommandLine(line: CommandLine): void {
    this.commandLines.push(line);
  }

  /** `known`: it has been compared with all others that are. */
  addReserved(bank: Extent<Bank>, known = false): void {
    this.#reserved.add(bank, this.reserved.length);
    if (!known) this.#newReserved.add(bank, this.reserved.length);
    this.reserved.push(bank.range);
  }

  /** `apart`: kept in an array of its own (from 4.19) instead of among the reserved banks. */
  addShared(bank: SharedBank, apart: boolean): void {
    if (bank.hasHost && apart) this.#shared.add(extentOf(bank), this.shared.length);
    else if (bank.hasHost) this.addReserved(extentOf(bank));
    this.shared.push(bank);
  }

  /** `known` as of reserved banks. */
  addModule(module: BootModule, known = false): void {
    // One that is nowhere meets nothing.
    if (module.start > 0n || module.size > 0n) {
      const extent = extentOf(module);
      this.#modules.add(extent, this.modules.length);
      if (!known) this.#newModules.add(extent, this.modules.length);
    }
    this.modules.push(module);
    let byStart = this.#moduleByStart.get(module.kind);
    if (byStart === undefined) this.#moduleByStart.set(module.kind, (byStart = new Map()));
    byStart.set(module.start, module);
  }

  /** Xen is somewhere else from now on; nothing is compared with where it was. */
  moveXen(to: Range, label: string): void {
    const at = this.modules.findIndex((module) => module.kind === 'Xen');
    const moved: BootModule = { ...to, kind: 'Xen', domU: false, label, path: null, property: undefined };
    if (at < 0) this.modules.unshift(moved);
    else this.modules[at] = moved;
  }

  module(kind: BootModuleKind, start: bigint): BootModule | undefined {
    return this.#moduleByStart.get(kind)?.get(start);
  }

  /** The reserved banks by their start. */
  get reservedByStart(): readonly Bank[] {
    return this.#reserved.byStart;
  }

  /** Whether nothing that is not known overlaps any of a row. False as well where only `firstMet` can tell. */
  isClearOfNew(row: Row): boolean {
    return this.#newReserved.isClearOf(row) && this.#shared.isClearOf(row) && this.#newModules.isClearOf(row);
  }

  /**
   * The first recorded range that a range overlaps: reserved banks, then shared memory, then modules. `known`: it is one that
   * has been compared with what is known before, and overlapped nothing.
   */
  firstMet(of: Extent, insideMemreserveIsFine: boolean, known = false): Hit | null {
    const { start, size } = of.range;
    const inside = (bank: Bank): boolean =>
      bank.kind === 'memreserve' && start >= bank.start && start + size <= bank.start + bank.size;
    const reserved = (known ? this.#newReserved : this.#reserved).first(
      of,
      insideMemreserveIsFine ? inside : undefined,
    );
    const bank = reserved ?? this.#shared.first(of);
    if (bank !== null)
      return {
        against: 'bank',
        other: bank.range,
        order: bank.order,
        label: bank.range.label,
        kind: bank.range.kind,
        domain: bank.range.domain,
        memreserve: bank.range.kind === 'memreserve',
      };
    const module = (known ? this.#newModules : this.#modules).first(of);
    return (
      module && {
        against: 'mod',
        other: module.range,
        order: module.order,
        label: module.range.label,
        kind: module.range.kind,
        domain: null,
        memreserve: false,
      }
    );
  }
}
