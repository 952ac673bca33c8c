// The faces of all blocks in as few paths as there are looks: what a frame of a zoom costs the browser is the number of
// elements that change, hardly what is in them.
import { boxPath, roundedBoxPath, tornBoxPath } from './boxes.ts';
import { type Item, type LaneLayout, layerOf } from './lane-layout.ts';
import type { Block } from './scene.ts';

/** All that is painted alike. */
export interface Face {
  readonly key: string;
  /** One of the blocks that look so. */
  readonly block: Block;
  /** To be drawn under `TENTHS`. */
  readonly path: string;
}

function shapeOf({ drawn, dense, y, height }: Item): string {
  const { x0, toScale } = drawn;
  const x1 = Math.max(drawn.x1, x0 + 1);
  if (dense) return boxPath(x0, x1, y, height);
  return toScale ? roundedBoxPath(x0, x1, y, height) : tornBoxPath(x0, x1, y, height);
}

interface Part {
  readonly key: string;
  readonly block: Block;
  path: string;
}

const looksLike = (a: Block, b: Block): boolean =>
  a.owner === b.owner && a.kind === b.kind && a.odd === b.odd;

/** Of one lane. */
export function facesOf({ items }: LaneLayout): readonly Face[] {
  const parts: Part[] = [];
  for (const item of items) {
    const [block] = item.drawn.blocks;
    if (block === undefined) continue;
    const part = parts.find((one) => looksLike(one.block, block));
    const path = shapeOf(item);
    if (part === undefined)
      parts.push({ key: `${layerOf(block)} ${block.owner} ${block.kind} ${block.odd}`, block, path });
    else part.path += path;
  }
  return parts;
}

/** Of many lanes together, in the order of painting: what others may lie on first. */
export function facesTogether(lanes: readonly (readonly Face[])[]): readonly Face[] {
  const faces = new Map<string, Part>();
  for (const { key, block, path } of lanes.flat()) {
    const face = faces.get(key);
    if (face === undefined) faces.set(key, { key, block, path });
    else face.path += path;
  }
  return [...faces.values()].toSorted((a, b) => layerOf(a.block) - layerOf(b.block));
}
