// Drawing by keyboard: how the caret comes into a lane, and the keys it answers to there.
import { addrOf, pannedBy, pxOf } from '../../map/geometry/scale.ts';
import type { Lane } from '../../map/geometry/scene.ts';
import { rulesFor, targetsOf, toGrid } from '../../map/geometry/snap.ts';
import { type Caret, caretMoved, drawnBy } from '../../map/tools/caret.ts';
import { alignUp, type Addr, PAGE } from '../../model/addr.ts';
import { endOf } from '../../model/range.ts';
import type { Change } from '../../map/tools/tool.ts';
import type { Act, Found, KeysInput, Row } from './keyboard.ts';
import { STRINGS } from './strings.ts';

interface AtCaret {
  readonly event: KeyboardEvent;
  readonly caret: Caret;
  readonly element: Element;
  readonly input: KeysInput;
}

interface CaretKey extends Row {
  readonly act: Act<AtCaret>;
}

const NOTHING: ReadonlySet<string> = new Set();

/** Puts the caret there, and the view where one sees it. */
function put(caret: Caret, { scale, snap, look, onCaret }: KeysInput): Change | null {
  const px = pxOf(scale, caret.at);
  if (px < 0 || px > scale.widthPx) look(pannedBy(scale, scale.widthPx / 2 - px));
  const drawn = drawnBy(caret, snap);
  onCaret({ caret, drawn });
  return drawn;
}

/** Where the caret comes in from a block: behind it in its own lane, else at its start; never out of view. */
function entryFrom(found: Found | null, lane: Lane | undefined, { scale, snap }: KeysInput): Addr {
  const here =
    found === null || found.lane.space === 'guest'
      ? null
      : found.lane === lane
        ? alignUp(endOf(found.block.range), PAGE)
        : found.block.range.start;
  const px = here === null ? -1 : pxOf(scale, here);
  if (here !== null && px >= 0 && px <= scale.widthPx) return here;
  const { grid } = rulesFor(snap, targetsOf({ host: [], guest: [] }, NOTHING), scale, false);
  return toGrid(addrOf(scale, scale.widthPx / 4), grid);
}

/** The caret comes into the lane of what has the focus, or the nearest one below that can be drawn in. */
export function beginCaret(found: Found | null, input: KeysInput): boolean {
  const { scene } = input;
  const { host } = scene;
  const own = found?.lane.space === 'guest' ? `host ${found.lane.domain ?? ''}` : found?.lane.key;
  const row = host.findIndex(({ key }) => key === own);
  const lane = [...host.slice(Math.max(row, 0)), ...host].find(({ draws }) => draws !== null);
  if (lane === undefined || lane.draws === null) return false;
  const at = entryFrom(found, lane, input);
  put({ lane, draws: lane.draws, at, from: null, targets: targetsOf(scene, NOTHING) }, input);
  return true;
}

/** The same, with the edges there are now: what is being drawn is none of them. */
const fresh = (caret: Caret, { scene }: KeysInput): Caret =>
  caret.from === null ? { ...caret, targets: targetsOf(scene, NOTHING) } : caret;

const go: Act<AtCaret> = ({ event, caret, input }) => {
  const { scale, snap, actions } = input;
  const key = { key: event.key, shift: event.shiftKey, alt: false, push: false };
  const next = caretMoved(fresh(caret, input), key, scale.axis, snap);
  if (next === null) return false;
  const drawn = put(next, input);
  if (drawn !== null) actions.draft(drawn);
  else if (next.from !== null) actions.cancel();
  return true;
};

/** To the next lane that can be drawn in; what is begun stays in its own. */
const toLane: Act<AtCaret> = ({ event, caret, input }) => {
  const lanes = input.scene.host.filter(({ draws }) => draws !== null);
  const row = lanes.findIndex(({ key }) => key === caret.lane.key);
  const lane = lanes[row + (event.key === 'ArrowDown' ? 1 : -1)];
  if (caret.from === null && lane !== undefined && lane.draws !== null)
    put({ ...caret, lane, draws: lane.draws }, input);
  return true;
};

const beginOrEnd: Act<AtCaret> = ({ caret, input }) => {
  const { snap, actions, onCaret, onNews, moveToEntity } = input;
  if (caret.from === null) {
    put({ ...fresh(caret, input), from: caret.at }, input);
    onNews(STRINGS.begun(caret.lane.title));
    return true;
  }
  if (drawnBy(caret, snap) === null) {
    onNews(STRINGS.nothingDrawn);
    return true;
  }
  const [id] = actions.commit();
  onCaret(null);
  if (id === undefined) return true;
  moveToEntity(id);
  onNews({ id });
  return true;
};

const back: Act<AtCaret> = ({ caret, input: { actions, onCaret, onNews, leaveCaret } }) => {
  if (caret.from === null) leaveCaret();
  else {
    actions.cancel();
    onCaret({ caret: { ...caret, from: null }, drawn: null });
    onNews(STRINGS.cancelled);
  }
  return true;
};

const menu: Act<AtCaret> = ({ caret, element, input }) => {
  const { left, bottom } = element.getBoundingClientRect();
  if (caret.from === null)
    input.onMenu({ x: left, y: bottom, hit: { kind: 'free', lane: caret.lane }, at: caret.at });
  return true;
};

const arrows = (modifier: string): string[] => [`${modifier}ArrowLeft`, `${modifier}ArrowRight`];

export const CARET_KEYS: readonly CaretKey[] = [
  { chords: ['Enter'], too: ['Space'], does: 'Begin a region there; again: it is done', act: beginOrEnd },
  { chords: arrows(''), does: 'Go one step of the snap grid', act: go },
  { chords: arrows('Shift+'), does: 'Go 16 steps', act: go },
  { chords: ['PageUp', 'PageDown'], does: 'Go 256 steps', act: go },
  { chords: [',', '.'], does: 'Go to the edge before or behind, of anything', act: go },
  { chords: ['ArrowUp', 'ArrowDown'], does: 'Go to another lane one can draw in', act: toLane },
  { chords: ['Shift+F10'], too: ['ContextMenu'], does: 'Everything that can be put there', act: menu },
  { chords: ['Escape'], does: 'Take back what is begun; again: leave', act: back },
];
