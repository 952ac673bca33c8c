// Rectangles as parts of one SVG path. Thousands are written for every frame of a zoom, and whole numbers are written four
// times as fast as fractions: hence tenths of a px, to be drawn under `TENTHS`.
import type { Pen } from './pen.ts';

export const TENTHS_PER_PX = 10;
/** The transform that makes a path of boxes as large as it is. */
export const TENTHS = `scale(${1 / TENTHS_PER_PX})`;

/** px of a box's rounded corners; less where it is too narrow for them. */
const RADIUS = 3;

const tenths = (px: number): number => Math.round(px * TENTHS_PER_PX);

/** What adds a rectangle to a path; all in px. */
export function boxPath(x0: number, x1: number, y: number, height: number): string {
  const left = tenths(x0);
  return `M${left} ${tenths(y)}H${tenths(x1)}v${tenths(height)}H${left}z`;
}

/** Writes the same. */
export function writeBox(pen: Pen, x0: number, x1: number, y: number, height: number): void {
  const left = tenths(x0);
  pen.text('M').whole(left).text(' ').whole(tenths(y));
  pen.text('H').whole(tenths(x1)).text('v').whole(tenths(height));
  pen.text('H').whole(left).text('z');
}

/** The same with rounded corners. */
export function roundedBoxPath(x0: number, x1: number, y: number, height: number): string {
  const [left, right, top, bottom] = [tenths(x0), tenths(x1), tenths(y), tenths(y + height)];
  const r = Math.min(tenths(RADIUS), (right - left) >> 1, (bottom - top) >> 1);
  const arc = `a${r} ${r} 0 0 1 `;
  return (
    `M${left + r} ${top}H${right - r}${arc}${r} ${r}V${bottom - r}${arc}${-r} ${r}` +
    `H${left + r}${arc}${-r} ${-r}V${top + r}${arc}${r} ${-r}z`
  );
}

/** The same with a torn right edge: it is wider than what it stands for. A path by itself is better written in px: `perPx` 1. */
export function tornBoxPath(
  x0: number,
  x1: number,
  y: number,
  height: number,
  perPx = TENTHS_PER_PX,
): string {
  const teeth = Math.max(2, Math.round(height / 6));
  const half = (perPx * height) / teeth / 2;
  const deep = 2 * perPx;
  const [left, right, top] = [x0, x1 + 1.5, y].map((px) => tenths(px) / (TENTHS_PER_PX / perPx));
  return `M${left} ${top}H${right}${`l${-deep} ${half}l${deep} ${half}`.repeat(teeth)}H${left}z`;
}
