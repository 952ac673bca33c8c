// What there is to choose: for each thing to place, the zones it may lie in and what each way of lying there costs.
//
// Two steps make it finite. A demand takes one of finitely many forms: a size, cut into pieces. And all addresses of one zone at
// which a piece costs the same are one choice, a set of positions: where in the set it lies is for `pack.ts`.
import type { Grid, Positions } from './positions.ts';
import type { Sums } from './sums.ts';
import type { Problem, Span } from './problem.ts';

/**
 * The additive fields of a score, packed so that they compare as numbers: `a` holds moved, short and pieces, `b` unmet and
 * entries, `c` low. Exact while `isCounted`.
 */
export interface Cost {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** One demand moved, in `a`. */
export const MOVED = 2 ** 45;
/** One page short, in `a`. */
export const SHORT = 2 ** 12;
/** One wish not kept, in `b`. */
export const UNMET = 2 ** 40;

/** Whether no field of any placement's cost can grow into the next one, so that costs compare as scores do. */
export const isCounted = ({ demands }: Problem): boolean =>
  demands.filter(({ was }) => was.length > 0).length < Number.MAX_SAFE_INTEGER / MOVED &&
  demands.reduce((sum, { sizes }) => sum + Math.max(...sizes) - Math.min(...sizes), 0) < MOVED / SHORT &&
  demands.reduce((sum, { pieces }) => sum + pieces.most, 0) < SHORT;

export const movedOf = (a: number): number => Math.floor(a / MOVED);

/** A part of what is placed in one piece: a piece of a demand. */
export interface Part {
  /** Index among the demands of the thing that is placed. */
  readonly member: number;
  readonly piece: number;
  /** Pages from the start of the whole. */
  readonly offset: number;
  readonly size: number;
}

/** What stands in one run of pages: a piece, or the row of those that touch one another. */
export interface Block {
  readonly parts: readonly Part[];
  readonly size: number;
}

/** What the search counts of a choice. */
interface Tried extends Cost {
  /** Probes it covers at least, by measure: see `weights.ts`. */
  readonly weight: Float64Array;
  /** Pages of demands that need no low memory. */
  readonly pages: number;
  /** Bits of the groups of the zones it may lie in, see `groupOf`. */
  readonly groups: number;
}

/** Zones are counted in so many groups, that a set of groups is the bits of a number: a zone each where they are few. */
export const GROUPS = 31;
export const groupOf = (zone: number): number => zone % GROUPS;

/** A block lies in a zone, at one of some positions that all cost the same. */
export interface Lies extends Tried {
  readonly kind: 'lies';
  /** The same number: the same size, at the same positions, with the same gaps to all others. */
  readonly shape: number;
  readonly block: Block;
  /** Where it starts; a row may end in one of those that follow. */
  readonly zone: number;
  readonly positions: Positions;
}

/** A demand is cut into blocks, each to be placed on its own. */
export interface Cut extends Tried {
  readonly kind: 'cut';
  readonly blocks: readonly Piece[];
}

export type Choice = Lies | Cut;

/** One block of a cut, and its choices, the cheapest first. */
export interface Piece {
  readonly choices: readonly Lies[];
  /** As of a thing. */
  readonly kind: number;
}

/** Something to be placed, and its choices, the cheapest first. */
export interface Thing {
  /** Indices into the problem's demands. */
  readonly demands: readonly number[];
  readonly choices: readonly Choice[];
  /** Things with the same number are alike: exchanging them changes nothing. */
  readonly kind: number;
}

/** A free span. */
export interface Zone {
  readonly span: Span;
  /** Probes inside, by measure. */
  readonly capacity: Float64Array;
  /** What can be filled of those, by measure: see `sums.ts`. */
  readonly sums: readonly (Sums | null)[];
}

export interface Choices {
  readonly problem: Problem;
  readonly zones: readonly Zone[];
  readonly things: readonly Thing[];
  /** What capacities are measured by, all pages first: see `weights.ts`. */
  readonly measures: readonly Grid[];
  /** What is in one zone has nothing to do with what is so many pages away in another. */
  readonly reach: number;
  /** Gaps between demands by index; null where there are none at all. */
  readonly gaps: readonly (readonly number[])[] | null;
}

/** Of what has not been measured. */
export const UNMEASURED = new Float64Array();
