// What a click, a box, and the menu over a thing select.
import type { Hit } from '../../map/geometry/hit.ts';
import type { Rows } from '../../map/geometry/rows.ts';
import type { Scale } from '../../map/geometry/scale.ts';
import { type Box, brushed, chosen, isChosen, type Pick } from '../../map/tools/choose.ts';
import type { Bytes } from '../../model/addr.ts';
import type { EntityId } from '../../model/plan.ts';
import { endOf, type Range } from '../../model/range.ts';

interface PicksInput {
  readonly selection: readonly EntityId[];
  readonly rows: Rows;
  readonly scale: Scale;
  readonly select: (ids: readonly EntityId[]) => void;
  readonly frame: (range: Range) => void;
}

interface Picks {
  /** A crowd is looked at more closely instead. */
  readonly onClick: (hit: Hit, pick: Pick) => void;
  readonly onBrushed: (box: Box) => void;
  /** A menu speaks of what is selected: before it opens over something else, that is. */
  readonly onAsked: (hit: Hit) => void;
}

export const picksOf = ({ selection, rows, scale, select, frame }: PicksInput): Picks => ({
  onClick(hit, pick) {
    if (hit.kind === 'block') return select(chosen(selection, hit.block, hit.lane, pick));
    const [first, ...others] = hit.kind === 'crowd' ? hit.blocks : [];
    if (first === undefined) return pick === 'one' ? select([]) : undefined;
    const { start } = first.range;
    const end = others.reduce(
      (last, { range }) => (endOf(range) > last ? endOf(range) : last),
      endOf(first.range),
    );
    return frame({ start, size: (end - start) as Bytes });
  },
  onBrushed: (box) => select(brushed(selection, box, rows.rows, scale)),
  onAsked(hit) {
    if (hit.kind === 'block' && !isChosen(hit.block, new Set(selection)))
      select(chosen(selection, hit.block, hit.lane, 'one'));
  },
});
