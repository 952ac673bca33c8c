// Exact intersections: host memory that two things claim, claims that reach outside RAM, and what lies on each other inside a
// guest. A fact of the plan, not a verdict: what Xen makes of it is the engine's to say.
import { KeptList, Last } from '../../model/kept.ts';
import {
  byStart,
  containsRange,
  endOf,
  intersection,
  type Range,
  subtract,
  union,
} from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';
import type { Block, BlockKind, Lane } from './scene.ts';

export interface Collision {
  readonly a: Block;
  readonly b: Block;
  readonly laneA: string;
  readonly laneB: string;
  /** In the space of the lanes. */
  readonly range: Range;
}

export interface Outside {
  readonly block: Block;
  readonly lane: string;
  /** The parts outside every RAM bank, host physical. */
  readonly ranges: readonly Range[];
}

const NOTHING_OUTSIDE: readonly Outside[] = [];

/** What of a lane lies outside RAM; the same list where nothing does. */
export function outsideOfLane({ key }: Lane, outside: readonly Outside[]): readonly Outside[] {
  const those = outside.filter(({ lane }) => lane === key);
  return those.length === 0 ? NOTHING_OUTSIDE : those;
}

export const overlapNote = (other: string, size: bigint): string => `overlaps ${other} by ${sizeText(size)}`;
export const outsideNote = (size: bigint): string => `${sizeText(size)} outside RAM`;

/** What takes host memory for itself. */
const CLAIMS: ReadonlySet<BlockKind> = new Set(['xen-image', 'fdt', 'heap', 'bank', 'shared', 'module']);

// A `/memreserve/` entry is how boot loaders guard what they loaded: holding a claim whole is what it is for.
const collide = (a: Block, b: Block): boolean => {
  if (!CLAIMS.has(a.kind) && !CLAIMS.has(b.kind)) return false;
  if (a.kind === 'memreserve') return !containsRange(a.range, b.range);
  if (b.kind === 'memreserve') return !containsRange(b.range, a.range);
  return true;
};

/** A picture with more collisions than this is not helped by drawing them all. */
const MOST = 400;

interface Claim {
  readonly block: Block;
  readonly lane: Lane;
  readonly end: bigint;
  /** Start and end as numbers, which are not exact far up but never in the wrong order, and compared faster. */
  readonly from: number;
  readonly to: number;
}

const claimsIn = (lane: Lane): Claim[] =>
  lane.blocks
    .filter(({ kind }) => kind !== 'ram' && kind !== 'chunk')
    .map((block) => {
      const end = endOf(block.range);
      return { block, lane, end, from: Number(block.range.start), to: Number(end) };
    });

/** What may collide in several lanes, by place; of blocks that start together the one whose lane comes first. */
export interface Claims {
  readonly lanes: readonly Lane[];
  readonly byPlace: readonly Claim[];
}

const NO_CLAIMS: Claims = { lanes: [], byPlace: [] };

/** The claims of `lanes`. Those of lanes that were there `before`, in a drag all but one or two, are in order already. */
export function claimsOf(lanes: readonly Lane[], before = NO_CLAIMS): Claims {
  const order = (a: Claim, b: Claim): number =>
    a.from - b.from || byStart(a.block.range, b.block.range) || lanes.indexOf(a.lane) - lanes.indexOf(b.lane);
  const gone = before.lanes.filter((lane, i) => lane !== lanes[i]);
  const come = lanes
    .filter((lane, i) => lane !== before.lanes[i])
    .flatMap(claimsIn)
    .toSorted(order);
  const byPlace: Claim[] = [];
  let at = 0;
  for (let i = 0; i < before.byPlace.length; i += 1) {
    const claim = before.byPlace[i] as Claim;
    if (gone.includes(claim.lane)) continue;
    for (let next = come[at]; next !== undefined && order(next, claim) < 0; next = come[++at])
      byPlace.push(next);
    byPlace.push(claim);
  }
  return { lanes, byPlace: byPlace.concat(come.slice(at)) };
}

const reaches = ({ to, end }: Claim, { from, block }: Claim): boolean =>
  to > from || (to === from && end > block.range.start);

/** All pairs that share memory and may not, by address; at most so many. */
function pairs({ byPlace }: Claims, collides: (a: Block, b: Block) => boolean, most: number): Collision[] {
  const found: Collision[] = [];
  // Of `open` the first so many reach the claim that comes next.
  const open: Claim[] = [];
  let reaching = 0;
  for (let i = 0; i < byPlace.length; i += 1) {
    const next = byPlace[i] as Claim;
    const before = reaching;
    reaching = 0;
    for (let j = 0; j < before; j += 1) {
      const other = open[j] as Claim;
      if (!reaches(other, next)) continue;
      open[reaching++] = other;
      const range = collides(other.block, next.block)
        ? intersection(other.block.range, next.block.range)
        : null;
      if (range === null) continue;
      found.push({ a: other.block, b: next.block, laneA: other.lane.key, laneB: next.lane.key, range });
      if (found.length === most) return found;
    }
    open[reaching++] = next;
  }
  return found;
}

/** All pairs of claims that share host memory, by address; at most 400. */
export const collisionsOf = (claims: Claims): Collision[] => pairs(claims, collide, MOST);

/** Guest RAM is there to be loaded into; and of what is only offered, and offered by mistake, only devices suffer. */
const collideInGuest = (a: Block, b: Block): boolean => {
  const kinds = [a.kind, b.kind];
  const has = (kind: BlockKind): boolean => kinds.includes(kind);
  if (has('guest-extended')) return has('guest-device') || has('guest-shared');
  return !has('guest-loaded') || has('guest-device') || has('guest-shared');
};

/** More than this many in one guest are not told apart. */
const MOST_IN_GUEST = 40;

const collisionsIn = (lane: Lane): Collision[] => pairs(claimsOf([lane]), collideInGuest, MOST_IN_GUEST);
const inGuests = new KeptList<Lane, readonly Collision[]>();

/** What lies on each other inside each guest, guest physical. */
export const guestCollisionsOf = (guest: readonly Lane[]): readonly Collision[] =>
  inGuests.of(guest, [], collisionsIn).flat();

const banksIn = (lane: Lane): readonly Range[] =>
  lane.blocks.filter(({ kind }) => kind === 'ram').map(({ range }) => range);

const banks = new KeptList<Lane, readonly Range[]>();
const lastRam = new Last<readonly Range[]>();
const outside = new KeptList<Lane, readonly Outside[]>();

/** Claims that reach outside RAM. Nothing is outside on a board whose RAM is not known yet. */
export function outsideOf(host: readonly Lane[]): readonly Outside[] {
  const listed = banks.of(host, [], banksIn).flat();
  if (listed.length === 0) return [];
  const ram = lastRam.of(listed, () => union(listed));
  return outside.of(host, [ram], (lane) => outsideIn(lane, ram)).flat();
}

const outsideIn = (lane: Lane, ram: readonly Range[]): Outside[] =>
  lane.blocks.flatMap((block) => {
    if (!CLAIMS.has(block.kind) || ram.some((bank) => containsRange(bank, block.range))) return [];
    const ranges = subtract([block.range], ram);
    return ranges.length === 0 ? [] : [{ block, lane: lane.key, ranges }];
  });
