// What is under a pointer: a block's body or edge, a crowd too small to take apart, free space of a lane, or nothing.
import type { Drawn } from './cull.ts';
import type { Row } from './rows.ts';
import type { Block, Lane } from './scene.ts';

export type Edge = 'start' | 'end';

export type Hit =
  | { readonly kind: 'block'; readonly lane: Lane; readonly block: Block; readonly edge: Edge | null }
  | { readonly kind: 'crowd'; readonly lane: Lane; readonly blocks: readonly Block[] }
  | { readonly kind: 'free'; readonly lane: Lane }
  | { readonly kind: 'background' };

/** How exactly something points, in px. */
export interface Aim {
  /** Outside a selected block's edge, and inside it, what still takes its handle; inside at most a quarter of the block. */
  readonly out: number;
  readonly in: number;
  /** Inside the edge of a block that is not selected, what resizes it. */
  readonly bare: number;
  /** Around a thing too small to hit. */
  readonly slop: number;
}

export const MOUSE: Aim = { out: 9, in: 6, bare: 6, slop: 4 };
/** Half of 44 px, which is what a finger hits; it resizes only what has handles to show for it. */
export const FINGER: Aim = { out: 22, in: 14, bare: 0, slop: 12 };

interface Candidate {
  readonly drawn: Drawn;
  readonly hit: Hit;
  /** Lower wins: handles of the selection, then what is inside, then what is only near. */
  readonly rank: number;
}

function edgeAt(drawn: Drawn, block: Block, x: number, out: number, within: number): Edge | null {
  if (block.grip !== 'resizes' || block.pinned || within === 0) return null;
  const width = drawn.trueX1 - drawn.trueX0;
  const inside = Math.min(within, width / 4);
  if (x >= drawn.trueX0 - out && x <= drawn.trueX0 + inside) return 'start';
  if (x >= drawn.trueX1 - inside && x <= drawn.trueX1 + out) return 'end';
  return null;
}

function candidate(drawn: Drawn, lane: Lane, x: number, selected: boolean, aim: Aim): Candidate | null {
  const block = drawn.blocks[0];
  if (block === undefined) return null;
  const inside = x >= drawn.x0 && x <= drawn.x1;
  if (drawn.blocks.length > 1) {
    return x < drawn.x0 - aim.slop || x > drawn.x1 + aim.slop
      ? null
      : { drawn, hit: { kind: 'crowd', lane, blocks: drawn.blocks }, rank: inside ? 1 : 2 };
  }
  const edge = selected ? edgeAt(drawn, block, x, aim.out, aim.in) : edgeAt(drawn, block, x, 0, aim.bare);
  if (selected && edge !== null) return { drawn, hit: { kind: 'block', lane, block, edge }, rank: 0 };
  const slop = drawn.x1 - drawn.x0 < 2 * aim.slop ? aim.slop : 0;
  if (x < drawn.x0 - slop || x > drawn.x1 + slop) return null;
  return { drawn, hit: { kind: 'block', lane, block, edge: inside ? edge : null }, rank: inside ? 1 : 2 };
}

/** The strip of what is loaded into a guest's RAM is too low to aim at: the RAM is meant. */
const isTarget = ({ blocks }: Drawn): boolean => blocks[0]?.kind !== 'guest-loaded';

/** The best of a row's drawn things at `x`; of several on top of each other, the narrowest, which is drawn last. */
export function hitRow(
  row: Row,
  drawn: readonly Drawn[],
  x: number,
  selected: (block: Block) => boolean,
  aim: Aim = MOUSE,
): Hit {
  const { lane } = row;
  const found = drawn
    .filter(isTarget)
    .map((item) => candidate(item, lane, x, item.blocks.some(selected), aim))
    .filter((c) => c !== null)
    .toSorted((a, b) => a.rank - b.rank || a.drawn.x1 - a.drawn.x0 - (b.drawn.x1 - b.drawn.x0));
  return found[0]?.hit ?? { kind: 'free', lane };
}
