// How the lanes are looked at while a thread paints them: what it cannot know of a plan and of what the simulator says.
import type { EntityId } from '../../model/plan.ts';
import type { Axis } from '../geometry/axis.ts';
import type { Viewport } from '../geometry/scale.ts';

/** Plain data. */
export interface Sight {
  /** Stays as it is while something is dragged. */
  readonly axis: Axis;
  readonly viewport: Viewport;
  /** px of the picture, and px that its lanes have room in without scrolling. */
  readonly widthPx: number;
  readonly roomPx: number;
  /** px of the lanes that are worth painting, from the top of all of them. */
  readonly top: number;
  readonly bottom: number;
  /** Keys of all lanes, from the top down: beside them are their names. */
  readonly lanes: readonly string[];
  /** Keys of guest lanes with an axis of their own. */
  readonly own: ReadonlySet<string>;
  readonly selected: ReadonlySet<EntityId>;
  /** Keys of the block in the hand, and of the one that collisions are told from. */
  readonly dragged: string | null;
  readonly subject: string | null;
}
