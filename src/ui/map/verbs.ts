// What the picture asks for, as verbs of the store: a drag is one gesture of it, a key one commit.
import { type EntityId, entityId, type Plan } from '../../model/plan.ts';
import { leave } from '../../model/sharing.ts';
import type { Block } from '../../map/geometry/scene.ts';
import type { GuestView } from '../../map/geometry/guest-view.ts';
import { drawnLabel } from '../../map/tools/drawing.ts';
import { edited, editOf } from '../../map/tools/editing.ts';
import { type Change, movedPart } from '../../map/tools/tool.ts';
import { analysisOf } from '../../store/derived.ts';
import type { Memmap } from '../../store/memmap.ts';
import { track } from '../idle.ts';
import { withHeirs } from '../strings.ts';
import type { MapActions } from './actions.ts';

/** `guests`: the domains as they were before it. */
const applied =
  (change: Change, guests: readonly GuestView[]) =>
  (plan: Plan): Plan =>
    edited(plan, editOf(change), () => guests);

/** `domU1 bank 0`, `3 regions`. */
const named = (blocks: readonly Block[]): string =>
  blocks.length === 1 ? (blocks[0]?.name ?? '') : `${blocks.length} regions`;

function labelOf(change: Change): string {
  if (change.kind !== 'create')
    return `${change.kind === 'move' ? 'Move' : 'Resize'} ${named([change.block, ...change.along])}`;
  return drawnLabel(change.draws, change.lane.title);
}

/** What the simulator says of the domains now. */
export const guestsOf = ({ store }: Memmap): readonly GuestView[] =>
  analysisOf(store.getState())?.domains ?? [];

/** The map's wishes as verbs of the store. */
export function actionsOf(verbs: Memmap): MapActions {
  /** What is selected once the drag is over. */
  let selectAfter: readonly EntityId[] = [];
  /** The domains when the drag began. */
  let guests: readonly GuestView[] = [];
  return {
    select: (ids) => verbs.select(ids),
    look: (viewport) => verbs.setViewport(viewport),
    draft(change, options) {
      const { gesture, design, selection } = verbs.store.getState();
      if (gesture === null) {
        const created = design === null ? [] : [entityId(design.plan.nextId)];
        const several = change.kind !== 'create' && change.along.length > 0;
        const one = change.kind === 'create' ? created : change.block.ids.slice(0, 1);
        selectAfter = several ? selection : one;
        if (change.kind !== 'create') verbs.select(selectAfter);
        guests = guestsOf(verbs);
        verbs.beginGesture(labelOf(change));
      }
      const step = options && {
        told: () => ({ edit: editOf(change), hand: options.hand() }),
        shown: options.shown,
      };
      verbs.updateGesture(applied(change, guests), step);
    },
    commit() {
      verbs.endGesture(selectAfter);
      return selectAfter;
    },
    cancel: () => verbs.cancelGesture(),
    nudge(change) {
      const blocks = [change.block, ...change.along];
      const joinKey = `${movedPart(change)} ${blocks.map(({ key }) => key).join(' ')}`;
      verbs.commit(labelOf(change), applied(change, guests), { joinKey });
    },
    snap: (grid) => verbs.setSnap(grid),
    remove(blocks) {
      const ids = blocks.flatMap((block) => block.ids);
      const { design } = verbs.store.getState();
      const heirs = design === null ? [] : leave(design.plan, ids).heirs;
      verbs.commit(withHeirs(`Remove ${named(blocks)}`, heirs), (plan) => leave(plan, ids).plan, {
        select: [],
      });
    },
    edit: (name, ids) =>
      track(import('../edits/edits.ts').then(({ editByName }) => editByName(verbs, name, ids))),
  };
}
