// The edits a person can ask for by name, wherever they ask: menu of the map, keys, inspector, palette. Each knows
// whether it is possible on a plan, and says why where it is not.
import {
  type Addr,
  alignDown,
  alignUp,
  type Bytes,
  distance,
  groupedHex,
  maxOf,
  minOf,
  PAGE,
} from '../../model/addr.ts';
import { duplicateAll } from '../../bindings/copy-domain.ts';
import { entityLabel, findEntity } from '../../model/entities.ts';
import { arePinned, setPinned } from '../../model/pin.ts';
import { freeRam, occupants } from '../../model/occupancy.ts';
import type { EntityId, Plan } from '../../model/plan.ts';
import { between, containsAddr, endOf, type Range } from '../../model/range.ts';
import { mergeOf, middleOf, type Rearranged, splitAt } from '../../model/rearrange.ts';
import { fail, ok, problemText, type Result } from '../../model/result.ts';
import { leave, withSharers } from '../../model/sharing.ts';
import { sizeText } from '../../model/size.ts';
import type { GuestView } from '../../map/geometry/guest-view.ts';
import type { Draws } from '../../map/geometry/scene.ts';
import { drawn, drawnLabel, NEW_SIZES } from '../../map/tools/drawing.ts';
import type { Memmap } from '../../store/memmap.ts';
import { MOD } from '../shell/platform.ts';
import { withHeirs } from '../strings.ts';

export type EditName = 'split' | 'split-here' | 'merge' | 'duplicate' | 'pin' | 'delete' | 'add' | 'fill';

export interface Edit {
  readonly name: EditName;
  /** What a menu says. */
  readonly title: string;
  /** The key that does it on the map. */
  readonly keys: string | null;
  /** What the undo menu says. */
  readonly label: string;
  readonly apply: (plan: Plan) => Result<Rearranged>;
}

/** `domU1 bank 0`, `3 regions`. */
export function nameOfAll(plan: Plan, ids: readonly EntityId[]): string {
  const [first] = ids;
  const entity = first === undefined ? undefined : findEntity(plan, first);
  return ids.length === 1 && entity !== undefined ? entityLabel(plan, entity) : `${ids.length} regions`;
}

/** Where a cut at `at` goes: the multiple of `grid` nearest below it inside the bank, else its middle. */
function cutNear(plan: Plan, id: EntityId, at: Addr, grid: Bytes): Addr | null {
  const entity = findEntity(plan, id);
  if (entity?.kind !== 'bank' && entity?.kind !== 'heap') return null;
  const cut = alignDown(at, grid);
  return containsAddr(entity.region, cut) && cut > entity.region.start ? cut : middleOf(entity.region, grid);
}

/** What can be done with what is selected. `at`: where the pointer is, host physical; null by keyboard. */
export function editsOf(plan: Plan, ids: readonly EntityId[], grid: Bytes, at: Addr | null = null): Edit[] {
  const what = nameOfAll(plan, ids);
  const [only] = ids;
  const pinned = arePinned(plan, ids);
  const split = (name: EditName, title: string, keys: string | null, cut: Addr | null): Edit => ({
    name,
    title,
    keys,
    label: `Split ${what}`,
    apply(before) {
      if (only === undefined || ids.length > 1) return fail('one bank at a time');
      return splitAt(before, only, cut ?? (0n as Addr));
    },
  });
  const here = only === undefined || at === null ? null : cutNear(plan, only, at, grid);
  const middle = only === undefined ? null : middleOfEntity(plan, only, grid);
  return [
    ...(here === null || ids.length > 1 || here === middle
      ? []
      : [split('split-here', `Split at ${groupedHex(here)}`, null, here)]),
    split('split', 'Split in the middle', 'S', middle),
    {
      name: 'merge',
      title: ids.length > 1 ? `Merge ${ids.length} banks` : 'Merge with what touches it',
      keys: 'M',
      label: `Merge ${what}`,
      apply: (before) => mergeOf(before, ids),
    },
    {
      name: 'duplicate',
      title: 'Duplicate',
      keys: `${MOD}+D`,
      label: `Duplicate ${what}`,
      apply: (before) => duplicateAll(before, ids),
    },
    {
      name: 'pin',
      title: pinned ? 'Unpin' : 'Pin where it is',
      keys: 'P',
      label: `${pinned ? 'Unpin' : 'Pin'} ${what}`,
      apply(before) {
        const after = setPinned(before, ids, !pinned);
        return after === before ? fail('it has no place of the design’s own') : ok({ plan: after, ids });
      },
    },
    {
      name: 'delete',
      title: 'Delete',
      keys: 'Del',
      label: withHeirs(`Delete ${what}`, leave(plan, withSharers(plan, ids)).heirs),
      apply(before) {
        const { plan: after } = leave(before, withSharers(before, ids));
        return after === before ? fail('it is the board’s own') : ok({ plan: after, ids: [] });
      },
    },
  ];
}

function middleOfEntity(plan: Plan, id: EntityId, grid: Bytes): Addr | null {
  const entity = findEntity(plan, id);
  return entity?.kind === 'bank' || entity?.kind === 'heap' ? middleOf(entity.region, grid) : null;
}

function addTitle(plan: Plan, draws: Draws, size: string): string {
  switch (draws.kind) {
    case 'heap':
      return `Add ${size} for the static heap here`;
    case 'bank':
      return `Add ${size} for ${nameOfAll(plan, [draws.domain])} here`;
    case 'module':
      return `Load ${draws.what} here: ${size}`;
    case 'shared':
      return `Share ${size} here`;
  }
}

/** Why there is no free RAM at `at`, host physical. */
function whoseAt(plan: Plan, at: Addr): string {
  if (!plan.host.memory.some((bank) => containsAddr(bank, at))) return 'there is no RAM here';
  const there = occupants(plan).find(({ range }) => containsAddr(range, at));
  return there === undefined ? 'less than a page is free here' : `${nameOfAll(plan, [there.id])} is here`;
}

/** What can be put into the free space of a lane at `at`, host physical. `guests`: the domains as they are. */
export function editsIn(
  plan: Plan,
  draws: Draws,
  at: Addr,
  grid: Bytes,
  guests: readonly GuestView[],
): Edit[] {
  const owner = draws.kind === 'bank' ? nameOfAll(plan, [draws.domain]) : 'the static heap';
  const piece = freeRam(plan)
    .map((free) => between(alignUp(free.start, PAGE), alignDown(endOf(free), PAGE)))
    .find((free) => containsAddr(free, at));
  const put = (name: EditName, title: string, range: Range | null): Edit => ({
    name,
    title,
    keys: null,
    label: drawnLabel(draws, owner),
    apply(before) {
      if (range === null) return fail(whoseAt(before, at));
      const { plan: after, id } = drawn(before, draws, range, guests);
      return ok({ plan: after, ids: [id] });
    },
  });
  const most = NEW_SIZES[draws.kind];
  if (piece === undefined) return [put('add', addTitle(plan, draws, sizeText(most)), null)];
  const start = maxOf(alignDown(at, grid), piece.start);
  const size = minOf(most, distance(start, endOf(piece)));
  const add = put('add', addTitle(plan, draws, sizeText(size)), { start, size });
  // Nobody wants a kernel as large as all that is free.
  if (draws.kind === 'module' || draws.kind === 'shared') return [add];
  return [add, put('fill', `Fill these ${sizeText(piece.size)} for ${owner}`, piece)];
}

/** Makes an edit one undo entry and selects what came of it; where it is not possible, a notice says why. */
export function makeEdit(memmap: Memmap, edit: Edit): readonly EntityId[] | null {
  const { design } = memmap.store.getState();
  if (design === null) return null;
  const done = edit.apply(design.plan);
  if (!done.ok) {
    const title = `${edit.title}: not possible`;
    memmap.notify({ kind: 'info', title, detail: capital(problemText(done.problem)) });
    return null;
  }
  memmap.commit(edit.label, () => done.value.plan, { select: done.value.ids });
  return done.value.ids;
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** An edit by its name, of what is selected unless `ids` say otherwise. */
export function editByName(
  memmap: Memmap,
  name: EditName,
  ids: readonly EntityId[] = memmap.store.getState().selection,
): readonly EntityId[] | null {
  const { design, snap } = memmap.store.getState();
  const edit =
    design === null ? undefined : editsOf(design.plan, ids, snap).find((other) => other.name === name);
  return edit === undefined || ids.length === 0 ? null : makeEdit(memmap, edit);
}
