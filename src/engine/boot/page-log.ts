// What happens to pages while Xen starts, written down by the stages as they get there, for whoever asks to watch.
//
// Nobody does while a layout is dragged: then there is no log, and a stage's note costs the test of a null.
import { range, type Range } from '../../model/range.ts';
import type { Trace } from './trace.ts';

/** What a stage does with pages; pages/transitions.ts tells of each what it means and where Xen does it. */
export const HAPPENINGS = [
  'ram-found',
  'xen-recorded',
  'module-recorded',
  'reserved-recorded',
  'static-recorded',
  'heap-recorded',
  'boot-given',
  'boot-taken',
  'static-prepared',
  'heap-opened',
  'xenheap-opened',
  'heap-taken',
  'heap-returned',
  'chunk-taken',
  'verified',
  'rolled-back',
  'assigned',
  'assign-refused',
  'mapped',
  'referenced',
  'foreign-mapped',
  'module-freed',
  'module-kept',
  'init-freed',
  'init-kept',
] as const;
export type Happening = (typeof HAPPENINGS)[number];

/** A domain as Xen numbers it. */
export interface Owner {
  /** Name of its node; `dom0`, `dom_io`. */
  readonly name: string;
  readonly id: number;
}

/** DOMID_IO: owner of shared memory whose nodes give nobody a role. */
export const DOM_IO: Owner = { name: 'dom_io', id: 0x7ff1 };

/** What of the heap is for, where only a number of pages is known. */
export type Purpose = 'xen' | 'page tables' | 'structures' | 'RAM' | 'shared memory' | 'kernel';

/** One thing a stage says. */
export interface Note {
  readonly what: Happening;
  /** Host physical; empty where Xen's heap picks the pages. */
  readonly ranges: readonly Range[];
  /** What it is: `domU1 bank 0`, `the table of pages`. */
  readonly of: string;
  /** Pages, where only their number is known. */
  readonly pages?: number;
  readonly purpose?: Purpose;
  readonly domain?: Owner;
  /** Of the node it is about. */
  readonly path?: string | null;
  /** Guest physical, of each range: where it is mapped. */
  readonly guests?: readonly bigint[];
  /** References taken on each page. */
  readonly references?: number;
  /** First page that is not as it should be, host physical. */
  readonly at?: bigint;
  /** Not the same in every boot: one possibility of several. */
  readonly varies?: boolean;
}

export interface PageNote extends Note {
  /** Lines of the log that were there before. */
  readonly line: number;
  /** Xen does not get this far: it has stopped before. */
  readonly unreached: boolean;
}

export class PageLog {
  readonly notes: PageNote[] = [];
  readonly #trace: Pick<Trace, 'log' | 'stopped'>;

  constructor(trace: Pick<Trace, 'log' | 'stopped'>) {
    this.#trace = trace;
  }

  add(note: Note): void {
    const { domain } = note;
    this.notes.push({
      ...note,
      ...(domain === undefined ? {} : { domain: { name: domain.name, id: domain.id } }),
      line: this.#trace.log.length,
      unreached: this.#trace.stopped,
    });
  }
}

/** Pages were looked at up to the first that is not free and static; those before it go back to what they were. */
export function logRefused(
  log: PageLog | null,
  of: Range,
  at: bigint,
  about: Pick<Note, 'of' | 'domain' | 'path'>,
): void {
  const before = range(of.start, at - of.start);
  if (before.size > 0n) log?.add({ ...about, what: 'verified', ranges: [before] });
  log?.add({ ...about, what: 'rolled-back', ranges: before.size > 0n ? [before] : [], at });
}
