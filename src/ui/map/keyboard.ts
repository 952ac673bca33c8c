// The map by keyboard: zoom, travel from block to block, move and resize by snap steps, select one or several, frame, remove.
import { type Scale, type Viewport, zoomedAt } from '../../map/geometry/scale.ts';
import type { Block, Lane, Scene } from '../../map/geometry/scene.ts';
import { allOf, chosen, isChosen } from '../../map/tools/choose.ts';
import { nudged, nudgedEdge } from '../../map/tools/keys.ts';
import { addr, type Bytes, distance, maxOf, minOf, plus } from '../../model/addr.ts';
import type { EntityId } from '../../model/plan.ts';
import type { Range } from '../../model/range.ts';
import type { EditName } from '../edits/edits.ts';
import type { MapActions } from './actions.ts';
import type { MenuAt } from './MapMenu.tsx';
import { focusOn, neighbour, survivor } from './focus.ts';
import { STRINGS } from './strings.ts';

export interface KeysInput {
  readonly scene: Scene;
  readonly scale: Scale;
  readonly snap: Bytes;
  readonly selection: readonly EntityId[];
  readonly actions: MapActions;
  readonly look: (viewport: Viewport) => void;
  readonly frame: (range: Range) => void;
  readonly onMenu: (menu: MenuAt) => void;
  /** Something to say: a sentence, or the thing that has a new place. */
  readonly onNews: (news: string | { readonly id: EntityId | null }) => void;
}

interface Found {
  readonly block: Block;
  readonly lane: Lane;
}

/** A block, with its lane, by the key its element carries. */
function findByKey(scene: Scene, key: string | undefined): Found | null {
  for (const lane of [...scene.host, ...scene.guest])
    for (const block of lane.blocks) if (block.key === key) return { block, lane };
  return null;
}

const keyOf = (event: KeyboardEvent) => ({ key: event.key, shift: event.shiftKey, alt: event.altKey });

/** Whether the key meant something; then it has been done. */
export function handled(event: KeyboardEvent, stage: Element, input: KeysInput): boolean {
  const target = event.target as Element;
  const handle = target.closest<SVGGElement>('g[data-edge]');
  const element = target.closest<SVGGElement>('g[data-block]');
  const found = findByKey(input.scene, handle?.dataset['of'] ?? element?.dataset['block']);
  if (event.metaKey || event.ctrlKey) {
    if (found === null) return false;
    return event.key.toLowerCase() === 'd'
      ? edit(input, stage, found.block, 'duplicate')
      : wholeLane(event, found.lane, input);
  }
  if (found !== null && (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey))) {
    const { left, bottom, width } = (handle ?? element ?? stage).getBoundingClientRect();
    input.onMenu({
      x: left + Math.min(width, 40) / 2,
      y: bottom,
      hit: { kind: 'block', edge: null, ...found },
      at: null,
    });
    return true;
  }
  if (viewKey(event, input)) return true;
  if (found === null) return false;
  const { block } = found;
  if (handle !== null) {
    const edge = handle.dataset['edge'] === 'end' ? 'end' : 'start';
    return place(input, block, nudgedEdge(block, edge, keyOf(event), input.snap), []);
  }
  return element !== null && blockKey(event, stage, element, found, input);
}

/** `along` goes as far as `block` does, and none of them below address 0. */
function place(
  { actions, onNews }: KeysInput,
  block: Block,
  to: Range | null,
  along: readonly Block[],
): boolean {
  if (to === null) return false;
  if (along.length === 0) {
    actions.place([{ block, to }]);
    onNews({ id: block.ids[0] ?? null });
    return true;
  }
  const all = [block, ...along];
  const lowest = all.reduce((low, { range }) => minOf(low, range.start), block.range.start);
  const by = distance(block.range.start, maxOf(to.start, addr(block.range.start - lowest)));
  actions.place(
    all.map((it) => ({ block: it, to: { start: plus(it.range.start, by), size: it.range.size } })),
  );
  onNews(STRINGS.movedBy(all.length, by));
  return true;
}

/** Edits by name what is selected with `block`, or it alone; the focus goes to what comes of it. */
function edit({ selection, actions, onNews }: KeysInput, stage: Element, block: Block, name: EditName): true {
  const ids = isChosen(block, new Set(selection)) ? selection : block.ids.slice(0, 1);
  void actions.edit(name, ids).then((made) => {
    const [id] = made ?? [];
    if (id === undefined) return;
    focusOn(stage, id);
    onNews({ id });
  });
  return true;
}

/** Ctrl or Cmd and A. */
function wholeLane(event: KeyboardEvent, lane: Lane, { actions, onNews }: KeysInput): boolean {
  const ids = allOf(lane);
  if (event.key.toLowerCase() !== 'a' || ids.length === 0) return false;
  actions.select(ids);
  onNews(STRINGS.selectedNow(ids.length));
  return true;
}

/** Keys that concern the view, whatever has the focus. */
function viewKey(event: KeyboardEvent, { scale, selection, actions, look }: KeysInput): boolean {
  switch (event.key) {
    case '+':
    case '=':
      look(zoomedAt(scale, scale.widthPx / 2, 2));
      return true;
    case '-':
      look(zoomedAt(scale, scale.widthPx / 2, 0.5));
      return true;
    case '0':
      actions.look(null);
      return true;
    case 'Escape':
      if (selection.length > 0) actions.select([]);
      return selection.length > 0;
    default:
      return false;
  }
}

/** Keys that concern the block in focus. */
function blockKey(
  event: KeyboardEvent,
  stage: Element,
  element: Element,
  { block, lane }: Found,
  input: KeysInput,
): boolean {
  const { scene, selection, actions, frame, onNews, snap } = input;
  const selected = new Set(selection);
  const together = isChosen(block, selected)
    ? scene.host.flatMap(({ blocks }) => blocks).filter((it) => it.grip !== 'fixed' && isChosen(it, selected))
    : [block];
  switch (event.key) {
    case 'Enter':
      actions.select(block.ids.slice(0, 1));
      return true;
    case ' ': {
      const ids = chosen(selection, block, lane, event.shiftKey ? 'run' : 'toggle');
      actions.select(ids);
      onNews(STRINGS.selectedNow(ids.length));
      return true;
    }
    case 'Delete':
    case 'Backspace':
      if (block.grip === 'fixed') return false;
      survivor(stage, element, new Set(together.map(({ key }) => key)))?.focus();
      actions.remove(together);
      onNews(STRINGS.removed(together.map(({ name }) => name)));
      return true;
    case 's':
    case 'S':
      return edit(input, stage, block, 'split');
    case 'm':
    case 'M':
      return edit(input, stage, block, 'merge');
    case 'f':
    case 'F':
      frame(block.range);
      return true;
    default:
      break;
  }
  const next = neighbour(stage, element, event.key);
  if (next !== null) {
    next.focus();
    return true;
  }
  const to = nudged(block, keyOf(event), snap);
  const along = event.altKey ? [] : together.filter(({ key }) => key !== block.key);
  if (to !== null && along.length === 0) actions.select(block.ids.slice(0, 1));
  return place(input, block, to, along);
}
