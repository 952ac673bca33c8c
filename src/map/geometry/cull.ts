// Which blocks of a lane are drawn, and how wide: what is out of view is dropped, crowds narrower than a few px
// become one, and what would vanish gets a least width and says that it is not to scale.
import { Edges } from './edges.ts';
import type { Block } from './scene.ts';
import type { Scale } from './scale.ts';

/** Drawn width of the smallest block, in px. */
export const LEAST_PX = 3;
/** Neighbours of one owner this close, each thinner than `LEAST_PX`, become one. */
const CROWD_PX = 1;

export interface Drawn {
  /** One block, or a crowd. Never empty. */
  readonly blocks: readonly Block[];
  /** Clamped to just outside the picture: renderers' coordinates are not doubles. */
  readonly x0: number;
  readonly x1: number;
  /** Where the block truly lies, in px. */
  readonly trueX0: number;
  readonly trueX1: number;
  /** False when drawn wider than it is. */
  readonly toScale: boolean;
}

export const clampPx = (scale: Scale, px: number): number => Math.min(Math.max(px, -1), scale.widthPx + 1);

/** What of blocks does not depend on where one looks. */
interface Known {
  readonly edges: Edges;
  /** For each block a list of it alone. */
  readonly alone: readonly (readonly [Block])[];
}

const known = new WeakMap<readonly Block[], Known>();

function knownOf(blocks: readonly Block[]): Known {
  const last = known.get(blocks);
  if (last !== undefined) return last;
  const found = {
    edges: new Edges(blocks.map(({ range }) => range)),
    alone: blocks.map((block): [Block] => [block]),
  };
  known.set(blocks, found);
  return found;
}

/** A crowd that is being put together: it grows where it is, for it may become hundreds. */
interface Growing extends Drawn {
  blocks: readonly Block[];
  /** `blocks`, once they are more than one. */
  many: Block[] | null;
  x1: number;
  trueX1: number;
  toScale: boolean;
}

/**
 * What to draw of `blocks` (sorted by start), in order. `keepApart` names blocks that never join a crowd: the
 * selected one, the one being dragged.
 */
export function cull(
  blocks: readonly Block[],
  scale: Scale,
  keepApart: (block: Block) => boolean = () => false,
): Drawn[] {
  const drawn: Drawn[] = [];
  let crowd: Growing | null = null;
  const { edges, alone } = knownOf(blocks);
  for (let i = 0; i < alone.length; i += 1) {
    const only = alone[i];
    if (only === undefined) continue;
    const block = only[0];
    const trueX0 = edges.x0(i, scale);
    if (trueX0 > scale.widthPx) break;
    const trueX1 = edges.x1(i, scale);
    if (trueX1 < 0) continue;
    const toScale = trueX1 - trueX0 >= LEAST_PX;
    const x1 = clampPx(scale, Math.max(trueX1, trueX0 + LEAST_PX));
    const thin = !toScale && !keepApart(block);
    if (thin && crowd !== null && crowd.blocks[0]?.owner === block.owner && trueX0 <= crowd.x1 + CROWD_PX) {
      crowd.blocks = crowd.many ??= [...crowd.blocks];
      crowd.many.push(block);
      crowd.x1 = Math.max(crowd.x1, x1);
      crowd.trueX1 = Math.max(crowd.trueX1, trueX1);
    } else {
      const next = { blocks: only, x0: clampPx(scale, trueX0), x1, trueX0, trueX1, toScale, many: null };
      drawn.push(next);
      crowd = thin ? next : null;
    }
  }
  return drawn;
}
