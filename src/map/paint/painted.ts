// The lanes of a picture and what follows the hand, ready to be painted: what elements show while something is dragged, as
// plain values.
import type { Badge } from '../geometry/badge.ts';
import type { Bands } from '../geometry/bands.ts';
import type { Face } from '../geometry/faces.ts';
import type { GhostAt } from '../geometry/ghosts.ts';
import type { Outside } from '../geometry/overlap.ts';
import type { LaneShapes } from '../geometry/ribbon-shapes.ts';
import type { Row } from '../geometry/rows.ts';
import type { Scale } from '../geometry/scale.ts';
import type { Block } from '../geometry/scene.ts';
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

/** What follows the hand. */
export interface PaintedHand {
  readonly ghosts: readonly GhostAt<Pick<Block, 'owner'>>[];
  /** SVG path of the lines through all lanes. */
  readonly guides: string;
  /** On the axis, in px of it. */
  readonly badge: Badge;
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
  /** null: nothing is in it. */
  readonly hand: PaintedHand | null;
}
