// What the map says, to the eye and to a screen reader.
import { type Addr, groupedHex } from '../../model/addr.ts';
import { endOf, type Range } from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';
import type { Lane } from '../../map/geometry/scene.ts';

export const SPACES = { host: 'host physical', guest: 'guest physical' } as const;

/** `host physical 0x2400_0000 to 0x4400_0000, 512 MiB`; the end is exclusive. */
export const spokenRange = (space: Lane['space'], range: Range): string =>
  `${SPACES[space]} ${groupedHex(range.start)} to ${groupedHex(endOf(range))}, ${sizeText(range.size)}`;

export const spokenAddr = (space: Lane['space'], at: Addr): string => `${SPACES[space]} ${groupedHex(at)}`;

/** `domU1 bank 0, host physical 0x2400_0000 to 0x4400_0000, 512 MiB, overlaps domU2 bank 0`. */
export const spokenBlock = (
  name: string,
  space: Lane['space'],
  range: Range,
  notes: readonly string[],
): string => [name, spokenRange(space, range), ...notes].join(', ');

export const nowAt = (name: string, space: Lane['space'], range: Range, notes: readonly string[]): string =>
  [`${name} now ${spokenRange(space, range)}`, ...notes].join(', ');

/** As many names of a crowd are told. */
const MOST_NAMES = 3;

/** `2 regions (domU1 GIC)`; of a larger crowd only how many there are. */
export function crowdName(names: readonly string[]): string {
  const each = [...new Set(names)];
  return `${names.length} regions${each.length > MOST_NAMES ? '' : ` (${each.join(', ')})`}`;
}

/** `+64 MiB`, `−2 MiB`, `±0`. */
export const signed = (size: bigint): string =>
  size === 0n ? '±0' : size > 0n ? `+${sizeText(size)}` : `−${sizeText(-size)}`;

/** `end of RAM bank 0 and start of domU2 bank 0`; of more than two the first, and how many more. */
export const both = (edges: readonly string[]): string =>
  edges.length > 2 ? `${edges[0]} and ${edges.length - 1} more` : edges.join(' and ');

export const STRINGS = {
  map: 'Memory map',
  hostHead: 'Host physical',
  hostDetail: 'whole space',
  guestHead: 'Guest physical',
  sameAxis: 'same axis',
  ownAxis: 'own axis',
  ownAxisFor: (name: string) => `Give ${name}’s guest lane an axis of its own`,
  sameAxisFor: (name: string) => `Put ${name}’s guest lane back on the shared axis`,
  view: 'View of the map',
  zoomIn: 'Zoom in (+)',
  zoomOut: 'Zoom out (−)',
  fit: 'Show everything (0)',
  linear: 'Strict linear axis: no breaks',
  finger: 'What a finger does',
  broken: 'Break the axis where there is nothing',
  brush: 'Part of the address space in view',
  blockRole: 'memory region',
  edge: (name: string, edge: 'start' | 'end') => `${edge} of ${name}`,
  heapHint: 'drag here to give Xen a static heap',
  bankHint: (name: string) => `drag here to give ${name} memory`,
  moduleHint: (what: string) => `drag here to load ${what}`,
  noRam: 'No RAM bank is known: none could be read',
  notToScale: 'drawn wider than it is',
  removed: (names: readonly string[]) =>
    `${names.length === 1 ? names[0] : `${names.length} regions`} removed`,
  movedBy: (count: number, by: bigint) => `${count} regions moved by ${signed(by)}`,
  selectedNow: (count: number) => `${count} selected`,
  pinned: (name: string) => `${name} is pinned and stays; P lets go of it`,
  held: 'pinned',
  pins: (name: string, on: boolean) => `${name} ${on ? 'pinned' : 'no longer pinned'}`,
  snapsTo: (size: string) => `snap ${size}`,
  stay: (count: number) => `${count} pinned ${count === 1 ? 'stays' : 'stay'}`,
  pushedAside: (count: number) => `${count} pushed aside`,
  meets: (edges: readonly string[]) => `meets ${both(edges)}`,
  stoppedBy: (what: string) => `stopped by ${what}`,
  caretIn: (lane: string) => `New region in ${lane}`,
  caretHint: (at: Addr) => `${groupedHex(at)} · Enter begins a region`,
  begun: (lane: string) => `Region begun in ${lane}: arrows size it, Enter ends it, Escape takes it back`,
  nothingDrawn: 'Nothing drawn yet: arrows size the region',
  free: 'free RAM',
  outsideRam: 'outside RAM',
  cancelled: 'Cancelled, nothing changed',
  selectLane: (name: string) => `Select ${name}`,
  goTo: (name: string, range: Range, space: Lane['space']) => `Go to ${name}, ${spokenRange(space, range)}`,
  help: 'Left and right move by one snap step, with Shift by 16, Page Up and Page Down by 256; with Alt the end moves, with Control what is in the way is pushed. Up and down go to other lanes, comma and full stop to the neighbours. N draws a new region, P pins, F frames, S splits, M merges, Control and D duplicates, Delete removes; Shift and F10 lists all. Enter selects, Space one more or less, Shift and Space all up to here, Control and A the whole lane: what is selected moves together.',
} as const;
