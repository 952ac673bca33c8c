// The map by keyboard, as one table that both binds the keys and explains them on the sheet of shortcuts.
import { drawnOf } from '../../map/geometry/lane-layout.ts';
import { type Scale, type Viewport, zoomedAt } from '../../map/geometry/scale.ts';
import { aroundOf } from '../../map/geometry/push.ts';
import { targetsOf } from '../../map/geometry/snap.ts';
import type { Block, Lane, Scene } from '../../map/geometry/scene.ts';
import { neighbour, type Route, type Stop, survivor } from '../../map/geometry/travel.ts';
import { allOf, alongOf, chosen, isChosen } from '../../map/tools/choose.ts';
import type { Caret } from '../../map/tools/caret.ts';
import { continued, type Nudge, nudge } from '../../map/tools/keys.ts';
import { ALONE } from '../../map/tools/tool.ts';
import type { Bytes } from '../../model/addr.ts';
import type { EntityId } from '../../model/plan.ts';
import type { Range } from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';
import type { EditName } from '../edits/edits.ts';
import { nextGrid } from '../grids.ts';
import { beginCaret, CARET_KEYS } from './caret-keys.ts';
import type { MapActions } from './actions.ts';
import type { MenuAt } from './MapMenu.tsx';
import type { News } from './news.ts';
import { STRINGS } from './strings.ts';
import type { Drawing } from './use-caret.ts';

export interface KeysInput {
  readonly scene: Scene;
  readonly scale: Scale;
  /** A guest lane may have a scale of its own. */
  readonly scaleOfLane: (lane: Lane) => Scale;
  readonly snap: Bytes;
  readonly selection: readonly EntityId[];
  readonly actions: MapActions;
  readonly look: (viewport: Viewport) => void;
  readonly frame: (range: Range) => void;
  /** Moves the focus to what is drawn there, or to what an edit made. */
  readonly moveTo: (stop: Stop) => void;
  readonly moveToEntity: (id: EntityId) => void;
  readonly onMenu: (menu: MenuAt) => void;
  readonly onNews: (news: News) => void;
  /** The nudge still shown from the keys before. */
  readonly shown: Nudge | null;
  /** `shown`: this one and those before it as one. */
  readonly onNudge: (nudge: Nudge, shown: Nudge) => void;
  readonly onRefused: (block: Block) => void;
  /** Where a new region is being drawn; null while none is. */
  readonly caret: Caret | null;
  readonly onCaret: (drawing: Drawing | null) => void;
  /** Takes the caret away, and the focus to where it was. */
  readonly leaveCaret: () => void;
}

export interface Found {
  readonly block: Block;
  readonly lane: Lane;
}

/** What has the focus when a key is pressed. */
interface Pressed {
  readonly event: KeyboardEvent;
  /** The element of a block, or of one of its handles. */
  readonly element: SVGGElement;
  readonly found: Found;
  readonly edge: 'start' | 'end' | null;
  readonly input: KeysInput;
}

/** What is known of any key pressed in the map. */
interface Anywhere {
  readonly input: KeysInput;
  readonly found: Found | null;
}

/** Does what a key says; whether it said anything. */
export type Act<At> = (at: At) => boolean;

export interface Row {
  /** As `chordOf` names them. */
  readonly chords: readonly string[];
  /** Bound as well, and not worth a line on the sheet. */
  readonly too?: readonly string[];
  /** What the sheet says; null where it says so already, of the whole page. */
  readonly does: string | null;
}

export type MapKey = Row &
  (
    | { readonly on: 'map'; readonly act: Act<Anywhere> }
    /** A block in focus; or one of its edges as well. */
    | { readonly on: 'block' | 'block or edge'; readonly act: Act<Pressed> }
  );

const view = (to: (input: KeysInput) => void): Act<Anywhere> => {
  return ({ input }) => {
    to(input);
    return true;
  };
};
const zoom = (factor: number) => view(({ scale, look }) => look(zoomedAt(scale, scale.widthPx / 2, factor)));
const edit =
  (name: EditName): Act<Pressed> =>
  ({ found, input: { selection, actions, moveToEntity, onNews } }) => {
    const { block } = found;
    const ids = isChosen(block, new Set(selection)) ? selection : block.ids.slice(0, 1);
    void actions.edit(name, ids).then((made) => {
      const [id] = made ?? [];
      if (id === undefined) return;
      moveToEntity(id);
      onNews(name === 'pin' ? STRINGS.pins(block.name, !block.pinned) : { id });
    });
    return true;
  };
const pick =
  (how: 'toggle' | 'run'): Act<Pressed> =>
  ({ found: { block, lane }, input: { selection, actions, onNews } }) => {
    const ids = chosen(selection, block, lane, how);
    actions.select(ids);
    onNews(STRINGS.selectedNow(ids.length));
    return true;
  };
const stopOf = ({ lane, block }: Found): Stop => ({ lane: lane.key, block: block.key });
const routeOf = ({ scene, scaleOfLane, selection }: KeysInput): Route => {
  const selected = new Set(selection);
  return {
    lanes: [...scene.host, ...scene.guest],
    drawnOf: (lane) => drawnOf(lane, scaleOfLane(lane), (block) => isChosen(block, selected)),
  };
};
const travel: Act<Pressed> = ({ event, found, input }) => {
  const next = neighbour(routeOf(input), stopOf(found), event.key);
  if (next !== null) input.moveTo(next);
  return next !== null;
};

const keysOf = (blocks: readonly Block[]): ReadonlySet<string> => new Set(blocks.map(({ key }) => key));

/** Moves or resizes; what is pinned stays and says so. */
const go: Act<Pressed> = ({ event, found: { block, lane }, edge, input }) => {
  const { scene, snap, selection, actions, shown, onNudge, onRefused } = input;
  const [alt, push] = [event.altKey, event.ctrlKey || event.metaKey];
  if (block.pinned) {
    onRefused(block);
    return true;
  }
  const along = edge === null && !alt ? alongOf(scene, new Set(selection), block) : ALONE;
  const change = nudge(
    { block, lane, edge, along },
    { key: event.key, shift: event.shiftKey, alt, push },
    {
      grid: snap,
      around: (blocks) => aroundOf(scene, keysOf(blocks)),
      targets: (blocks) => targetsOf(scene, keysOf(blocks)),
    },
  );
  if (change === null) return false;
  if (edge === null && along.moves.length + along.stays.length === 0) actions.select(block.ids.slice(0, 1));
  onNudge(change, (shown && continued(shown, change)) ?? change);
  return true;
};
const arrows = (...modifiers: readonly string[]): string[] =>
  modifiers.flatMap((modifier) => [`${modifier}ArrowLeft`, `${modifier}ArrowRight`]);

const removeAll: Act<Pressed> = ({ found, input }) => {
  const { block } = found;
  if (block.grip === 'fixed') return false;
  const { scene, selection, actions, onNews } = input;
  const selected = new Set(selection);
  const together = isChosen(block, selected)
    ? scene.host.flatMap(({ blocks }) => blocks).filter((it) => it.grip !== 'fixed' && isChosen(it, selected))
    : [block];
  const next = survivor(routeOf(input), stopOf(found), new Set(together.map(({ key }) => key)));
  if (next !== null) input.moveTo(next);
  actions.remove(together);
  onNews(STRINGS.removed(together.map(({ name }) => name)));
  return true;
};

const menu: Act<Pressed> = ({ element, found, input }) => {
  const { left, bottom, width } = element.getBoundingClientRect();
  input.onMenu({
    x: left + Math.min(width, 40) / 2,
    y: bottom,
    hit: { kind: 'block', edge: null, ...found },
    at: null,
  });
  return true;
};

const grid = (step: 1 | -1) =>
  view(({ snap, actions, onNews }) => {
    const next = nextGrid(snap, step);
    actions.snap(next);
    onNews(STRINGS.snapsTo(sizeText(next)));
  });

export const MAP_KEYS: readonly MapKey[] = [
  { on: 'block or edge', chords: arrows(''), does: 'Move the region by one step of the snap grid', act: go },
  { on: 'block or edge', chords: arrows('Shift+'), does: 'Move it by 16 steps', act: go },
  { on: 'block or edge', chords: ['PageUp', 'PageDown'], does: 'Move it by 256 steps', act: go },
  {
    on: 'block or edge',
    chords: arrows('Alt+'),
    too: [...arrows('Alt+Shift+'), 'Alt+PageUp', 'Alt+PageDown'],
    does: 'Move its end',
    act: go,
  },
  {
    on: 'block or edge',
    chords: arrows('Mod+'),
    too: arrows('Mod+Shift+', 'Mod+Alt+', 'Mod+Alt+Shift+'),
    does: 'Move it and push what is in the way',
    act: go,
  },
  { on: 'block', chords: ['ArrowUp', 'ArrowDown'], does: 'Go to another lane', act: travel },
  { on: 'block', chords: [',', '.'], does: 'Go to the neighbour in its lane', act: travel },
  { on: 'block', chords: ['Home', 'End'], does: 'Go to the first or the last of its lane', act: travel },
  {
    on: 'block',
    chords: ['Enter'],
    does: 'Select this region alone',
    act({ found: { block, lane }, input }) {
      input.actions.select(chosen(input.selection, block, lane, 'one'));
      return true;
    },
  },
  { on: 'block', chords: ['Space'], does: 'Select this region too, or no longer', act: pick('toggle') },
  {
    on: 'block',
    chords: ['Shift+Space'],
    does: 'Select its lane’s regions up to this one',
    act: pick('run'),
  },
  {
    on: 'block or edge',
    chords: ['Mod+A'],
    does: 'Select all regions of the lane',
    act({ found, input: { actions, onNews } }) {
      const ids = allOf(found.lane);
      if (ids.length === 0) return false;
      actions.select(ids);
      onNews(STRINGS.selectedNow(ids.length));
      return true;
    },
  },
  { on: 'block', chords: ['P'], does: 'Pin it where it is, or let go of it', act: edit('pin') },
  { on: 'block', chords: ['S'], does: 'Split the bank in the middle', act: edit('split') },
  {
    on: 'block',
    chords: ['M'],
    does: 'Merge the selected banks, or the bank with what touches it',
    act: edit('merge'),
  },
  { on: 'block or edge', chords: ['Mod+D'], does: null, act: edit('duplicate') },
  { on: 'block', chords: ['Delete', 'Backspace'], does: null, act: removeAll },
  {
    on: 'block',
    chords: ['F'],
    does: 'Frame the region',
    act({ found: { block }, input }) {
      input.frame(block.range);
      return true;
    },
  },
  {
    on: 'block or edge',
    chords: ['Shift+F10'],
    too: ['ContextMenu'],
    does: 'Everything that can be done there',
    act: menu,
  },
  {
    on: 'map',
    chords: ['N'],
    does: 'Draw a new region in the lane',
    act: ({ found, input }) => beginCaret(found, input),
  },
  { on: 'map', chords: ['G'], does: 'A coarser snap grid: 4 KiB, 64 KiB, 2 MiB, 1 GiB', act: grid(1) },
  { on: 'map', chords: ['Shift+G'], does: 'A finer snap grid', act: grid(-1) },
  { on: 'map', chords: ['+'], too: ['='], does: 'Zoom in', act: zoom(2) },
  { on: 'map', chords: ['-'], does: 'Zoom out', act: zoom(0.5) },
  { on: 'map', chords: ['0'], does: 'Show everything', act: view(({ actions }) => actions.look(null)) },
  {
    on: 'map',
    chords: ['Escape'],
    does: null,
    act({ input: { selection, actions } }) {
      if (selection.length > 0) actions.select([]);
      return selection.length > 0;
    },
  },
];

/** `Mod+Alt+ArrowLeft`, `S`, `Shift+Space`, `+`: Mod is Ctrl or Cmd; Shift counts where it does not make the character. */
export function chordOf(event: KeyboardEvent): string {
  const isLetter = /^\p{L}$/u.test(event.key);
  const key = event.key === ' ' ? 'Space' : isLetter ? event.key.toUpperCase() : event.key;
  const makesIt = key.length === 1 && !isLetter;
  return [
    event.ctrlKey || event.metaKey ? 'Mod+' : '',
    event.altKey ? 'Alt+' : '',
    event.shiftKey && !makesIt ? 'Shift+' : '',
    key,
  ].join('');
}

const boundTo = <R extends Row>(rows: readonly R[]): ReadonlyMap<string, R> =>
  new Map(rows.flatMap((row) => [...row.chords, ...(row.too ?? [])].map((chord) => [chord, row])));
const BOUND = boundTo(MAP_KEYS);
const BOUND_AT_CARET = boundTo(CARET_KEYS);

/** A block, with its lane, by the key its element carries. */
function findByKey(scene: Scene, key: string | undefined): Found | null {
  for (const lane of [...scene.host, ...scene.guest])
    for (const block of lane.blocks) if (block.key === key) return { block, lane };
  return null;
}

/** Whether the key meant something; then it has been done. */
export function handled(event: KeyboardEvent, input: KeysInput): boolean {
  const { caret, scene } = input;
  const chord = chordOf(event);
  const target = event.target as Element;
  const mark = target.closest('g[data-caret]');
  const atCaret = mark === null ? undefined : BOUND_AT_CARET.get(chord);
  if (mark !== null && caret !== null && atCaret !== undefined)
    return atCaret.act({ event, caret, element: mark, input });
  const row = BOUND.get(chord);
  if (row === undefined) return false;
  const handle = target.closest<SVGGElement>('g[data-edge]');
  const element = handle ?? target.closest<SVGGElement>('g[data-block]');
  const found = findByKey(scene, handle?.dataset['of'] ?? element?.dataset['block']);
  if (row.on === 'map') return row.act({ input, found });
  if (element === null || found === null || (handle !== null && row.on === 'block')) return false;
  const edge = handle === null ? null : handle.dataset['edge'] === 'end' ? 'end' : 'start';
  return row.act({ event, element, found, edge, input });
}
