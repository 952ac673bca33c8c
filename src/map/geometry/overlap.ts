// Exact intersections: host memory that two things claim, claims that reach outside RAM, and what lies on each other inside a
// guest. A fact of the plan, not a verdict: what Xen makes of it is the engine's to say.
import { compare } from '../../model/addr.ts';
import { Kept, Last } from '../../model/kept.ts';
import {
  byStart,
  containsRange,
  endOf,
  intersection,
  type Range,
  subtract,
  union,
} from '../../model/range.ts';
import type { Block, BlockKind, Lane, Scene } from './scene.ts';

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
  readonly lane: string;
  readonly end: bigint;
  /** The start as a number, which is not exact far up but never in the wrong order, and compared faster. */
  readonly from: number;
}

const byPlace = (a: Claim, b: Claim): number => a.from - b.from || byStart(a.block.range, b.block.range);

/** What may collide in a lane; most lanes stay the same objects in a drag. */
const claims = new Kept<Lane, readonly Claim[]>();
const claimsOf = (lane: Lane): readonly Claim[] =>
  claims.of(lane, [], () =>
    lane.blocks
      .filter(({ kind }) => kind !== 'ram' && kind !== 'chunk')
      .map((block) => {
        const { start } = block.range;
        return { block, lane: lane.key, end: endOf(block.range), from: Number(start) };
      }),
  );

/** All pairs that share memory and may not, by address; at most so many. */
function pairs(
  claims: readonly Claim[],
  collides: (a: Block, b: Block) => boolean,
  most: number,
): Collision[] {
  const found: Collision[] = [];
  const open: Claim[] = [];
  for (const next of claims.toSorted(byPlace)) {
    const { start } = next.block.range;
    let reaching = 0;
    for (const other of open) if (other.end > start) open[reaching++] = other;
    open.length = reaching;
    for (const other of open) {
      const shared = collides(other.block, next.block)
        ? intersection(other.block.range, next.block.range)
        : null;
      if (shared === null) continue;
      found.push({
        a: other.block,
        b: next.block,
        laneA: other.lane,
        laneB: next.lane,
        range: shared,
      });
      if (found.length === most) return found;
    }
    open.push(next);
  }
  return found.toSorted((x, y) => compare(x.range.start, y.range.start));
}

/** All pairs of claims that share host memory, by address; at most 400. */
export const collisionsOf = (scene: Pick<Scene, 'host'>): Collision[] =>
  pairs(scene.host.flatMap(claimsOf), collide, MOST);

/** Guest RAM is there to be loaded into; and of what is only offered, and offered by mistake, only devices suffer. */
const collideInGuest = (a: Block, b: Block): boolean => {
  const kinds = [a.kind, b.kind];
  const has = (kind: BlockKind): boolean => kinds.includes(kind);
  if (has('guest-extended')) return has('guest-device') || has('guest-shared');
  return !has('guest-loaded') || has('guest-device') || has('guest-shared');
};

/** More than this many in one guest are not told apart. */
const MOST_IN_GUEST = 40;

const inGuests = new Kept<Lane, readonly Collision[]>();

/** What lies on each other inside one guest, guest physical. */
export const guestCollisionsOf = (lane: Lane): readonly Collision[] =>
  inGuests.of(lane, [], () => pairs(claimsOf(lane), collideInGuest, MOST_IN_GUEST));

const banks = new Kept<Lane, readonly Range[]>();
const banksOf = (lane: Lane): readonly Range[] =>
  banks.of(lane, [], () => lane.blocks.filter(({ kind }) => kind === 'ram').map(({ range }) => range));

const lastRam = new Last<readonly Range[]>();
const outside = new Kept<Lane, readonly Outside[]>();

/** Claims that reach outside RAM. Nothing is outside on a board whose RAM is not known yet. */
export function outsideOf({ host }: Pick<Scene, 'host'>): Outside[] {
  const listed = host.map(banksOf).filter((ranges) => ranges.length > 0);
  if (listed.length === 0) return [];
  const ram = lastRam.of(listed, () => union(listed.flat()));
  return host.flatMap((lane) => outside.of(lane, [ram], () => outsideIn(lane, ram)));
}

const outsideIn = (lane: Lane, ram: readonly Range[]): Outside[] =>
  lane.blocks.flatMap((block) => {
    if (!CLAIMS.has(block.kind) || ram.some((bank) => containsRange(bank, block.range))) return [];
    const ranges = subtract([block.range], ram);
    return ranges.length === 0 ? [] : [{ block, lane: lane.key, ranges }];
  });
