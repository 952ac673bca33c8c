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

/** px outside a selected block's edge that still take its handle. */
const HANDLE_OUT = 9;
/** px inside an edge that resize, at most a quarter of the block. */
const EDGE_IN = 6;
/** px around a thing too small to hit. */
const SLOP = 4;

interface Candidate {
  readonly drawn: Drawn;
  readonly hit: Hit;
  /** Lower wins: handles of the selection, then what is inside, then what is only near. */
  readonly rank: number;
}

function edgeAt(drawn: Drawn, block: Block, x: number, out: number): Edge | null {
  if (block.grip !== 'resizes') return null;
  const width = drawn.trueX1 - drawn.trueX0;
  const inside = Math.min(EDGE_IN, width / 4);
  if (x >= drawn.trueX0 - out && x <= drawn.trueX0 + inside) return 'start';
  if (x >= drawn.trueX1 - inside && x <= drawn.trueX1 + out) return 'end';
  return null;
}

function candidate(drawn: Drawn, lane: Lane, x: number, selected: boolean): Candidate | null {
  const block = drawn.blocks[0];
  if (block === undefined) return null;
  const inside = x >= drawn.x0 && x <= drawn.x1;
  if (drawn.blocks.length > 1) {
    return x < drawn.x0 - SLOP || x > drawn.x1 + SLOP
      ? null
      : { drawn, hit: { kind: 'crowd', lane, blocks: drawn.blocks }, rank: inside ? 1 : 2 };
  }
  const edge = edgeAt(drawn, block, x, selected ? HANDLE_OUT : 0);
  if (selected && edge !== null) return { drawn, hit: { kind: 'block', lane, block, edge }, rank: 0 };
  const slop = drawn.x1 - drawn.x0 < 2 * SLOP ? SLOP : 0;
  if (x < drawn.x0 - slop || x > drawn.x1 + slop) return null;
  return { drawn, hit: { kind: 'block', lane, block, edge: inside ? edge : null }, rank: inside ? 1 : 2 };
}

/** The best of a row's drawn things at `x`; of several on top of each other, the narrowest, which is drawn last. */
export function hitRow(
  row: Row,
  drawn: readonly Drawn[],
  x: number,
  selected: (block: Block) => boolean,
): Hit {
  const { lane } = row;
  const found = drawn
    .map((item) => candidate(item, lane, x, item.blocks.some(selected)))
    .filter((c) => c !== null)
    .toSorted((a, b) => a.rank - b.rank || a.drawn.x1 - a.drawn.x0 - (b.drawn.x1 - b.drawn.x0));
  return found[0]?.hit ?? { kind: 'free', lane };
}
