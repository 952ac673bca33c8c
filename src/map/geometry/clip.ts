// What of the picture is seen of things that reach beyond it: ribbons, grid and breaks.
import type { Rect } from './rect.ts';

/** For a picture of so many px. */
export const clipRect = (widthPx: number, heightPx: number): Rect => ({
  x: -1,
  y: -10,
  width: widthPx + 2,
  height: heightPx + 20,
  rx: 0,
});
