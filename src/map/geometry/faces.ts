// The faces of all blocks in as few paths as there are looks: what a frame of a zoom costs the browser is the number of
// elements that change, hardly what is in them.
import { roundedBoxPath, tornBoxPath, writeBox } from './boxes.ts';
import { type Item, type LaneLayout, layerOf } from './lane-layout.ts';
import { Pen } from './pen.ts';
import type { Block } from './scene.ts';

/** All that is painted alike. */
export interface Face {
  readonly key: string;
  /** One of the blocks that look so. */
  readonly block: Block;
  /** To be drawn under `TENTHS`. */
  readonly path: string;
}

/** What is written with, one path after the other. */
const pen = new Pen();

function write({ drawn, dense, y, height }: Item): void {
  const { x0, toScale } = drawn;
  const x1 = Math.max(drawn.x1, x0 + 1);
  if (dense) writeBox(pen, x0, x1, y, height);
  else pen.text(toScale ? roundedBoxPath(x0, x1, y, height) : tornBoxPath(x0, x1, y, height));
}

/** What of a lane looks alike. */
interface Look {
  readonly block: Block;
  readonly items: Item[];
}

const looksLike = (a: Block, b: Block): boolean =>
  a.owner === b.owner && a.kind === b.kind && a.odd === b.odd;

function lookOf(block: Block, looks: Look[]): Look {
  for (const look of looks) if (looksLike(look.block, block)) return look;
  const look = { block, items: [] };
  looks.push(look);
  return look;
}

/** Of one lane. */
export function facesOf({ items }: LaneLayout): readonly Face[] {
  const looks: Look[] = [];
  for (const item of items) {
    const block = item.drawn.blocks[0];
    if (block !== undefined) lookOf(block, looks).items.push(item);
  }
  return looks.map(({ block, items: alike }) => {
    for (const item of alike) write(item);
    const key = `${layerOf(block)} ${block.owner} ${block.kind} ${block.odd}`;
    return { key, block, path: pen.take() };
  });
}

/**
 * Of many lanes together, in the order of painting: what others may lie on first, else always the same order. Looks that
 * changed places from frame to frame would be elements taken out and put in again.
 */
export function facesTogether(lanes: readonly (readonly Face[])[]): readonly Face[] {
  const faces = new Map<string, Face>();
  for (const face of lanes.flat()) {
    const before = faces.get(face.key);
    faces.set(face.key, before === undefined ? face : { ...before, path: before.path + face.path });
  }
  return [...faces.values()].toSorted(
    (a, b) => layerOf(a.block) - layerOf(b.block) || (a.key < b.key ? -1 : 1),
  );
}
