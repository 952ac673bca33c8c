// The map, connected: reads the store, and turns what the picture asks for into verbs.
import { useMemo } from 'react';
import { addBank, addHeapBank, placeAt, remove } from '../../model/edit.ts';
import { type EntityId, entityId, type Plan } from '../../model/plan.ts';
import type { Range } from '../../model/range.ts';
import type { Change } from '../../map/tools/tool.ts';
import { analysisOf } from '../../store/derived.ts';
import type { Memmap } from '../../store/memmap.ts';
import { shown } from '../../store/state.ts';
import { useMemmap, useVerbs } from '../use-memmap.ts';
import type { MapActions } from './actions.ts';
import { MapView } from './MapView.tsx';

/** Every entity that stands for the same memory moves along. */
const placeAll =
  (ids: readonly EntityId[], to: Range) =>
  (plan: Plan): Plan =>
    ids.reduce((next, id) => placeAt(next, id, to), plan);

function applied(change: Change): (plan: Plan) => Plan {
  if (change.kind !== 'create') return placeAll(change.block.ids, change.range);
  const { draws, range } = change;
  return (plan) =>
    draws.kind === 'heap' ? addHeapBank(plan, range).plan : addBank(plan, draws.domain, range).plan;
}

function labelOf(change: Change): string {
  if (change.kind !== 'create') return `${change.kind === 'move' ? 'Move' : 'Resize'} ${change.block.name}`;
  return change.draws.kind === 'heap' ? 'Add a static heap bank' : `Give ${change.lane.title} a bank`;
}

/** The map's wishes as verbs of the store. */
function actionsOf(verbs: Memmap): MapActions {
  /** What is selected once the drag is over. */
  let selectAfter: readonly EntityId[] = [];
  return {
    select: (ids) => verbs.select(ids),
    look: (viewport) => verbs.setViewport(viewport),
    draft(change) {
      const { gesture, design } = verbs.store.getState();
      if (gesture === null) {
        const created = design === null ? [] : [entityId(design.plan.nextId)];
        selectAfter = change.kind === 'create' ? created : change.block.ids.slice(0, 1);
        if (change.kind !== 'create') verbs.select(selectAfter);
        verbs.beginGesture(labelOf(change));
      }
      verbs.updateGesture(applied(change));
    },
    commit: () => verbs.endGesture(selectAfter),
    cancel: () => verbs.cancelGesture(),
    place: (block, to) =>
      verbs.commit(`Move ${block.name}`, placeAll(block.ids, to), { joinKey: `place ${block.key}` }),
    remove: (block) =>
      verbs.commit(`Remove ${block.name}`, (plan) => remove(plan, block.ids), { select: [] }),
  };
}

const NO_GUESTS: readonly never[] = [];

/** Fills its container. Shows nothing until a board is open. */
export function MemoryMap() {
  const verbs = useVerbs();
  const design = useMemmap(shown);
  const analysis = useMemmap(analysisOf);
  const dragging = useMemmap((state) => state.gesture !== null);
  const selection = useMemmap((state) => state.selection);
  const viewport = useMemmap((state) => state.viewport);
  const snap = useMemmap((state) => state.snap);
  const actions = useMemo(() => actionsOf(verbs), [verbs]);
  if (design === null) return null;
  return (
    <MapView
      plan={design.plan}
      guests={analysis?.domains ?? NO_GUESTS}
      varies={analysis?.assumed.includes('scrubbing') === true}
      dragging={dragging}
      selection={selection}
      viewport={viewport}
      snap={snap}
      actions={actions}
    />
  );
}
