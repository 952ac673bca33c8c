// Whether the picture moves, and what it was before it did. What only a pointer or a screen reader meets need not be where the
// picture is sixty times a second: it follows when the movement ends.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { track } from '../idle.ts';

/** Two changes nearer to each other than this are one movement, which ends when none came for as long; ms. */
const PAUSE_MS = 120;

/** True from the second change of `view` in quick succession until there was none for a while. */
export function useMoving(view: unknown): boolean {
  const [moving, setMoving] = useState(false);
  const last = useRef({ view, at: -Infinity });
  useLayoutEffect(() => {
    if (last.current.view === view) return undefined;
    const now = performance.now();
    if (now - last.current.at < PAUSE_MS) setMoving(true);
    last.current = { view, at: now };
    return undefined;
  }, [view]);
  useEffect(() => {
    if (!moving) return undefined;
    let over: () => void = () => undefined;
    void track(new Promise<void>((resolve) => (over = resolve)));
    const timer = setTimeout(() => setMoving(false), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      over();
    };
  }, [moving, view]);
  return moving;
}

function heldKeeper<T>(): (value: T, moving: boolean) => T {
  let last: { readonly value: T } | null = null;
  return (value, moving) => {
    if (!moving || last === null) last = { value };
    return last.value;
  };
}

/** What `value` was before `moving` began, for as long as it lasts. */
export function useHeld<T>(value: T, moving: boolean): T {
  const keep = useMemo(() => heldKeeper<T>(), []);
  return keep(value, moving);
}
