// What browser tests may ask the map, so that they speak addresses instead of pixels.
import type { Addr } from '../../model/addr.ts';

export interface MapProbe {
  /** Resolves when everything asked for so far has been painted. */
  idle(): Promise<void>;
  /** Window x of a host physical address. */
  pxOf(address: Addr): number;
  /** Host physical address at a window x. */
  addrOf(clientX: number): Addr;
}

declare global {
  interface Window {
    __memmap?: Partial<MapProbe>;
  }
}

const nextFrame = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => done()));

/** Two frames: React's work of this one, and its effects painted in the next. */
export const painted = async (): Promise<void> => {
  await nextFrame();
  await nextFrame();
};

/** Puts the probe on `window.__memmap`; answers how to take it away. */
export function registerProbe(probe: MapProbe): () => void {
  const holder = (window.__memmap ??= {});
  Object.assign(holder, probe);
  return () => {
    if (holder.pxOf !== probe.pxOf) return;
    delete holder.pxOf;
    delete holder.addrOf;
    delete holder.idle;
  };
}
