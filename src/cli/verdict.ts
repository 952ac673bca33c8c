// One answer of `check`, before it is written as JSON or as text.
import type { Analysis } from '../engine/analysis.ts';
import type { Target } from '../model/target.ts';

/** The line of a node in the input's text, from 1; null for blobs and for nodes that stand in no text. */
export type LineOf = (path: string) => number | null;

export interface Verdict {
  readonly file: string;
  readonly target: Target;
  readonly analysis: Analysis;
  readonly lineOf: LineOf;
  /** Whether the tree itself states RAM; many boards leave it to the firmware. */
  readonly hasRam: boolean;
}
