// Exact intersections as bands across the lanes of both parties, and the labels that name them.
import { compare } from '../../model/addr.ts';
import { type Range, totalSize } from '../../model/range.ts';
import { clampPx } from './cull.ts';
import type { Measure } from './labels.ts';
import { type Collision, type Outside, outsideNote, overlapNote } from './overlap.ts';
import { type Row, type Rows, rowOf } from './rows.ts';
import { extentOf, type Scale } from './scale.ts';
import type { Lane } from './scene.ts';

/** A place that is as little to be covered by a label as what is there. */
export interface Claimed {
  /** Key of its lane. */
  readonly lane: string;
  readonly range: Range;
}

export interface BandsInput {
  readonly collisions: readonly Collision[];
  readonly outside: readonly Outside[];
  readonly rows: Rows;
  readonly scale: Scale;
  /** The same, but for guest lanes with an axis of their own. */
  readonly scaleOfLane: (lane: Lane) => Scale;
  /** Key of the block to speak from: the dragged one, else the selected one. */
  readonly subject: string | null;
  /** Where things would go. */
  readonly proposed: readonly Claimed[];
  readonly measure: Measure;
}

/** A rectangle, px in the picture. */
export interface BandBox {
  readonly key: string;
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
}

/** A label on a plate `TAG_HEIGHT` px high; px in the picture. */
export interface Tag {
  readonly key: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** About what one speaks from. */
  readonly mine: boolean;
}

export interface Bands {
  readonly bands: readonly BandBox[];
  readonly tags: readonly Tag[];
  /** SVG paths of the warning signs over the bands, and of the marks in them. */
  readonly glyphs: string;
  readonly glyphMarks: string;
}

interface Band extends BandBox {
  readonly text: string;
  readonly mine: boolean;
  /** Bytes: the largest are named first. */
  readonly size: bigint;
  /** The lane the label stays near. */
  readonly row: Row;
}

export const TAG_HEIGHT = 24;
/** Enough to notice, not enough to cover the map. */
const MOST_TAGS = 3;

function bandOf(c: Collision, { rows, scaleOfLane, subject }: BandsInput): Band | null {
  const [a, b] = [rowOf(rows, c.laneA), rowOf(rows, c.laneB)];
  if (a === undefined || b === undefined) return null;
  const scale = scaleOfLane(a.lane);
  const [x0, x1] = extentOf(scale, c.range);
  if (x1 < 0 || x0 > scale.widthPx) return null;
  const [top, bottom]: [Row, Row] = a.y <= b.y ? [a, b] : [b, a];
  const mine = c.a.key === subject || c.b.key === subject;
  const [one, other] = c.b.key === subject ? [c.b, c.a] : [c.a, c.b];
  const inGuest = a.lane.space === 'guest';
  const text = overlapNote(inGuest ? other.label : other.name, c.range.size);
  const who = inGuest ? `${a.lane.title} ${one.label}` : one.name;
  return {
    key: `${c.a.key} ${c.b.key}`,
    x0: clampPx(scale, x0),
    x1: clampPx(scale, Math.max(x1, x0 + 2)),
    y0: top.y + top.inset - 4,
    y1: bottom.y + bottom.inset + bottom.height + 4,
    text: mine && !inGuest ? text : `${who} ${text}`,
    mine,
    size: c.range.size,
    row: c.b.key === subject ? b : a,
  };
}

function outsideTag(o: Outside, { rows, scale, subject }: BandsInput): Band | null {
  const row = rowOf(rows, o.lane);
  const last = o.ranges.at(-1);
  if (row === undefined || last === undefined) return null;
  const [x0, x1] = extentOf(scale, last);
  if (x1 < 0 || x0 > scale.widthPx) return null;
  const mine = o.block.key === subject;
  const text = outsideNote(totalSize(o.ranges));
  return {
    key: `outside ${o.block.key}`,
    x0: clampPx(scale, x0),
    x1: clampPx(scale, x1),
    y0: row.y + row.inset,
    y1: row.y + row.inset + row.height,
    text: mine ? text : `${o.block.name}: ${text}`,
    mine,
    size: last.size,
    row,
  };
}

/** Labels right of their band, else left of it, never over each other and over as few blocks as there is a choice. */
function tagsOf(bands: readonly Band[], props: BandsInput): Tag[] {
  const { rows, scale, scaleOfLane, proposed, measure } = props;
  const tags: Tag[] = [];
  const free = (x: number, y: number, width: number): boolean =>
    x >= 0 &&
    x + width <= scale.widthPx &&
    tags.every((t) => x + width < t.x || x > t.x + t.width || y + TAG_HEIGHT < t.y || y > t.y + TAG_HEIGHT);
  const between = (some: readonly Row[], y0: number, y1: number): readonly Row[] =>
    some.filter(({ y, inset, height }) => y1 > y + inset && y0 < y + inset + height);
  const covered = (some: readonly Row[], x: number, y: number, width: number): number =>
    between(some, y, y + TAG_HEIGHT).flatMap(({ lane }) => {
      const blocks = lane.blocks.filter(({ kind }) => kind !== 'guest-extended' && kind !== 'guest-loaded');
      return [...blocks, ...proposed.filter((place) => place.lane === lane.key)].filter(({ range }) => {
        const [x0, x1] = extentOf(scaleOfLane(lane), range);
        return x < x1 && x + width > x0;
      });
    }).length;
  const byWeight = bands.toSorted((a, b) => Number(b.mine) - Number(a.mine) || compare(b.size, a.size));
  for (const band of byWeight) {
    if (tags.length === MOST_TAGS) break;
    const width = measure(band.text, 'label') + 20;
    const { y, inset, height } = band.row;
    const bottom = y + inset + height;
    const middle = y + inset + height / 2 - TAG_HEIGHT / 2;
    const heights = [middle, bottom - 4, y + inset - 20, bottom + 22, y + inset - 46, bottom + 48];
    const places = heights
      .flatMap((at) => [
        { x: band.x1 + 8, y: at },
        { x: band.x0 - 8 - width, y: at },
      ])
      .filter((place) => free(place.x, place.y, width));
    const around = between(rows.rows, Math.min(...heights), Math.max(...heights) + TAG_HEIGHT);
    const [place] = places
      .map((at) => ({ ...at, over: covered(around, at.x, at.y, width) }))
      .toSorted((p, q) => p.over - q.over);
    if (place !== undefined)
      tags.push({ key: band.key, text: band.text, mine: band.mine, width, x: place.x, y: place.y });
  }
  return tags;
}

/** px between two glyphs of one height, and half of a glyph's size. */
const GLYPH_PITCH = 14;
const GLYPH = 6;

/** One glyph over each band, where there is room beside the last. */
function glyphsOf(bands: readonly Band[]): { readonly x: number; readonly y: number }[] {
  const last = new Map<number, number>();
  return bands
    .map(({ x0, x1, y0 }) => ({ x: (x0 + x1) / 2, y: y0 }))
    .toSorted((a, b) => a.x - b.x)
    .filter(({ x, y }) => {
      if (x - (last.get(y) ?? -Infinity) < GLYPH_PITCH) return false;
      last.set(y, x);
      return true;
    });
}

export function bandsOf(input: BandsInput): Bands {
  const { collisions, outside } = input;
  const bands = collisions.map((c) => bandOf(c, input)).filter((band) => band !== null);
  const beyond = outside.map((o) => outsideTag(o, input)).filter((band) => band !== null);
  const glyphs = glyphsOf(bands);
  return {
    bands,
    tags: tagsOf([...bands, ...beyond], input),
    glyphs: glyphs.map(({ x, y }) => `M${x} ${y - GLYPH}l${GLYPH} ${2 * GLYPH - 1}h${-2 * GLYPH}z`).join(''),
    glyphMarks: glyphs.map(({ x, y }) => `M${x} ${y - 2.5}v4m0 1.3v1.2`).join(''),
  };
}
