// What browser tests may ask the map, so that they speak addresses instead of pixels.
import type { Addr } from '../../model/addr.ts';
import type { PageProbe } from '../idle.ts';

export interface MapProbe {
  /** Window x of a host physical address. */
  pxOf(address: Addr): number;
  /** Host physical address at a window x. */
  addrOf(clientX: number): Addr;
}

declare global {
  interface Window {
    __memmap?: Partial<MapProbe & PageProbe>;
  }
}

/** Puts the probe on `window.__memmap`; answers how to take it away. */
export function registerProbe(probe: MapProbe): () => void {
  const holder = (window.__memmap ??= {});
  Object.assign(holder, probe);
  return () => {
    if (holder.pxOf !== probe.pxOf) return;
    delete holder.pxOf;
    delete holder.addrOf;
  };
}
