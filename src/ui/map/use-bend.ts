// Ribbons bend into their new shape when a domain's layout is switched, so that one sees what direct-map does. Nothing
// else moves by itself, and nothing at all for people who asked for less motion.
import { useLayoutEffect, useRef, useState } from 'react';
import type { RibbonEnds } from '../../map/geometry/ribbons.ts';

const BEND_MS = 150;

const eased = (t: number): number => 1 - (1 - t) ** 3;
const mix = (a: number, b: number, t: number): number => a + (b - a) * t;
const mixPair = (a: readonly [number, number], b: readonly [number, number], t: number): [number, number] => [
  mix(a[0], b[0], t),
  mix(a[1], b[1], t),
];

const lessMotion = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** `ends`, on their way from where they were when `layout` last changed. */
export function useBend(ends: readonly RibbonEnds[], layout: string): readonly RibbonEnds[] {
  const last = useRef({ ends, layout });
  const [bend, setBend] = useState<{ readonly from: readonly RibbonEnds[]; readonly t: number } | null>(null);

  useLayoutEffect(() => {
    const before = last.current;
    if (before.layout === layout || lessMotion()) return undefined;
    let frame = 0;
    const began = performance.now();
    const tick = (): void => {
      const t = Math.min((performance.now() - began) / BEND_MS, 1);
      setBend(t < 1 ? { from: before.ends, t: eased(t) } : null);
      if (t < 1) frame = requestAnimationFrame(tick);
    };
    tick();
    return () => {
      cancelAnimationFrame(frame);
      setBend(null);
    };
  }, [layout]);

  // After the effect above has read what was.
  useLayoutEffect(() => {
    last.current = { ends, layout };
  });

  if (bend === null || bend.from.length !== ends.length) return ends;
  return ends.map((end, i) => {
    const from = bend.from[i];
    return from === undefined
      ? end
      : { ...end, host: mixPair(from.host, end.host, bend.t), guest: mixPair(from.guest, end.guest, bend.t) };
  });
}
