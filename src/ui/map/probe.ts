// What browser tests may ask the map, so that they speak addresses instead of pixels.
import { useEffect } from 'react';
import { addrOf, pxOf, type Scale } from '../../map/geometry/scale.ts';
import type { Addr } from '../../model/addr.ts';
import type { PageProbe } from '../idle.ts';
import { STAGE_PAD } from './use-tools.ts';
import { zoomOf } from './zoom-of.ts';

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

/** Keeps the probe on `window.__memmap`. */
export function useProbe(stage: SVGSVGElement | null, scale: Scale): void {
  useEffect(() => {
    if (stage === null) return undefined;
    const left = (): number => stage.getBoundingClientRect().left + STAGE_PAD * zoomOf(stage);
    const probe: MapProbe = {
      pxOf: (address) => left() + pxOf(scale, address) * zoomOf(stage),
      addrOf: (clientX) => addrOf(scale, (clientX - left()) / zoomOf(stage)),
    };
    const holder = (window.__memmap ??= {});
    Object.assign(holder, probe);
    return () => {
      if (holder.pxOf !== probe.pxOf) return;
      delete holder.pxOf;
      delete holder.addrOf;
    };
  }, [stage, scale]);
}
