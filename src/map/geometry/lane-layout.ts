// One lane ready to be painted: what is drawn where, which words fit, and which way things lie that are out of view.
import { groupedHex } from '../../model/addr.ts';
import { endOf } from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';
import { cull, type Drawn } from './cull.ts';
import {
  bestText,
  type Face,
  freeSpans,
  joinNear,
  type Measure,
  sideLabels,
  sideLabelsInLines,
  type Span,
} from './labels.ts';
import { type Row, type Track, tracksOf } from './rows.ts';
import { pxOf, type Scale } from './scale.ts';
import type { Block, BlockKind, Lane, Mark } from './scene.ts';

/** px in the picture. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface TextLine {
  readonly text: string;
  readonly face: Face;
  /** px in the picture; `y` is the baseline. */
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'end';
}

export interface Item {
  readonly drawn: Drawn;
  /** One of a great many, small and without words on it: nobody misses it as a thing of its own. */
  readonly dense: boolean;
  /** px from the top of the rows. */
  readonly y: number;
  readonly height: number;
  /** Words on the block, and words beside it when it is too narrow. */
  readonly inside: readonly TextLine[];
  readonly beside: TextLine | null;
  /** Top left corner of the lock of what is pinned, px. */
  readonly lock: Point | null;
}

export interface MarkItem {
  readonly mark: Mark;
  readonly x: number;
  readonly label: TextLine | null;
}

/** Where a lane's memory lies when none of it is in view. */
export interface Away {
  readonly block: Block;
  /** `◂ bank 0`: which way it lies. */
  readonly text: string;
  /** Its sign, px in the picture. */
  readonly x: number;
  readonly width: number;
}

/** px around a sign's words on both sides, and between the sign and the picture's edge. */
export const SIGN_PAD = 8;
const SIGN_AIR = 4;

export interface LaneLayout {
  readonly items: readonly Item[];
  readonly marks: readonly MarkItem[];
  readonly away: Away | null;
  /** Where the hint that one can draw here has room; null when nowhere, or when the lane needs none. */
  readonly free: Span | null;
}

/** What others may lie on: it fills its lane and gives way with its words. */
const BASE: ReadonlySet<BlockKind> = new Set(['ram', 'guest-ram', 'guest-ram-anywhere', 'guest-extended']);
export const isBase = (block: Block): boolean => BASE.has(block.kind);
const isOffered = (block: Block): boolean => block.kind === 'guest-extended';
const isLoaded = (block: Block): boolean => block.kind === 'guest-loaded';
/** Not what one looks for in a lane: registers, and what comes along with memory. */
const ASIDE: ReadonlySet<BlockKind> = new Set(['mmio', 'guest-device', 'guest-extended', 'guest-loaded']);
const isMemory = ({ kind }: Block): boolean => !ASIDE.has(kind);

/** px of the strip along the lower edge of a guest's RAM that shows what is loaded there, and by how much less words have for it. */
const STRIP = 5;
const STRIP_ROOM = 4;

/** px of the lock, and of the room words leave for it. */
export const LOCK = { width: 8, height: 10 };
const LOCK_ROOM = LOCK.width + 5;

const PAD = 8;
const NARROW_PAD = 5;
/** Up to here a block's words move closer to its edge, in px. */
const NARROW = 64;
/** px of air behind a label. */
const LABEL_AIR = 6;
/** A block narrower than this holds no words. */
const LEAST_INSIDE = 34;

/** With more than this to draw, a lane is dense; sooner where so many lanes are in view that each has one line of text. */
const MANY_ITEMS = 32;
const MANY_IN_COMPACT = 12;
/** What looks the same wherever it lies: its owner's colour and no more. */
const PLAIN: ReadonlySet<BlockKind> = new Set([
  'heap',
  'bank',
  'shared',
  'module',
  'guest-ram',
  'guest-shared',
  'guest-device',
  'mmio',
]);

/** `0x0 – 0x7fff_ffff`: the last address, as the dash says. */
const spanText = (block: Block): string =>
  `${groupedHex(block.range.start)} – ${groupedHex(endOf(block.range) - 1n)}`;

/** Whether two lines of text fit. */
const two = (height: number): boolean => height >= 33;
/** Baselines of the two lines, and of one in the middle, in px from the block's top. */
const firstBase = (height: number): number => height * 0.41;
const secondBase = (height: number): number => height * 0.8;
const onlyBase = (height: number): number => height / 2 + 4;

function firstLine(block: Block): string[] {
  const size = sizeText(block.range.size);
  return [`${block.label}  ${size}`, block.label];
}

/** `words`: the part of the height, from the top, that they stand in. */
function insideLines(
  block: Block,
  slots: readonly Span[],
  y: number,
  height: number,
  measure: Measure,
  words = height,
): TextLine[] {
  const widest = slots.reduce<Span | undefined>(
    (best, slot) => (best === undefined || slot.x1 - slot.x0 > best.x1 - best.x0 ? slot : best),
    undefined,
  );
  if (widest === undefined || widest.x1 - widest.x0 < LEAST_INSIDE) return [];
  const wanted = Math.max(measure(firstLine(block)[0] ?? '', 'label') + 2 * PAD, LEAST_INSIDE);
  const slot = slots.find((s) => s.x1 - s.x0 >= wanted) ?? widest;
  const pad = slot.x1 - slot.x0 < NARROW ? NARROW_PAD : PAD;
  const before = block.pinned ? LOCK_ROOM : 0;
  const room = slot.x1 - slot.x0 - 2 * pad - before;
  const x = slot.x0 + pad + before;
  const first = bestText(firstLine(block), 'label', room, measure);
  if (first === null) return [];
  const head: TextLine = {
    text: first,
    face: 'label',
    x,
    y: y + (two(height) ? firstBase(words) : onlyBase(words)),
    anchor: 'start',
  };
  if (!two(height)) return [head];
  const hasSize = first === firstLine(block)[0];
  const start = groupedHex(block.range.start);
  const candidates = hasSize ? [spanText(block), start] : [sizeText(block.range.size)];
  const second = candidates.find((text) => measure(text, 'mono') <= room);
  return second === undefined
    ? [head]
    : [head, { text: second, face: 'mono', x, y: y + secondBase(words), anchor: 'start' }];
}

/** What many of one kind are called. */
const CROWDS: readonly (readonly [BlockKind, string])[] = [
  ['module', 'modules'],
  ['mmio', 'devices'],
];

/** Up to two names, else how many there are. */
function words(blocks: readonly Block[]): string[] {
  if (blocks.length <= 2 || blocks.every(({ kind }) => kind === 'guest-device' || kind === 'mmio')) {
    const names = [...new Set(blocks.map(({ label }) => label))];
    if (names.length <= 2) return [names.join(' · ')];
  }
  return [
    `${blocks.length} ${CROWDS.find(([kind]) => blocks.every((b) => b.kind === kind))?.[1] ?? 'regions'}`,
  ];
}

const tracks = new WeakMap<Lane, ReadonlyMap<string, Track>>();

/** A lane's tracks do not depend on where one looks. */
function knownTracks(lane: Lane): ReadonlyMap<string, Track> {
  const known = tracks.get(lane) ?? tracksOf(lane, (block) => isBase(block) || isLoaded(block));
  tracks.set(lane, known);
  return known;
}

const trackOf = (tracks: ReadonlyMap<string, Track>, drawn: Drawn): Track =>
  tracks.get(drawn.blocks[0]?.key ?? '') ?? { track: 0, of: 1 };

function awayOf(lane: Lane, scale: Scale, seen: boolean, measure: Measure): Away | null {
  if (seen) return null;
  const memory = lane.blocks.filter(isMemory);
  const right = memory.find((b) => pxOf(scale, b.range.start) > scale.widthPx);
  const left = memory.findLast((b) => pxOf(scale, endOf(b.range)) < 0);
  const block = left ?? right;
  if (block === undefined) return null;
  const text = left === undefined ? `${block.label} ▸` : `◂ ${block.label}`;
  const width = measure(text, 'secondary') + 2 * SIGN_PAD;
  return { block, text, width, x: left === undefined ? scale.widthPx - width - SIGN_AIR : SIGN_AIR };
}

const lockRoom = (drawn: Drawn): number => (drawn.blocks[0]?.pinned === true ? LOCK_ROOM : 0);

/** Before its words; without words in its middle, and there wider than it, if need be. */
function lockOf(drawn: Drawn, [head]: readonly TextLine[], y: number, height: number): Point | null {
  if (drawn.blocks.length !== 1 || drawn.blocks[0]?.pinned !== true) return null;
  return head === undefined
    ? { x: (drawn.x0 + drawn.x1 - LOCK.width) / 2, y: y + (height - LOCK.height) / 2 }
    : { x: head.x - LOCK_ROOM, y: head.y - LOCK.height + 1 };
}

/** What is painted of a lane from the bottom up: what is offered, what others may lie on, what is loaded there, the rest. */
const LAYERS: readonly ((block: Block) => boolean)[] = [
  isOffered,
  (block) => isBase(block) && !isOffered(block),
  isLoaded,
  (block) => !isBase(block) && !isLoaded(block),
];

/** Which of these a block belongs to, counted from the bottom. */
export const layerOf = (block: Block): number => LAYERS.findIndex((holds) => holds(block));

const layers = new WeakMap<Lane, readonly (readonly Block[])[]>();

function layersOf(lane: Lane): readonly (readonly Block[])[] {
  const known = layers.get(lane) ?? LAYERS.map((wanted) => lane.blocks.filter(wanted));
  layers.set(lane, known);
  return known;
}

/** What is drawn of each layer of a lane; nothing is drawn together with what is in another. */
const layersDrawn = (lane: Lane, scale: Scale, apart: (block: Block) => boolean): Drawn[][] =>
  layersOf(lane).map((blocks) => cull(blocks, scale, apart));

/** What is drawn of a lane, in the order of painting. */
export const drawnOf = (lane: Lane, scale: Scale, apart: (block: Block) => boolean): Drawn[] =>
  layersDrawn(lane, scale, apart).flat();

/** An item whose words are still to come. */
const bare = (drawn: Drawn, dense: boolean, y: number, height: number): Item => ({
  drawn,
  dense,
  y,
  height,
  inside: NO_LINES,
  beside: null,
  lock: null,
});

const NO_LINES: readonly TextLine[] = [];

/** The lane of `row` seen through `scale`. `apart` names blocks that never join a crowd. */
export function layoutLane(
  row: Row,
  scale: Scale,
  apart: (block: Block) => boolean,
  measure: Measure,
): LaneLayout {
  const { lane } = row;
  const top = row.y + row.inset;
  const tracks = knownTracks(lane);
  const byLayer = layersDrawn(lane, scale, apart);
  const [, base = [], loaded = [], over = []] = byLayer;
  const drawn = byLayer.flat();
  const visible = (d: Drawn): Span => ({
    x0: Math.max(d.x0, 0),
    x1: Math.min(d.x1, scale.widthPx),
  });
  const marks = lane.marks
    .map((mark) => ({ mark, x: pxOf(scale, mark.at) }))
    .filter(({ x }) => x >= 0 && x <= scale.widthPx);
  const hasStrip = loaded.length > 0;
  const many = drawn.length > (two(row.height) ? MANY_ITEMS : MANY_IN_COMPACT);
  const isPlain = (block: Block): boolean => PLAIN.has(block.kind) && !block.pinned && !apart(block);
  const isDense = (d: Drawn): boolean => many && d.x1 - d.x0 < LEAST_INSIDE && d.blocks.every(isPlain);

  const placed = drawn.map((d): Item => {
    const block = d.blocks[0];
    const dense = isDense(d);
    if (block !== undefined && isLoaded(block)) return bare(d, dense, top + row.height - STRIP, STRIP);
    const { track, of } = trackOf(tracks, d);
    const height = row.height / of;
    const y = top + track * height;
    const item = bare(d, dense, y, height);
    const later =
      block === undefined || d.x1 - d.x0 < LEAST_INSIDE || d.blocks.length > 1 || isOffered(block);
    if (later) return item;
    const slots = isBase(block) ? freeSpans(visible(d), over) : [visible(d)];
    const words = isBase(block) && hasStrip ? height - STRIP_ROOM : height;
    return { ...item, inside: insideLines(block, slots, y, height, measure, words) };
  });
  const breaks =
    lane.space === 'guest'
      ? []
      : scale.pieces.filter((piece) => piece.isBreak).map(({ x0, x1 }) => ({ x0, x1 }));
  const taken: readonly Span[] = [...base, ...loaded, ...over, ...breaks];
  const narrow = placed
    .filter(({ inside, drawn: d }) => {
      const block = d.blocks[0];
      return (
        block !== undefined &&
        inside.length === 0 &&
        d.x1 - d.x0 < 2 * LEAST_INSIDE + lockRoom(d) &&
        !(isLoaded(block) || isOffered(block))
      );
    })
    .map((item) => item.drawn)
    .toSorted((a, b) => a.x0 - b.x0);
  const things = joinNear(narrow).flatMap((group) => {
    const [first, last] = [group[0], group.at(-1)];
    if (first === undefined || last === undefined) return [];
    const key = first.blocks[0]?.key ?? '';
    return [{ key, x0: first.x0, x1: last.x1, texts: words(group.flatMap((n) => n.blocks)) }];
  });
  const beside = sideLabelsInLines(things, taken, scale.widthPx, measure);
  const lines = {
    upper: top + row.height * 0.38,
    middle: top + onlyBase(row.height),
    lower: top + row.height * (two(row.height) ? 0.83 : 0.92),
  };
  // Words of what is only offered keep clear of every other name.
  const named = [...beside.values()].map(({ x, text, anchor }): Span => {
    const width = measure(text, 'secondary') + LABEL_AIR;
    return anchor === 'start' ? { x0: x, x1: x + width } : { x0: x - width, x1: x };
  });
  const seen = drawn.some((d) => d.blocks.some(isMemory));
  const away = awayOf(lane, scale, seen, measure);
  const signs = away === null ? [] : [{ x0: away.x - SIGN_AIR, x1: away.x + away.width + SIGN_AIR }];
  const clear = (d: Drawn): readonly Span[] => freeSpans(visible(d), [...taken, ...named, ...signs]);
  const items = placed.map((item): Item => {
    const { drawn: d, dense, y, height, inside } = item;
    const block = d.blocks[0];
    if (block !== undefined && isOffered(block) && d.blocks.length === 1)
      return { ...item, dense: false, inside: insideLines(block, clear(d), y, height, measure) };
    const found = inside.length > 0 ? undefined : beside.get(block?.key ?? '');
    if (dense && found === undefined) return item;
    const lock = lockOf(d, inside, y, height);
    if (found === undefined) return lock === null ? item : { ...item, lock };
    const { line, ...label } = found;
    return { ...item, lock, beside: { ...label, face: 'secondary', y: lines[line] } };
  });
  return {
    items,
    marks: withMarkLabels(marks, placed, scale, row, measure),
    away,
    free: invites(lane) ? firstFree([...taken, ...named, ...signs], scale) : null,
  };
}

/** Marks are named on their own block, right of their line, where the block's words leave room. */
function withMarkLabels(
  marks: readonly { mark: Mark; x: number }[],
  placed: readonly Item[],
  scale: Scale,
  row: Row,
  measure: Measure,
): MarkItem[] {
  if (marks.length === 0) return [];
  const top = row.y + row.inset;
  const hasStrip = placed.some(({ drawn }) => drawn.blocks.some(isLoaded));
  const words = hasStrip ? row.height - STRIP_ROOM : row.height;
  const y = top + (two(row.height) ? secondBase(words) : words - 6);
  const memory = placed
    .filter(({ drawn, inside }) => inside.length > 0 && drawn.blocks.some((b) => isBase(b) && !isOffered(b)))
    .map(({ drawn }) => drawn);
  const outside = freeSpans({ x0: 0, x1: scale.widthPx }, memory);
  const text = placed
    .flatMap(({ inside }) => inside)
    .filter((line) => !two(row.height) || line.y >= y - 4)
    .map((line) => ({ x0: line.x - 4, x1: line.x + measure(line.text, line.face) + 4 }));
  const devices = placed
    .map(({ drawn }) => drawn)
    .filter((d) => !d.blocks.some((b) => isBase(b) || isLoaded(b)));
  const spots = marks.map(({ mark, x }) => ({ key: mark.key, x0: x - 1, x1: x + 1, texts: [mark.label] }));
  const labels = sideLabels(spots, [...outside, ...text, ...devices, ...spots], scale.widthPx, measure);
  return marks.map(({ mark, x }) => {
    const label = labels.get(mark.key);
    return { mark, x, label: label === undefined ? null : { ...label, face: 'secondary', y } };
  });
}

/** One can draw here, and nothing of the kind is there yet: it asks for it, and a finger that moves there draws. */
export const invites = ({ draws, blocks }: Lane): boolean =>
  draws !== null && blocks.every(({ kind }) => kind !== draws.kind);

/** A hint needs this much room. */
const LEAST_HINT = 220;

/** The leftmost stretch with room for a hint. */
const firstFree = (taken: readonly Span[], scale: Scale): Span | null =>
  freeSpans({ x0: 0, x1: scale.widthPx }, taken).find(({ x0, x1 }) => x1 - x0 >= LEAST_HINT) ?? null;
