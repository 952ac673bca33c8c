// Ribbons between host memory and where a guest finds it: straight when the addresses agree, one smooth bend when not.
import { Pen } from './pen.ts';
import type { RibbonPlaces } from './ribbon-places.ts';

/** With more ribbons than this a lane's are drawn fainter: where they meet they would be one solid thing. */
export const FEW_RIBBONS = 8;
/** A lane with more ribbons than this shows its thin ones by runs. */
export const MANY_RIBBONS = 32;
/** Thinner than this at both ends, in px, a ribbon is a hair. */
const HAIR_PX = 3;

/** What is written with, one path after the other. */
const pen = new Pen();

/** From one x to another by a height half way, arriving at a third. */
function bend(from: number, to: number, middle: number, end: number): void {
  pen.text('C').point(from, middle).text(' ').point(to, middle).text(' ').point(to, end);
}

function area(host0: number, host1: number, guest0: number, guest1: number, y0: number, y1: number): void {
  const middle = (y0 + y1) / 2;
  pen.text('M').point(host0, y0);
  bend(host0, guest0, middle, y1);
  pen.text('L').point(guest1, y1);
  bend(guest1, host1, middle, y0);
  pen.text('Z');
}

function areaOf(at: RibbonPlaces, i: number): void {
  area(at.host0(i), at.host1(i), at.guest0(i), at.guest1(i), at.y0(i), at.y1(i));
}

function edgesOf(at: RibbonPlaces, i: number): void {
  const [y0, y1] = [at.y0(i), at.y1(i)];
  const middle = (y0 + y1) / 2;
  pen.text('M').point(at.host0(i), y0);
  bend(at.host0(i), at.guest0(i), middle, y1);
  pen.text('M').point(at.host1(i), y0);
  bend(at.host1(i), at.guest1(i), middle, y1);
}

/** The SVG path of a ribbon's area. */
export function ribbonArea(places: RibbonPlaces, i: number): string {
  areaOf(places, i);
  return pen.take();
}

/** The SVG path of its two long edges. */
export function ribbonEdges(places: RibbonPlaces, i: number): string {
  edgesOf(places, i);
  return pen.take();
}

/** How many neighbours are a run: a power of two, so that few runs change while one zooms. */
function runLength(count: number): number {
  let length = 1;
  while (count > MANY_RIBBONS * length) length *= 2;
  return length;
}

const isHair = (at: RibbonPlaces, i: number): boolean =>
  at.host1(i) - at.host0(i) < HAIR_PX && at.guest1(i) - at.guest0(i) < HAIR_PX;

/** Whether the ribbons from one place in `which` up to another are all hairs. */
function areHairs(at: RibbonPlaces, which: readonly number[], from: number, to: number): boolean {
  for (let k = from; k < to; k += 1) if (!isHair(at, which[k] ?? 0)) return false;
  return true;
}

/** The area around them. Their heights are the first one's. */
function areaAround(at: RibbonPlaces, which: readonly number[], from: number, to: number): void {
  let [host0, host1, guest0, guest1] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let k = from; k < to; k += 1) {
    const i = which[k] ?? 0;
    host0 = Math.min(host0, at.host0(i));
    host1 = Math.max(host1, at.host1(i));
    guest0 = Math.min(guest0, at.guest0(i));
    guest1 = Math.max(guest1, at.guest1(i));
  }
  const first = which[from] ?? 0;
  area(host0, host1, guest0, guest1, at.y0(first), at.y1(first));
}

/** SVG paths of a crowd of ribbons: the areas around runs of hairs, and areas and edges of those drawn each by itself. */
export interface RibbonCrowd {
  readonly runs: string;
  readonly areas: string;
  readonly edges: string;
}

/**
 * Every ribbon by itself while they are few; else neighbouring hairs in runs, as many to a run as it takes to have no
 * more than `MANY_RIBBONS` runs, counted from the first ribbon. `which`: the ribbons of `places` that are meant.
 */
export function crowdOf(places: RibbonPlaces, which: readonly number[]): RibbonCrowd {
  const length = runLength(which.length);
  let single = which;
  if (length > 1) {
    const alone: number[] = [];
    for (let from = 0; from < which.length; from += length) {
      const to = Math.min(from + length, which.length);
      if (areHairs(places, which, from, to)) areaAround(places, which, from, to);
      else for (let k = from; k < to; k += 1) alone.push(which[k] ?? 0);
    }
    single = alone;
  }
  const runs = pen.take();
  for (const i of single) areaOf(places, i);
  const areas = pen.take();
  for (const i of single) edgesOf(places, i);
  return { runs, areas, edges: pen.take() };
}

/** The zigzag of an axis break. */
export function zigzag(x: number, y0: number, y1: number): string {
  const points: string[] = [];
  for (let y = y0, i = 0; y <= y1; y += 14, i += 1) points.push(`${x + (i % 2 === 0 ? -3 : 3)},${y}`);
  return points.length === 0 ? '' : `M${points.join('L')}`;
}
