// Why there is no placement: a few demands that cannot hold together while any of them could be left out, and what would help.
import { type Demand, type Problem, type Span } from './problem.ts';
import { isPossible } from './solve.ts';

/** One thing that could be asked less of a demand. */
export type Relaxation =
  /** Not at its pinned place. */
  | { readonly kind: 'unpin' }
  /** Anywhere in free RAM. */
  | { readonly kind: 'anywhere' }
  /** At a multiple of so many pages. */
  | { readonly kind: 'align'; readonly to: number }
  /** Without neighbours and gaps. */
  | { readonly kind: 'apart' }
  /** In so many pieces. */
  | { readonly kind: 'pieces'; readonly most: number }
  /** So many pages at most. */
  | { readonly kind: 'smaller'; readonly to: number };

export interface Member {
  /** Index into the problem's demands. */
  readonly demand: number;
  /**
   * The mildest change of this one demand after which all demands of the problem can be satisfied, or, where none alone does
   * that, those of the conflict; null: nothing but leaving it out.
   */
  readonly relaxation: Relaxation | null;
  /** Whether it helps all of the problem and not only this conflict. */
  readonly cures: boolean;
}

const only = (problem: Problem, which: readonly number[]): Problem => ({
  ...problem,
  demands: which.map((i) => problem.demands[i] as Demand),
});

/**
 * A minimal conflict of a problem that is impossible: its demands cannot be satisfied, and can be when any one is left out.
 * null when the problem is possible after all, or a question on the way could not be decided within `limit` steps.
 */
export function conflictOf(problem: Problem, limit?: number): readonly number[] | null {
  const can = (which: readonly number[]): boolean | null => isPossible(only(problem, which), limit);
  const all = problem.demands.map((_, i) => i);
  if (can(all) !== false) return null;
  // Halves first: most demands have nothing to do with it.
  let kept = all;
  for (let size = Math.floor(all.length / 2); size > 0; size = Math.floor(size / 2))
    for (let from = 0; from < kept.length && kept.length > 1;) {
      const rest = kept.filter((_, n) => n < from || n >= from + size);
      const answer = rest.length === kept.length ? true : can(rest);
      if (answer === null && size === 1) return null;
      if (answer === false) kept = rest;
      else from += size;
    }
  return kept;
}

/** What would help, for each member of a minimal conflict. */
export function membersOf(problem: Problem, conflict: readonly number[], limit?: number): Member[] {
  return conflict.map((index) => {
    let local: Relaxation | null = null;
    for (const relaxation of relaxations(problem, conflict, index, limit)) {
      const eased = relaxed(problem, index, relaxation);
      if (isPossible(only(eased, conflict), limit) !== true) continue;
      if (isPossible(eased, limit) === true) return { demand: index, relaxation, cures: true };
      local ??= relaxation;
    }
    return { demand: index, relaxation: local, cures: false };
  });
}

const replaced = (problem: Problem, index: number, change: Partial<Demand>): Problem => ({
  ...problem,
  demands: problem.demands.map((one, i) => (i === index ? { ...one, ...change } : one)),
});

/** The problem with one thing less asked of one demand. */
export function relaxed(problem: Problem, index: number, relaxation: Relaxation): Problem {
  const demand = problem.demands[index] as Demand;
  switch (relaxation.kind) {
    case 'unpin':
      return replaced(problem, index, { at: null });
    case 'anywhere':
      return replaced(problem, index, { within: null });
    case 'align':
      return replaced(problem, index, { align: relaxation.to });
    case 'apart': {
      const left = replaced(problem, index, { guard: 0, apart: [], nextTo: [] });
      const demands = left.demands.map((one) => ({
        ...one,
        apart: one.apart.filter(({ from }) => from !== demand.id),
        nextTo: one.nextTo.filter((id) => id !== demand.id),
      }));
      return { ...left, demands };
    }
    case 'pieces':
      return replaced(problem, index, { pieces: { most: relaxation.most, unit: pieceUnit(demand) } });
    case 'smaller':
      return replaced(problem, index, { sizes: [relaxation.to], was: [] as readonly Span[] });
  }
}

/** Small enough that a demand may be cut where there is room, large enough that cuts are few. */
function pieceUnit({ sizes, align }: Demand): number {
  const size = Math.min(...sizes);
  for (const parts of [16, 12, 8, 6, 4, 3, 2])
    if (size % parts === 0 && (size / parts) % align === 0) return size / parts;
  return size;
}

/** What can be asked less of a demand, the mildest first. */
function* relaxations(
  problem: Problem,
  conflict: readonly number[],
  index: number,
  limit: number | undefined,
): Generator<Relaxation> {
  const demand = problem.demands[index] as Demand;
  if (demand.at !== null) yield { kind: 'unpin' };
  for (const to of [512, 1]) if (demand.align > to) yield { kind: 'align', to };
  if (demand.guard > 0 || demand.apart.length > 0 || demand.nextTo.length > 0) yield { kind: 'apart' };
  if (demand.within !== null) yield { kind: 'anywhere' };
  if (demand.at === null && demand.nextTo.length === 0)
    for (const most of [2, 4])
      if (most > demand.pieces.most && pieceUnit(demand) < Math.min(...demand.sizes))
        yield { kind: 'pieces', most };
  const to = largest(problem, conflict, index, limit);
  if (to > 0) yield { kind: 'smaller', to };
}

/** The most pages of a demand, in whole blocks of 2 MiB where it has some, that leave room for all others; 0 for none. */
function largest(
  problem: Problem,
  conflict: readonly number[],
  index: number,
  limit: number | undefined,
): number {
  const size = Math.min(...(problem.demands[index] as Demand).sizes);
  const all = problem.demands.map((_, i) => i);
  for (const of of [all, conflict])
    for (const step of size > 512 ? [512, 1] : [1]) {
      const fits = (steps: number): boolean =>
        isPossible(only(relaxed(problem, index, { kind: 'smaller', to: steps * step }), of), limit) === true;
      let [low, high] = [0, Math.ceil(size / step) - 1];
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if (fits(middle)) low = middle;
        else high = middle - 1;
      }
      if (low > 0) return low * step;
    }
  return 0;
}
