// Buses with `dma-ranges`: which host memory the devices on them reach (Devicetree Specification 2.3.9).
import type { DmaBus } from '../../model/board.ts';
import { ADDRESS_LIMIT } from '../../model/addr.ts';
import { cellCount, numberAt } from '../../model/cells.ts';
import { endOf, range, type Range, union } from '../../model/range.ts';
import { findProperty } from '../../model/tree.ts';
import type { Place } from './survey.ts';

/** Windows of one bus that are looked at, so that a hostile bus costs no more than a large one. */
const MAX_WINDOWS = 64;

/** An entry of `dma-ranges`: what a device on the bus addresses as `child` is at `parent` on the bus above. */
interface Window {
  readonly child: bigint;
  readonly parent: bigint;
  readonly size: bigint;
}

/** All buses that say so, in document order. One that says nothing tells nothing of its devices, and is not among them. */
export const dmaBusesOf = (places: readonly Place[]): DmaBus[] =>
  places.flatMap((place): DmaBus[] => {
    if (!place.enabled || place.parent === null) return [];
    const windows = windowsOf(place);
    return windows === null ? [] : [{ path: place.path, windows: reachOf(place, windows) }];
  });

/** An empty `dma-ranges` is one window of all that the cells of the bus can address; null: there is none, or none readable. */
function windowsOf({ node, cells, childCells }: Place): readonly Window[] | null {
  const value = findProperty(node, 'dma-ranges');
  if (value === undefined) return null;
  const { address, size } = childCells;
  if (value.length === 0) return [{ child: 0n, parent: 0n, size: 1n << BigInt(32 * Math.min(address, 2)) }];
  if (address < 1 || address > 3 || size < 1 || size > 2 || cells.address < 1 || cells.address > 2)
    return null;
  const windows: Window[] = [];
  const step = address + cells.address + size;
  // The first of a PCI address's three cells says which of its spaces it is in.
  const upper = address === 3 ? 1 : 0;
  for (let at = 0; at + step <= cellCount(value) && windows.length < MAX_WINDOWS; at += step)
    windows.push({
      child: numberAt(value, at + upper, address - upper) ?? 0n,
      parent: numberAt(value, at + address, cells.address) ?? 0n,
      size: numberAt(value, at + address + cells.address, size) ?? 0n,
    });
  return windows;
}

/** What the windows of a bus come to in host memory, through those of the buses above it; sorted, joined. */
function reachOf(place: Place, windows: readonly Window[]): Range[] {
  let reach = windows.map(({ parent, size }) => range(parent, size));
  for (let bus = place.parent; bus !== null && bus.parent !== null; bus = bus.parent) {
    // What a bus on the way does not say is taken as 1:1, as Linux does (of_translate_dma_address).
    const above = windowsOf(bus);
    if (above !== null) reach = reach.flatMap((at) => above.flatMap((window) => through(at, window)));
  }
  return union(reach.flatMap((at) => through(at, { child: 0n, parent: 0n, size: ADDRESS_LIMIT })));
}

function through(at: Range, { child, parent, size }: Window): Range[] {
  const start = at.start > child ? at.start : child;
  const end = endOf(at) < child + size ? endOf(at) : child + size;
  return start < end ? [range(start - child + parent, end - start)] : [];
}
