// What a step of the boot was told and what it did, written down so that a later boot can be asked the same.
import type { Range } from '../../model/range.ts';
import type { Bank, BootModule, BootModuleKind, CommandLine, Info } from './bootinfo.ts';
import type { Extent } from './overlap-index.ts';
import type { Boot } from './state.ts';

type Fact = (boot: Boot) => unknown;
type List = Parameters<Info['isFull']>[0];

/** What was asked, and with what the answer can be compared. */
export class Asked {
  /** False once something was asked, answered or done that is not written down. */
  isComplete = true;
  readonly facts = new Map<Fact, unknown>();
  readonly modules: {
    readonly kind: BootModuleKind;
    readonly start: bigint;
    readonly found: BootModule | undefined;
  }[] = [];
  /** Whether there was room in a list, once `more` of its own were added. */
  readonly room: { readonly list: List; readonly more: number; readonly full: boolean }[] = [];
  /** Ranges that met nothing recorded before. */
  readonly apart: { readonly of: Extent; readonly insideMemreserveIsFine: boolean }[] = [];
  /** What it recorded, each list in order. */
  readonly added: {
    readonly reserved: Extent<Bank>[];
    readonly modules: BootModule[];
    readonly commandLines: CommandLine[];
  } = { reserved: [], modules: [], commandLines: [] };
  /** Whether it looked through all that the boot loader puts somewhere. */
  loadOrder = false;
  /** Where kernels were found to be as they were loaded, not unpacked. */
  readonly packed: bigint[] = [];
  /** Static pages it was given, each range whole as it was prepared. */
  readonly acquired: Range[] = [];
  /** Heap pages left before, and how many were had; `exactly`: it wanted to know how many there are. */
  readonly heap: { left: number | null; taken: number; exactly: boolean };
  /** Inputs it had to assume. */
  readonly assumed: string[] = [];
  /** Whether it wanted to know if the boot had ended before, or even by what. */
  ending: 'unasked' | 'whether' | 'why' = 'unasked';

  constructor(heapLeft: number | null) {
    this.heap = { left: heapLeft, taken: 0, exactly: false };
  }

  /** Lets a value through that is not written down. */
  unwritten<T>(value: T): T {
    this.isComplete = false;
    return value;
  }
}
