// Rectangles that are drawn one by one, under the names SVG has for their measures.
import type { Item } from './lane-layout.ts';

/** px in the picture; `rx` is the radius of the corners. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly rx: number;
}

/** Of a block or a crowd: never so narrow that it is not seen. */
export function rectOf({ drawn: { x0, x1 }, y, height }: Item): Rect {
  const width = Math.max(x1 - x0, 1);
  return { x: x0, y, width, height, rx: Math.min(3, width / 2) };
}
