// Lanes stacked: which y each lane has, how tall it is, and how blocks that overlap inside one lane share its height.
import { KeptList } from '../../model/kept.ts';
import { endOf } from '../../model/range.ts';
import type { Block, Lane, Scene } from './scene.ts';

export interface Row {
  readonly lane: Lane;
  /** px from the top of the rows to the top of the lane. */
  readonly y: number;
  /** px from this lane's top to the next one's. */
  readonly pitch: number;
  /** px from the lane's top to the top of its blocks, and their height. */
  readonly inset: number;
  readonly height: number;
  /** Counts within its space, for the zebra. */
  readonly index: number;
}

export interface Rows {
  readonly rows: readonly Row[];
  /** Top of the guests' heading, or null when there is no guest lane. */
  readonly guestHeadY: number | null;
  readonly heightPx: number;
  readonly compact: boolean;
}

interface Size {
  readonly host: number;
  readonly guest: number;
  readonly head: number;
  readonly inset: number;
  readonly hostBlock: number;
  readonly guestBlock: number;
}

/** px of every row kind, roomiest first. The last has one line of text in a block, the others two. */
const ROOMY: Size = { host: 50, guest: 52, head: 62, inset: 5, hostBlock: 41, guestBlock: 38 };
const SNUG: Size = { host: 41, guest: 44, head: 46, inset: 3, hostBlock: 35, guestBlock: 33 };
const COMPACT: Size = { host: 30, guest: 30, head: 40, inset: 3, hostBlock: 24, guestBlock: 24 };

/** Above this many lanes they scroll anyway, and more of them in view is worth more than two lines in each. */
const MANY_LANES = 22;

const heightOf = (scene: Scene, size: Size): number =>
  scene.host.length * size.host +
  (scene.guest.length === 0 ? 0 : size.head + scene.guest.length * size.guest);

/** The roomiest size that fits `heightPx`; when none does, the lanes scroll. */
function sizeFor(scene: Scene, heightPx: number): Size {
  const fits = [ROOMY, SNUG].find((size) => heightOf(scene, size) <= heightPx);
  return fits ?? (scene.host.length + scene.guest.length > MANY_LANES ? COMPACT : SNUG);
}

const lastHost = new KeptList<Lane, Row>();
const lastGuest = new KeptList<Lane, Row>();

/** Rows for a picture of this height, in px. A lane that is where it was last time has the row it had. */
export function rowsOf(scene: Scene, heightPx: number): Rows {
  const size = sizeFor(scene, heightPx);
  const host = lastHost.of(scene.host, [size], (lane, index) => ({
    lane,
    index,
    y: index * size.host,
    pitch: size.host,
    inset: size.inset,
    height: size.hostBlock,
  }));
  const hostEnd = host.length * size.host;
  const guestTop = hostEnd + size.head;
  const guest = lastGuest.of(scene.guest, [size, guestTop], (lane, index) => ({
    lane,
    index,
    y: guestTop + index * size.guest,
    pitch: size.guest,
    inset: size.inset,
    height: size.guestBlock,
  }));
  return {
    rows: [...host, ...guest],
    guestHeadY: guest.length > 0 ? hostEnd : null,
    heightPx: heightOf(scene, size),
    compact: size === COMPACT,
  };
}

export const rowOf = (rows: Rows, laneKey: string): Row | undefined =>
  rows.rows.find((row) => row.lane.key === laneKey);

/** The row under a y, or undefined between the rows. */
export const rowAt = (rows: Rows, y: number): Row | undefined =>
  rows.rows.find((row) => y >= row.y && y < row.y + row.pitch);

/** A block's share of its lane's height: `of` equal tracks, counted from the top. */
export interface Track {
  readonly track: number;
  readonly of: number;
}

const FULL: Track = { track: 0, of: 1 };
/** More than this many on top of each other share the last track. */
const MOST_TRACKS = 3;

/**
 * Tracks for the blocks that overlap another block of their own lane; the rest fill the lane. `base` blocks (RAM
 * banks under reservations, guest RAM under windows) are what others may lie on and always fill it.
 */
export function tracksOf(lane: Lane, isBase: (block: Block) => boolean): ReadonlyMap<string, Track> {
  const tracks = new Map<string, Track>();
  let cluster: { block: Block; track: number }[] = [];
  let clusterEnd = -1n;
  const close = (): void => {
    const of = Math.min(MOST_TRACKS, 1 + Math.max(0, ...cluster.map(({ track }) => track)));
    for (const { block, track } of cluster)
      tracks.set(block.key, of === 1 ? FULL : { track: Math.min(track, of - 1), of });
    cluster = [];
  };
  for (const block of lane.blocks) {
    if (isBase(block)) {
      tracks.set(block.key, FULL);
      continue;
    }
    if (block.range.start >= clusterEnd) close();
    const busy = new Set(cluster.filter((o) => endOf(o.block.range) > block.range.start).map((o) => o.track));
    let track = 0;
    while (busy.has(track)) track += 1;
    cluster.push({ block, track });
    if (endOf(block.range) > clusterEnd) clusterEnd = endOf(block.range);
  }
  close();
  return tracks;
}

/**
 * Where to scroll so that the first of `wanted` is seen, px from the top of the rows; null where half of one of them is
 * seen already. `top` and `heightPx`: what is seen now.
 */
export function scrolledTo(wanted: readonly Row[], top: number, heightPx: number): number | null {
  const [first] = wanted;
  const isSeen = ({ y, pitch }: Row): boolean => y + pitch / 2 >= top && y + pitch / 2 <= top + heightPx;
  if (first === undefined || wanted.some(isSeen)) return null;
  return first.y < top ? first.y : first.y + first.pitch - heightPx;
}
