// Ribbons bend into their new shape when a domain's layout is switched, part or grow together where their number changes, so
// that one sees what direct-map does. Nothing else moves by itself, and nothing at all for people who asked for less motion.
import { useLayoutEffect, useRef, useState } from 'react';
import { type Bend, bendsOf } from '../../map/geometry/bend.ts';
import type { RibbonPlaces } from '../../map/geometry/ribbon-places.ts';
import type { Lane, Ribbon } from '../../map/geometry/scene.ts';

const BEND_MS = 150;
/** Share of the way that one frame goes at most: on a slow machine, too, one sees the shape between. */
const MOST_STEP = 0.3;

const eased = (t: number): number => 1 - (1 - t) ** 3;

const lessMotion = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** A guest lane, and where on screen ribbons of it, or parts of some, are. */
export interface Tie {
  readonly lane: Lane;
  readonly placesOf: (ribbons: readonly Ribbon[]) => RibbonPlaces;
}

/** Ribbons, or parts of some, and where they are. */
export interface Tied {
  readonly ribbons: readonly Ribbon[];
  readonly places: RibbonPlaces;
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
export function tiedOf(tie: Tie, way: Way | null): Tied {
  const before = way?.before.get(tie.lane.key);
  if (way === null || before === undefined)
    return { ribbons: tie.lane.ribbons, places: tie.placesOf(tie.lane.ribbons) };
  const bends = bendsBetween(before.lane, tie.lane);
  const ribbons = bends.map(({ to }) => to);
  const places = tie.placesOf(ribbons);
  const starts = before.placesOf(bends.map(({ from, to }) => from ?? to));
  for (const [i, { from }] of bends.entries()) if (from !== null) places.bendFrom(starts, i, way.t);
  return { ribbons, places };
}
