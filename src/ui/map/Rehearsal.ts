// Has a few frames of a zoom rehearsed once a large design is there and the page has nothing else to do: its first gesture is
// then as smooth as its second.
import { useEffect, useLayoutEffect, useRef } from 'react';
import { whenIdle } from '../idle.ts';
import type { Onscreen } from './rehearse.ts';

/** Blocks. With fewer a frame is short however it is run. */
const LEAST = 500;
const FRAMES = 12;

export function Rehearsal(onscreen: Onscreen): null {
  const latest = useRef(onscreen);
  useLayoutEffect(() => {
    latest.current = onscreen;
  });
  /** Blocks of the largest design that was rehearsed. */
  const most = useRef(LEAST / 2);
  const { shown } = onscreen;
  const blocks = shown.reduce((count, { lane }) => count + lane.blocks.length, 0);

  useEffect(() => {
    if (blocks < 2 * most.current) return undefined;
    let isWanted = true;
    const frame = (rehearse: (onscreen: Onscreen, i: number) => void, i: number): void => {
      if (!isWanted) return;
      if (i === FRAMES) most.current = blocks;
      else {
        rehearse(latest.current, i);
        whenIdle(() => frame(rehearse, i + 1));
      }
    };
    whenIdle(() => void import('./rehearse.ts').then((m) => frame(m.rehearseFrame, 0)));
    return () => {
      isWanted = false;
    };
  }, [blocks]);
  return null;
}
