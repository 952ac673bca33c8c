// Labels that fit: shortened, then dropped; never clipped, never on top of each other.

/** The three faces of the map: 12 px semibold, 10.5 px, 10.5 px monospaced. */
export type Face = 'label' | 'secondary' | 'mono';
/** Width of a text in px; the renderer knows its fonts. */
export type Measure = (text: string, face: Face) => number;

/** Fewer characters than this before the ellipsis say nothing. */
const LEAST_LETTERS = 3;
const LETTERS = new Intl.Segmenter();

/** What `letters` are shortened to when `count` of them stay. */
type Cut = (letters: readonly string[], count: number) => string;

const head: Cut = (letters, count) => `${letters.slice(0, count).join('').trimEnd()}…`;

/** With as many letters left a name keeps some of its end: of names that begin alike it is what differs. */
const LEAST_WITH_END = 8;
const MOST_END = 6;
const ends: Cut = (letters, count) => {
  if (count < LEAST_WITH_END) return head(letters, count);
  const end = Math.min(MOST_END, Math.floor(count * 0.4));
  return head(letters, count - end) + letters.slice(-end).join('');
};

function shortened(text: string, cut: Cut, face: Face, widthPx: number, measure: Measure): string | null {
  if (text === '') return null;
  if (measure(text, face) <= widthPx) return text;
  const letters = Array.from(LETTERS.segment(text), ({ segment }) => segment);
  let low = LEAST_LETTERS;
  let high = letters.length - 1;
  let best: string | null = null;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const candidate = cut(letters, middle);
    if (measure(candidate, face) <= widthPx) {
      best = candidate;
      low = middle + 1;
    } else high = middle - 1;
  }
  return best;
}

/** `text`, or as much of its head as fits with an ellipsis, or null. */
export const fitText = (text: string, face: Face, widthPx: number, measure: Measure): string | null =>
  shortened(text, head, face, widthPx, measure);

/** A name, or as much of it as fits around an ellipsis: `safety-island-of-…node-1`; or null. */
export const fitName = (name: string, face: Face, widthPx: number, measure: Measure): string | null =>
  shortened(name, ends, face, widthPx, measure);

/** The first of `candidates` (best first) that fits whole; else the last one, shortened; else null. */
export function bestText(
  candidates: readonly string[],
  face: Face,
  widthPx: number,
  measure: Measure,
): string | null {
  const whole = candidates.find((text) => text !== '' && measure(text, face) <= widthPx);
  return whole ?? fitName(candidates.at(-1) ?? '', face, widthPx, measure);
}

/** A stretch of a lane in px. */
export interface Span {
  readonly x0: number;
  readonly x1: number;
}

/** What is left of `span` between the `taken` ones, left to right. */
export function freeSpans(span: Span, taken: readonly Span[]): Span[] {
  const free: Span[] = [];
  let at = span.x0;
  for (const { x0, x1 } of taken.toSorted((a, b) => a.x0 - b.x0)) {
    if (x1 <= at) continue;
    if (x0 >= span.x1) break;
    if (x0 > at) free.push({ x0: at, x1: x0 });
    at = x1;
  }
  if (at < span.x1) free.push({ x0: at, x1: span.x1 });
  return free;
}

/** A label next to what it names, for things too narrow to hold it. */
export interface SideLabel {
  readonly text: string;
  readonly x: number;
  readonly anchor: 'start' | 'end';
}

/** px between a thing and the label beside it, and between a label and the next thing. */
const SIDE_GAP = 6;
/** A label beside a thing is a word, not a sentence, in px. */
const MOST_SIDE_PX = 170;

/** Something to be named: the first of its wordings that finds room is taken. */
export interface Thing extends Span {
  readonly key: string;
  readonly texts: readonly string[];
}

/** Places labels of narrow things to their right, else to their left, in order, keeping clear of `taken`. */
export function sideLabels(
  things: readonly Thing[],
  taken: readonly Span[],
  widthPx: number,
  measure: Measure,
  face: Face = 'secondary',
): ReadonlyMap<string, SideLabel> {
  const placed = new Map<string, SideLabel>();
  const busy: Span[] = [...taken];
  const free = (x0: number, x1: number): boolean =>
    x0 >= 0 && x1 <= widthPx && busy.every((span) => x1 <= span.x0 || x0 >= span.x1);
  for (const { key, x0, x1, texts } of things) {
    const right = x1 + SIDE_GAP;
    const left = x0 - SIDE_GAP;
    // Measuring takes longer than all the rest: no words are measured where not even the narrowest would fit.
    if (!free(x1, right + SIDE_GAP / 2) && !free(left - SIDE_GAP / 2, x0)) continue;
    for (const whole of texts) {
      const text = fitName(whole, face, MOST_SIDE_PX, measure) ?? whole;
      const width = measure(text, face);
      if (free(x1, right + width + SIDE_GAP / 2)) {
        placed.set(key, { text, x: right, anchor: 'start' });
        busy.push({ x0: x1, x1: right + width + SIDE_GAP });
        break;
      }
      if (free(left - width - SIDE_GAP / 2, x0)) {
        placed.set(key, { text, x: left, anchor: 'end' });
        busy.push({ x0: left - width - SIDE_GAP, x1: x0 });
        break;
      }
    }
  }
  return placed;
}

/** Neighbours closer than this, in px, are named together. */
const TOGETHER_PX = 12;

/** Joins things that stand close together, so that one label speaks for them. */
export function joinNear<T extends Span>(things: readonly T[]): T[][] {
  const groups: T[][] = [];
  let end = -Infinity;
  for (const thing of things) {
    const last = groups.at(-1);
    if (last !== undefined && thing.x0 - end < TOGETHER_PX) last.push(thing);
    else groups.push([thing]);
    end = Math.max(end, thing.x1);
  }
  return groups;
}

export type Line = 'middle' | 'upper' | 'lower';

/** Labels in one line through the middle; when that leaves one out, every other one above and below it. */
export function sideLabelsInLines(
  things: readonly Thing[],
  taken: readonly Span[],
  widthPx: number,
  measure: Measure,
): ReadonlyMap<string, SideLabel & { readonly line: Line }> {
  const inLine = (line: Line, some: readonly Thing[]): [string, SideLabel & { line: Line }][] =>
    [...sideLabels(some, taken, widthPx, measure)].map(([key, label]) => [key, { ...label, line }]);
  const middle = inLine('middle', things);
  if (middle.length === things.length) return new Map(middle);
  const upper = inLine(
    'upper',
    things.filter((_, i) => i % 2 === 0),
  );
  const lower = inLine(
    'lower',
    things.filter((_, i) => i % 2 === 1),
  );
  return new Map(upper.length + lower.length > middle.length ? [...upper, ...lower] : middle);
}
