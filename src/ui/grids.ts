// The grids that drags and arrow keys keep to, finest first.
import { type Bytes, bytes, GiB, KiB, MiB } from '../model/addr.ts';

export interface Grid {
  readonly value: string;
  readonly text: string;
  readonly step: Bytes;
  readonly title: string;
}

export const GRIDS: readonly Grid[] = [
  { value: '4K', text: '4K', step: bytes(4n * KiB), title: 'One page: the finest Xen knows' },
  { value: '64K', text: '64K', step: bytes(64n * KiB), title: 'A page of a guest with 64 KiB pages' },
  { value: '2M', text: '2M', step: bytes(2n * MiB), title: 'A second-level block: one P2M entry for 2 MiB' },
  { value: '1G', text: '1G', step: GiB, title: 'A first-level block: one P2M entry for 1 GiB' },
];

/** The next coarser (1) or finer (-1) grid; the one in force where there is none. */
export function nextGrid(now: Bytes, step: 1 | -1): Bytes {
  const at = GRIDS.findIndex((grid) => grid.step >= now);
  return GRIDS[at + step]?.step ?? now;
}
