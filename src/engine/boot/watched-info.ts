// What a step of the boot sees of what the scan has recorded (bootinfo.ts), as watched-boot.ts has it see all else.
import type { Range } from '../../model/range.ts';
import type { Asked } from './asked.ts';
import type { Bank, BootModule, BootModuleKind, CommandLine, Hit, Info, SharedBank } from './bootinfo.ts';
import type { Extent, Row } from './overlap-index.ts';

/** Once the tree is read, RAM, command lines and whether there is a static heap are the boot's setting. */
export class WatchedInfo implements Info {
  readonly #info: Info;
  readonly #asked: Asked;
  readonly #isRead: boolean;

  constructor(info: Info, asked: Asked, isRead: boolean) {
    this.#info = info;
    this.#asked = asked;
    this.#isRead = isRead;
  }

  isFull(list: Parameters<Info['isFull']>[0]): boolean {
    const full = this.#info.isFull(list);
    this.#asked.room.push({ list, more: list === 'ram' ? 0 : this.#asked.added[list].length, full });
    return full;
  }
  /** An empty range is compared and not recorded: what is read after it another time is not compared with it. */
  firstMet(of: Extent, insideMemreserveIsFine: boolean): Hit | null {
    const hit = this.#info.firstMet(of, insideMemreserveIsFine);
    if (hit !== null || of.range.size === 0n) return this.#asked.unwritten(hit);
    this.#asked.apart.push({ of, insideMemreserveIsFine });
    return null;
  }
  /** While the tree is read, one that is known already may be changed. */
  module(kind: BootModuleKind, start: bigint): BootModule | undefined {
    const found = this.#info.module(kind, start);
    if (found !== undefined && !this.#isRead) return this.#asked.unwritten(found);
    this.#asked.modules.push({ kind, start, found });
    return found;
  }

  addReserved(bank: Extent<Bank>): void {
    this.#asked.added.reserved.push(bank);
    this.#info.addReserved(bank);
  }
  /** A copy: what is recorded may be changed by a module that is read later. */
  addModule(module: BootModule): void {
    this.#asked.added.modules.push({ ...module });
    this.#info.addModule(module);
  }
  addCommandLine(line: CommandLine): void {
    this.#asked.added.commandLines.push(line);
    this.#info.addCommandLine(line);
  }

  get ram() {
    return this.#known.ram;
  }
  get commandLines() {
    return this.#known.commandLines;
  }
  get usesStaticHeap() {
    return this.#known.usesStaticHeap;
  }
  set usesStaticHeap(uses) {
    this.#all.usesStaticHeap = uses;
  }
  get #known(): Info {
    return this.#isRead ? this.#info : this.#all;
  }

  get #all(): Info {
    return this.#asked.unwritten(this.#info);
  }
  get reserved() {
    return this.#all.reserved;
  }
  get reservedByStart() {
    return this.#all.reservedByStart;
  }
  get shared() {
    return this.#all.shared;
  }
  get modules() {
    return this.#all.modules;
  }
  nextUntold(): number {
    return this.#all.nextUntold();
  }
  isClearOfNew(row: Row): boolean {
    return this.#all.isClearOfNew(row);
  }
  addShared(bank: SharedBank, apart: boolean): void {
    this.#all.addShared(bank, apart);
  }
  moveXen(to: Range, label: string): void {
    this.#all.moveXen(to, label);
  }
}
