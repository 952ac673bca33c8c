// One answer of `check`, before it is written as JSON or as text.
import type { Analysis } from '../engine/analysis.ts';
import type { Target } from '../model/target.ts';

export interface Written {
  /** From 1. */
  readonly line: number;
  /** The file it includes that has the line; null for the input itself. */
  readonly file: string | null;
}

/**
 * Where a node, or the property of it where it has it, is written; null for blobs and for nodes that stand in no
 * text.
 */
export type PlaceOf = (path: string, property?: string) => Written | null;

export interface Verdict {
  readonly file: string;
  readonly target: Target;
  readonly analysis: Analysis;
  readonly placeOf: PlaceOf;
  /** Whether the tree itself states RAM; many boards leave it to the firmware. */
  readonly hasRam: boolean;
}
