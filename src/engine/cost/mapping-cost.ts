// What mapping its memory costs each domain: stage-2 entries by size, page tables of its pool, and the nearest place for
// a bank of static memory that makes it cheaper.
//
// Counted from the calls the replayed boot made, by the rule of p2m_set_entry (see boot/stage2.ts).
import { type Addr, addr, compare } from '../../model/addr.ts';
import type { EntityId, Plan } from '../../model/plan.ts';
import { endOf, type Range, range } from '../../model/range.ts';
import type { DomainOutcome, GuestBank, Stage2 } from '../analysis.ts';
import {
  ENTRY_PAGES,
  entriesAfter,
  entriesOf,
  type Entries,
  type Level,
  LEVELS,
  type MappedPages,
  tablesOf,
} from '../boot/stage2.ts';
import { Free, modulo } from './free.ts';

/** Number of entries, or bytes, by the level of the table they are in: 1 (1 GiB each), 2 (2 MiB), 3 (4 KiB). */
export type ByLevel = Readonly<Record<Level, bigint>>;

/** A bank put elsewhere. Host physical. */
export interface Move {
  readonly bank: EntityId;
  /** Position in `xen,static-mem`. */
  readonly index: number;
  readonly from: Range;
  readonly to: Range;
  /** How many fewer stage-2 entries and page tables that makes. */
  readonly saves: { readonly entries: bigint; readonly tables: bigint };
}

/**
 * Why no move is named: Xen picks the pages (`heap`), all entries are as large as they can be (`best`), some are small
 * because of the sizes of banks (`size`), all places that would do within reach are taken (`room`), or what would gain is
 * pinned (`pinned`).
 */
export type Stays = 'heap' | 'best' | 'size' | 'room' | 'pinned';

export interface MappingCost {
  readonly domain: string;
  /** null where Xen keeps no pool, and what it maps is not counted: see DomainOutcome.stage2. */
  readonly counted: Counted | null;
}

export interface Counted {
  /** Entries that map something. */
  readonly entries: ByLevel;
  /** Bytes of guest address space they map. */
  readonly bytes: ByLevel;
  /** Page tables below the root in use; more than `pool` when the domain does not fit. */
  readonly tables: bigint;
  /** Pages there are for them. */
  readonly pool: number;
  /** The one move that saves most entries; null where none does. */
  readonly move: Move | null;
  /** Why there is none; null where there is one. */
  readonly stays: Stays | null;
}

const PAGE_BITS = 12n;
/** How far a bank may be moved, in bytes: from there to every place within an entry of 1 GiB. */
export const REACH = 1n << 30n;

/** For each domain, in the order in which Xen builds them. `domains`: what the replayed boot of `plan` made of them. */
export function mappingCosts(
  plan: Plan,
  domains: readonly DomainOutcome[],
  reach: bigint = REACH,
): readonly MappingCost[] {
  const free = new Free(plan);
  return domains.map((domain) => ({
    domain: domain.name,
    counted: domain.stage2 === undefined ? null : count(plan, domain, domain.stage2, free, reach),
  }));
}

function count(plan: Plan, domain: DomainOutcome, stage2: Stage2, free: Free, reach: bigint): Counted {
  const { mapped, pool, rootLevel } = stage2;
  const all = entriesAfter(mapped);
  const entries = entriesBy(all);
  const tables = tablesOf(all, rootLevel);
  const banks = banksOf(plan, domain, mapped);
  const found = banks.map((bank) => {
    const one = cheaper(bank, domain, free, reach);
    return typeof one === 'object' && plan.pinned.has(bank.id) ? 'pinned' : one;
  });
  const moves = found
    .flatMap((one) => (typeof one === 'object' ? [one] : []))
    .toSorted((a, b) => compare(b.fewer, a.fewer) || compare(distanceOf(a), distanceOf(b)));
  for (const { bank, to } of moves) {
    const after = entriesAfter(mapped.map((one) => bank.moved(one, to.start)));
    const fewer = sumOf(entries) - sumOf(entriesBy(after));
    if (fewer <= 0n) continue;
    const saves = { entries: fewer, tables: tables - tablesOf(after, rootLevel) };
    const move = { bank: bank.id, index: bank.index, from: bank.at, to, saves };
    return { entries, bytes: bytesOf(entries), tables, pool, move, stays: null };
  }
  return { entries, bytes: bytesOf(entries), tables, pool, move: null, stays: staysBecause(banks, found) };
}

function staysBecause(banks: readonly Bank[], found: readonly unknown[]): Stays {
  if (banks.length === 0) return 'heap';
  if (found.includes('pinned')) return 'pinned';
  if (found.includes('room')) return 'room';
  return found.includes('size') ? 'size' : 'best';
}

/** A bank of static memory and what maps it. */
class Bank {
  constructor(
    readonly id: EntityId,
    readonly index: number,
    readonly at: Range,
    readonly directMap: boolean,
    readonly pieces: ReadonlySet<MappedPages>,
  ) {}

  /** Entries it takes, were there nothing else, when it starts at `start`. */
  entriesAt(start: Addr): bigint {
    return sumOf(entriesBy(this.#alone(start)));
  }

  /** Whether it takes entries of 4 KiB where it is. */
  hasPages(): boolean {
    return this.#alone(this.at.start).some(({ level }) => level === 3);
  }

  #alone(start: Addr): Entries[] {
    return [...this.pieces].flatMap((piece) => entriesOf(this.moved(piece, start)));
  }

  /** One of the domain's mappings as it would be; the same where it is not of this bank. */
  moved(one: MappedPages, start: Addr): MappedPages {
    if (!this.pieces.has(one)) return one;
    const by = (start - this.at.start) >> PAGE_BITS;
    return { ...one, host: one.host + by, guest: this.directMap ? one.guest + by : one.guest };
  }

  /**
   * Where in an entry of so many bytes the bank must start to be mapped by such entries. Direct-mapped, guest and host are
   * always aligned alike, and what counts is where it ends; else the guest's side stays and the host's must match.
   */
  offsetIn(size: bigint): bigint {
    if (this.directMap) return modulo(0n - this.at.size, size);
    const [first] = this.pieces;
    return first === undefined ? 0n : modulo(first.guest << PAGE_BITS, size);
  }
}

/** The banks of a domain's static memory, each with what maps it: Xen maps them in the property's order. */
function banksOf(plan: Plan, domain: DomainOutcome, mapped: readonly MappedPages[]): Bank[] {
  const byPlace = new Map(mapped.map((one) => [placeKey(one.guest, one.host), one]));
  const pieces = domain.memory.flatMap(piecesOf);
  let next = 0;
  return (plan.domains.find(({ name }) => name === domain.name)?.staticMem ?? []).flatMap((region, index) => {
    const own = new Set<MappedPages>();
    for (
      let piece = pieces[next];
      piece !== undefined && isWithin(piece.host, region);
      piece = pieces[next]
    ) {
      const one = byPlace.get(placeKey(piece.guest >> PAGE_BITS, piece.host.start >> PAGE_BITS));
      if (one !== undefined) own.add(one);
      next += 1;
    }
    const at = range(region.start, region.size);
    return own.size === 0 ? [] : [new Bank(region.id, index, at, domain.directMap, own)];
  });
}

/** Of page frames. */
const placeKey = (guest: bigint, host: bigint): string => `${guest} ${host}`;

const isWithin = (inner: Range, outer: Range): boolean =>
  inner.start >= outer.start && endOf(inner) <= endOf(outer);

/** The host's pieces of a guest bank, each with where the guest finds it. */
function piecesOf(bank: GuestBank): { readonly guest: bigint; readonly host: Range }[] {
  let guest: bigint = bank.guest;
  return (bank.host ?? []).map((host) => {
    const piece = { guest, host };
    guest += host.size;
    return piece;
  });
}

interface Cheaper {
  readonly bank: Bank;
  readonly to: Range;
  /** Entries saved, were there nothing else. */
  readonly fewer: bigint;
}

/** The nearest place where larger entries map the bank, or why there is none. */
function cheaper(
  bank: Bank,
  domain: DomainOutcome,
  free: Free,
  reach: bigint,
): Cheaper | Exclude<Stays, 'heap'> {
  const now = bank.entriesAt(bank.at.start);
  let taken = false;
  for (const level of LEVELS.toReversed().slice(1)) {
    const size = ENTRY_PAGES[level] << PAGE_BITS;
    const offset = bank.offsetIn(size);
    const like = addr(bank.at.start - modulo(bank.at.start, size) + offset);
    const fewer = now - bank.entriesAt(like);
    if (fewer <= 0n) continue;
    const to = free.nearest(bank.id, bank.at, { offset, size }, reach, bank.directMap ? domain : null);
    if (to !== null) return { bank, to, fewer };
    taken = true;
  }
  if (taken) return 'room';
  return bank.hasPages() ? 'size' : 'best';
}

function entriesBy(all: readonly Entries[]): ByLevel {
  const sum = { 1: 0n, 2: 0n, 3: 0n };
  for (const { level, start, end } of all) sum[level] += (end - start) / ENTRY_PAGES[level];
  return sum;
}

const sumOf = (by: ByLevel): bigint => by[1] + by[2] + by[3];

const bytesOf = (by: ByLevel): ByLevel => ({
  1: (by[1] * ENTRY_PAGES[1]) << PAGE_BITS,
  2: (by[2] * ENTRY_PAGES[2]) << PAGE_BITS,
  3: (by[3] * ENTRY_PAGES[3]) << PAGE_BITS,
});

const distanceOf = ({ bank: { at }, to }: Cheaper): bigint =>
  to.start > at.start ? to.start - at.start : at.start - to.start;
