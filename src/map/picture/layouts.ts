// What is drawn of each lane in view. A lane is laid out anew when its row, its scale or what is held apart in it changes.
import { KeptList, sameList } from '../../model/kept.ts';
import type { EntityId } from '../../model/plan.ts';
import { type Face, facesOf } from '../geometry/faces.ts';
import type { Measure } from '../geometry/labels.ts';
import { type LaneLayout, layoutLane } from '../geometry/lane-layout.ts';
import type { Row } from '../geometry/rows.ts';
import type { Scale } from '../geometry/scale.ts';
import type { Block, Lane } from '../geometry/scene.ts';
import { sparse, type SparseLayout } from '../geometry/sparse.ts';
import { isChosen } from '../tools/choose.ts';

/** What of a lane never joins a crowd. */
export interface Apart {
  /** What is selected; empty when nothing of the lane is. */
  readonly selected: ReadonlySet<EntityId>;
  /** Key of the block under the hand, when it is in the lane. */
  readonly dragged: string | null;
}

export const NOTHING_APART: Apart = { selected: new Set(), dragged: null };

function apartIn({ blocks }: Lane, selected: ReadonlySet<EntityId>, dragged: string | null): Apart {
  const hasSelected = selected.size > 0 && blocks.some((block) => isChosen(block, selected));
  const hasDragged = dragged !== null && blocks.some(({ key }) => key === dragged);
  if (!hasSelected && !hasDragged) return NOTHING_APART;
  return {
    selected: hasSelected ? selected : NOTHING_APART.selected,
    dragged: hasDragged ? dragged : null,
  };
}

/** A lane as it is drawn. */
export interface LaidOut {
  readonly layout: SparseLayout;
  readonly faces: readonly Face[];
}

export interface Layouts {
  /** In the order of the rows. */
  readonly list: readonly LaidOut[];
  readonly of: (laneKey: string) => SparseLayout | undefined;
}

/** With what it follows from. */
export interface LaidOutFrom extends Apart, LaidOut {
  readonly row: Row;
  readonly scale: Scale;
  readonly measure: Measure;
}

export function laidOut(row: Row, scale: Scale, measure: Measure, { selected, dragged }: Apart): LaidOutFrom {
  const apart = (block: Block): boolean => block.key === dragged || isChosen(block, selected);
  const layOut = (): LaneLayout => layoutLane(row, scale, apart, measure);
  const layout = layOut();
  const faces = facesOf(layout);
  return { row, scale, measure, selected, dragged, layout: sparse(layout, layOut), faces };
}

/** Remembers the layouts of last time: `of` answers the same object while nothing of them changes. */
export class LaneLayouts {
  readonly #apart = new KeptList<Row, Apart>();
  #last: ReadonlyMap<string, LaidOutFrom> = new Map();
  #answer: Layouts = { list: [], of: () => undefined };

  /** What is apart in each of `rows`. */
  apart(rows: readonly Row[], selected: ReadonlySet<EntityId>, dragged: string | null): readonly Apart[] {
    return this.#apart.of(rows, [selected, dragged], ({ lane }) => apartIn(lane, selected, dragged));
  }

  of(
    rows: readonly Row[],
    apart: readonly Apart[],
    scaleOfLane: (lane: Lane) => Scale,
    measure: Measure,
  ): Layouts {
    const next = new Map<string, LaidOutFrom>();
    for (const [i, row] of rows.entries()) {
      const { key } = row.lane;
      const scale = scaleOfLane(row.lane);
      const { selected, dragged } = apart[i] ?? NOTHING_APART;
      const known = this.#last.get(key);
      const holds =
        known !== undefined &&
        known.row === row &&
        known.scale === scale &&
        known.measure === measure &&
        known.selected === selected &&
        known.dragged === dragged;
      next.set(key, holds ? known : laidOut(row, scale, measure, { selected, dragged }));
    }
    this.#last = next;
    const list = [...next.values()];
    if (!sameList(list, this.#answer.list))
      this.#answer = { list, of: (laneKey) => next.get(laneKey)?.layout };
    return this.#answer;
  }
}
