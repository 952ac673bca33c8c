// Lines through all lanes, at the addresses that what is dragged rests on.
import type { Addr } from '../../model/addr.ts';
import { pxOf, type Scale } from './scale.ts';

/** SVG path, '' for none. `heightPx`: how far down they go, from the top of the lanes. */
export const guidesPath = (guides: readonly Addr[], scale: Scale, heightPx: number): string =>
  guides.map((at) => `M${pxOf(scale, at)} 0V${heightPx}`).join('');
