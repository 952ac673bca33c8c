// What says that a block is selected: an outline, and a knob at each edge that can be dragged.
import type { Item } from './lane-layout.ts';
import type { Rect } from './rect.ts';
import type { Block } from './scene.ts';

export function outlineRect({ drawn: { x0, x1 }, y, height }: Item): Rect {
  return { x: x0 - 1.5, y: y - 1.5, width: Math.max(x1 - x0, 1) + 3, height: height + 3, rx: 4 };
}

export interface Handle {
  readonly edge: 'start' | 'end';
  /** px of the picture. */
  readonly x: number;
}

/** An edge drawn farther than this from where it is, in px, cannot be dragged. */
const FAR_OFF = 4;

/** The handles of a block that alone is selected. */
export function handlesOf({ drawn }: Item, { grip, pinned }: Block): readonly Handle[] {
  if (grip !== 'resizes' || pinned) return [];
  const { x0, x1, trueX0, trueX1 } = drawn;
  const start: Handle = { edge: 'start', x: x0 };
  const end: Handle = { edge: 'end', x: x1 };
  return [
    ...(Math.abs(trueX0 - x0) > FAR_OFF ? [] : [start]),
    ...(Math.abs(trueX1 - x1) > FAR_OFF ? [] : [end]),
  ];
}

export const knobRect = ({ y, height }: Item, { x }: Handle): Rect => ({
  x: x - 3,
  y: y + height / 2 - 9,
  width: 6,
  height: 18,
  rx: 3,
});
