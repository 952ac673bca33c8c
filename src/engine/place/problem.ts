// What the solver is asked and what it answers: demands on free memory, in page frames, and how placements compare.
//
// This knows nothing of plans, boards and Xen; `demands.ts` makes it of those. Addresses and sizes are page frames of
// 4 KiB, as plain numbers: exact to 2^53, so that a search over them is fast, and another solver can be given them.

/** Page frames [start, end). */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Demand {
  /** Names it within its problem. */
  readonly id: string;
  /** Admissible sizes in pages, the one wished for (the largest) first. At least one, all different. */
  readonly sizes: readonly number[];
  /**
   * Into how many pieces it may be cut, each a multiple of `unit` pages; a size that is no multiple stays whole. The pieces are an
   * ordered list, the largest first. `{ most: 1 }` with any unit: never.
   */
  readonly pieces: { readonly most: number; readonly unit: number };
  /** Every piece starts at a multiple of so many pages. A power of two, as is `wish`. */
  readonly align: number;
  /** It would like to start at a multiple of so many pages; null: it does not care. */
  readonly wish: number | null;
  /**
   * Which guest page frame its first page is mapped at, the rest following: a number, or `same` where guest and host
   * addresses are equal. null: no guest maps it, and no page table entries are counted.
   */
  readonly mapped: 'same' | number | null;
  /** Every piece lies inside one of these; null: anywhere that is free. */
  readonly within: readonly Span[] | null;
  /** It starts here and nowhere else, in one piece. */
  readonly at: number | null;
  /** Where it is now, piece by piece in order; empty where it has no place yet. */
  readonly was: readonly Span[];
  /** Whether it is among those that low memory is kept for. */
  readonly needsLow: boolean;
  /** Demands it touches: one ends where the other starts. Those that touch one another form a row, each in one piece. */
  readonly nextTo: readonly string[];
  /** Pages that no other demand uses on either side of it, but those it touches. */
  readonly guard: number;
  /** Pages that at least lie between it and another demand. */
  readonly apart: readonly { readonly from: string; readonly gap: number }[];
}

/** Nothing asked but a size: in one piece, on any page that is free. */
export const BARE: Omit<Demand, 'id' | 'sizes'> = {
  pieces: { most: 1, unit: 1 },
  align: 1,
  wish: null,
  mapped: null,
  within: null,
  at: null,
  was: [],
  needsLow: false,
  nextTo: [],
  guard: 0,
  apart: [],
};

export interface Problem {
  /** What may be used: the RAM that nobody else has. A piece, and a hole, lies inside one of them; where two touch is a border. */
  readonly free: readonly Span[];
  readonly demands: readonly Demand[];
  /** The page frame that low memory ends before: that of 4 GiB, unless devices reach less. */
  readonly low: number;
}

/** The pieces of each demand, in the order of the problem's demands, each demand's pieces in their own order. */
export type Placement = readonly (readonly Span[])[];

/**
 * How good a placement is. Scores compare field by field in this order, less is better but for `hole`; what satisfies not all
 * demands has none.
 */
export interface Score {
  /** Demands that have a place now (`was` is not empty) and do not keep every piece of it exactly. */
  readonly moved: number;
  /** Pages that demands lack of their largest size, summed. */
  readonly short: number;
  /** Pieces, all together. */
  readonly pieces: number;
  /** Pieces that do not start at a multiple of their demand's `wish`. */
  readonly unmet: number;
  /**
   * Entries of the stage-2 page tables that map the pieces, see `entryCount`. A piece of a demand mapped at a guest page
   * follows the one before it.
   */
  readonly entries: number;
  /** Whole aligned blocks of 2 MiB in the longest run of free pages that is left; more is better. */
  readonly hole: number;
  /** Pages of pieces that start below `low` and whose demand does not need that. */
  readonly low: number;
}

/** The fields of a score in the order in which they count. */
export const SCORE_FIELDS = ['moved', 'short', 'pieces', 'unmet', 'entries', 'hole', 'low'] as const;

/** Negative when `a` is better. */
export function compareScores(a: Score, b: Score): number {
  for (const field of SCORE_FIELDS)
    if (a[field] !== b[field]) return field === 'hole' ? b.hole - a.hole : a[field] - b[field];
  return 0;
}

/** Pages of an entry of 2 MiB and of 1 GiB. */
export const BLOCK = 512;
export const HUGE = 512 * 512;

/**
 * Entries that one mapping of `pages` at least one page makes, as Xen does it (p2m_set_entry, every release): from its end down,
 * an entry of 1 GiB or 2 MiB needs guest frame, host frame and the pages that are left aligned to it (see boot/stage2.ts).
 */
export function entryCount(guest: number, host: number, pages: number): number {
  let [end, count] = [guest + pages, 0];
  for (const size of [HUGE, BLOCK]) {
    if ((guest - host) % size !== 0 || end % size !== 0) continue;
    const start = Math.ceil(guest / size) * size;
    if (start >= end) continue;
    count += (end - start) / size;
    end = start;
  }
  return count + (end - guest);
}

/** Sorted, overlapping ones joined; those that only touch stay two. */
export function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const span of spans.filter(({ start, end }) => start < end).toSorted((a, b) => a.start - b.start)) {
    const last = all.at(-1);
    if (last !== undefined && span.start < last.end)
      all[all.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else all.push(span);
  }
  return all;
}

/** What is left of `from` without `taken`. */
export function without(from: readonly Span[], taken: readonly Span[]): Span[] {
  let left = joined(from);
  for (const cut of joined(taken))
    left = left.flatMap((span) =>
      cut.end <= span.start || cut.start >= span.end
        ? [span]
        : [
            { start: span.start, end: cut.start },
            { start: cut.end, end: span.end },
          ].filter(({ start, end }) => start < end),
    );
  return left;
}

/** The part of two lists of spans that both have, sorted. */
export function common(a: readonly Span[], b: readonly Span[]): Span[] {
  return joined(a).flatMap((one) =>
    joined(b).flatMap((other) => {
      const span = { start: Math.max(one.start, other.start), end: Math.min(one.end, other.end) };
      return span.start < span.end ? [span] : [];
    }),
  );
}

/** Pages that lie at least between two demands. */
export const gapBetween = (a: Demand, b: Demand): number =>
  Math.max(
    ...(a.nextTo.includes(b.id) || b.nextTo.includes(a.id) ? [0] : [a.guard, b.guard]),
    ...a.apart.filter(({ from }) => from === b.id).map(({ gap }) => gap),
    ...b.apart.filter(({ from }) => from === a.id).map(({ gap }) => gap),
  );
