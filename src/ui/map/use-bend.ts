// Ribbons bend into their new shape when a domain's layout is switched, part or grow together where their number changes, so
// that one sees what direct-map does. Nothing else moves by itself, and nothing at all for people who asked for less motion.
import { useLayoutEffect, useRef, useState } from 'react';
import { type Bend, bendsOf } from '../../map/geometry/bend.ts';
import type { RibbonEnds } from '../../map/geometry/ribbons.ts';
import type { Lane, Ribbon } from '../../map/geometry/scene.ts';

const BEND_MS = 150;
/** Share of the way that one frame goes at most: on a slow machine, too, one sees the shape between. */
const MOST_STEP = 0.3;

const eased = (t: number): number => 1 - (1 - t) ** 3;
const mix = (a: number, b: number, t: number): number => a + (b - a) * t;
const mixPair = (a: readonly [number, number], b: readonly [number, number], t: number): [number, number] => [
  mix(a[0], b[0], t),
  mix(a[1], b[1], t),
];

const lessMotion = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** A guest lane, and where on screen a ribbon of it, or a part of one, is; null while the lane it starts in is not. */
export interface Tie {
  readonly lane: Lane;
  readonly place: (ribbon: Ribbon) => RibbonEnds | null;
}

/** A ribbon, or a part of one, and where it is. */
export interface Tied {
  readonly ribbon: Ribbon;
  readonly ends: RibbonEnds;
}

/** The lanes whose layout changed, as they were on screen before, by key; and how far they have gone since. */
interface Way {
  readonly before: ReadonlyMap<string, Tie>;
  readonly t: number;
}

/** What tells layouts apart: each lane's key and its detail, `1:1` or the names of its RAM. */
const layoutsOf = (ties: readonly Tie[]): string =>
  ties.map(({ lane }) => `${lane.key}\t${lane.detail}`).join('\n');

/** Those of `ties` whose lane says something else in `layouts`. */
function bentOf(ties: readonly Tie[], layouts: string): ReadonlyMap<string, Tie> {
  const now = new Map(layouts.split('\n').map((line): [string, string] => splitOnce(line)));
  return new Map(
    ties
      .filter(({ lane }) => now.has(lane.key) && now.get(lane.key) !== lane.detail)
      .map((tie) => [tie.lane.key, tie]),
  );
}

function splitOnce(line: string): [string, string] {
  const [key = '', detail = ''] = line.split('\t');
  return [key, detail];
}

/** The lanes of `ties` that are on their way from where they were when their layout last changed; null when none is. */
export function useBend(ties: readonly Tie[]): Way | null {
  const last = useRef(ties);
  const [way, setWay] = useState<Way | null>(null);
  const layouts = layoutsOf(ties);

  useLayoutEffect(() => {
    const before = bentOf(last.current, layouts);
    if (before.size === 0 || lessMotion()) return undefined;
    let frame = 0;
    let [t, drawn] = [0, performance.now()];
    const tick = (): void => {
      const now = performance.now();
      t = Math.min(t + Math.min((now - drawn) / BEND_MS, MOST_STEP), 1);
      drawn = now;
      setWay(t < 1 ? { before, t: eased(t) } : null);
      if (t < 1) frame = requestAnimationFrame(tick);
    };
    tick();
    return () => {
      cancelAnimationFrame(frame);
      setWay(null);
    };
  }, [layouts]);

  // After the effect above has read what was.
  useLayoutEffect(() => {
    last.current = ties;
  });
  return way;
}

const bends = new WeakMap<Lane, { readonly from: Lane; readonly bends: readonly Bend[] }>();

function bendsBetween(from: Lane, to: Lane): readonly Bend[] {
  const known = bends.get(to);
  if (known?.from === from) return known.bends;
  const found = bendsOf(from.ribbons, to.ribbons);
  bends.set(to, { from, bends: found });
  return found;
}

/** A lane's ribbons where they belong, or on their way there. */
export function tiedOf(tie: Tie, way: Way | null): readonly Tied[] {
  const before = way?.before.get(tie.lane.key);
  if (way === null || before === undefined) return tiedAt(tie);
  return bendsBetween(before.lane, tie.lane).flatMap(({ from, to }): readonly Tied[] => {
    const end = tie.place(to);
    if (end === null) return [];
    const start = from === null ? null : before.place(from);
    if (start === null) return [{ ribbon: to, ends: end }];
    const [host, guest] = [mixPair(start.host, end.host, way.t), mixPair(start.guest, end.guest, way.t)];
    return [{ ribbon: to, ends: { ...end, host, guest } }];
  });
}

/** By far the usual case, and in a zoom for thousands at every frame. */
function tiedAt({ lane, place }: Tie): readonly Tied[] {
  const tied: Tied[] = [];
  for (const ribbon of lane.ribbons) {
    const ends = place(ribbon);
    if (ends !== null) tied.push({ ribbon, ends });
  }
  return tied;
}
