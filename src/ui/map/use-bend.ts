// Ribbons bend into their new shape when a domain's layout is switched, part or grow together where their number changes, so
// that one sees what direct-map does. Nothing else moves by itself, and nothing at all for people who asked for less motion.
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { bendsOf } from '../../map/geometry/bend.ts';
import type { RibbonEnds } from '../../map/geometry/ribbons.ts';
import type { Ribbon } from '../../map/geometry/scene.ts';

const BEND_MS = 150;

const eased = (t: number): number => 1 - (1 - t) ** 3;
const mix = (a: number, b: number, t: number): number => a + (b - a) * t;
const mixPair = (a: readonly [number, number], b: readonly [number, number], t: number): [number, number] => [
  mix(a[0], b[0], t),
  mix(a[1], b[1], t),
];

const lessMotion = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Where a ribbon, or a part of one, is on screen; null while the lane it starts in is not. */
type Place = (ribbon: Ribbon) => RibbonEnds | null;

/** A ribbon, or a part of one, and where it is. */
export interface Tied {
  readonly ribbon: Ribbon;
  readonly ends: RibbonEnds;
}

/** What was on screen before the layout changed, and how far it has gone since. */
interface Way {
  readonly ribbons: readonly Ribbon[];
  readonly place: Place;
  readonly t: number;
}

/** `ribbons` where `place` says, or on their way there from where they were when `layout` last changed. */
export function useBend(ribbons: readonly Ribbon[], place: Place, layout: string): readonly Tied[] {
  const last = useRef({ ribbons, place, layout });
  const [way, setWay] = useState<Way | null>(null);

  useLayoutEffect(() => {
    const before = last.current;
    if (before.layout === layout || lessMotion()) return undefined;
    let frame = 0;
    const began = performance.now();
    const tick = (): void => {
      const t = Math.min((performance.now() - began) / BEND_MS, 1);
      setWay(t < 1 ? { ribbons: before.ribbons, place: before.place, t: eased(t) } : null);
      if (t < 1) frame = requestAnimationFrame(tick);
    };
    tick();
    return () => {
      cancelAnimationFrame(frame);
      setWay(null);
    };
  }, [layout]);

  // After the effect above has read what was.
  useLayoutEffect(() => {
    last.current = { ribbons, place, layout };
  });

  const were = way?.ribbons ?? null;
  const bends = useMemo(() => (were === null ? [] : bendsOf(were, ribbons)), [were, ribbons]);
  if (way === null) return tiedAt(ribbons, place);
  return bends.flatMap(({ from, to }): readonly Tied[] => {
    const end = place(to);
    if (end === null) return [];
    const start = from === null ? null : way.place(from);
    if (start === null) return [{ ribbon: to, ends: end }];
    const [host, guest] = [mixPair(start.host, end.host, way.t), mixPair(start.guest, end.guest, way.t)];
    return [{ ribbon: to, ends: { ...end, host, guest } }];
  });
}

/** Ribbons that are where they belong: by far the usual case, and in a zoom for thousands at every frame. */
function tiedAt(ribbons: readonly Ribbon[], place: Place): readonly Tied[] {
  const tied: Tied[] = [];
  for (const ribbon of ribbons) {
    const ends = place(ribbon);
    if (ends !== null) tied.push({ ribbon, ends });
  }
  return tied;
}
