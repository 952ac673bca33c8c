// Which blocks of a lane are drawn, and how wide: what is out of view is dropped, crowds narrower than a few px
// become one, and what would vanish gets a least width and says that it is not to scale.
import type { Block } from './scene.ts';
import { extentOf, type Scale } from './scale.ts';

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
  let crowdable = false;
  for (const block of blocks) {
    const [trueX0, trueX1] = extentOf(scale, block.range);
    if (trueX0 > scale.widthPx) break;
    if (trueX1 < 0) continue;
    const toScale = trueX1 - trueX0 >= LEAST_PX;
    const shownX1 = Math.max(trueX1, trueX0 + LEAST_PX);
    const thin = !toScale && !keepApart(block);
    const last = drawn.at(-1);
    const joins =
      thin &&
      crowdable &&
      last !== undefined &&
      last.blocks[0]?.owner === block.owner &&
      trueX0 <= last.x1 + CROWD_PX;
    if (joins) {
      drawn[drawn.length - 1] = {
        blocks: [...last.blocks, block],
        x0: last.x0,
        x1: Math.max(last.x1, clampPx(scale, shownX1)),
        trueX0: last.trueX0,
        trueX1: Math.max(last.trueX1, trueX1),
        toScale: false,
      };
    } else {
      const x0 = clampPx(scale, trueX0);
      drawn.push({ blocks: [block], x0, x1: clampPx(scale, shownX1), trueX0, trueX1, toScale });
      crowdable = thin;
    }
  }
  return drawn;
}
