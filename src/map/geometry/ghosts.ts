// Where things were before a drag, as rectangles in the lanes they are in.
import { clampPx } from './cull.ts';
import type { Rect } from './rect.ts';
import type { Row, Rows } from './rows.ts';
import { extentOf, type Scale } from './scale.ts';
import type { Block } from './scene.ts';

export interface GhostAt<G> {
  readonly ghost: G;
  readonly rect: Rect;
}

/** Never so narrow that it is not seen. */
function rectIn({ y, inset, height }: Row, scale: Scale, range: Block['range']): Rect {
  const [left, right] = extentOf(scale, range);
  const [x, end] = [clampPx(scale, left), clampPx(scale, right)];
  return { x, y: y + inset, width: Math.max(end - x, 3), height, rx: 3 };
}

/** From the top down. Their keys are those of blocks; where there is none, nothing is. */
export function ghostsAt<G extends Pick<Block, 'key' | 'range'>>(
  ghosts: readonly G[],
  { rows }: Rows,
  scale: Scale,
): readonly GhostAt<G>[] {
  const byKey = new Map(ghosts.map((ghost) => [ghost.key, ghost]));
  const found: GhostAt<G>[] = [];
  for (const row of rows) {
    // What moves is host memory, and each block is in one lane.
    if (found.length === byKey.size || row.lane.space === 'guest') break;
    for (const { key } of row.lane.blocks) {
      const ghost = byKey.get(key);
      if (ghost !== undefined) found.push({ ghost, rect: rectIn(row, scale, ghost.range) });
    }
  }
  return found;
}
