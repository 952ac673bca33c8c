// The lanes of a picture, ready to be painted: what elements show of them while something is dragged, as plain values.
import type { Bands } from '../geometry/bands.ts';
import type { Face } from '../geometry/faces.ts';
import type { Outside } from '../geometry/overlap.ts';
import type { LaneShapes } from '../geometry/ribbon-shapes.ts';
import type { Row } from '../geometry/rows.ts';
import type { Scale } from '../geometry/scale.ts';
import type { SparseLayout } from '../geometry/sparse.ts';
import type { EntityId } from '../../model/plan.ts';

export interface PaintedLane {
  readonly row: Row;
  readonly scale: Scale;
  readonly layout: SparseLayout;
  readonly faces: readonly Face[];
  /** What is selected; empty when nothing of this lane is. */
  readonly selected: ReadonlySet<EntityId>;
  readonly outside: readonly Outside[];
}

/** All in px of the picture: px 0 is where the lanes begin, below and right of it they go on. */
export interface Painted {
  readonly widthPx: number;
  /** px of all lanes, in view or not. */
  readonly heightPx: number;
  readonly ribbons: readonly LaneShapes[];
  /** Lanes of one line of text: their ribbons are fainter. */
  readonly crowded: boolean;
  /** From the top down. */
  readonly lanes: readonly PaintedLane[];
  /** How many things are selected in all: one alone has handles. */
  readonly selected: number;
  readonly collisions: Bands;
}
