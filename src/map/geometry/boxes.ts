// Many rectangles as one SVG path. Thousands are written for every frame of a zoom, and whole numbers are written four
// times as fast as fractions: hence tenths of a px, to be drawn under `TENTHS`.

/** The transform that makes a path of boxes as large as it is. */
export const TENTHS = 'scale(0.1)';

const tenths = (px: number): number => Math.round(px * 10);

/** What adds a rectangle to a path; all in px. */
export function boxPath(x0: number, x1: number, y: number, height: number): string {
  const left = tenths(x0);
  return `M${left} ${tenths(y)}H${tenths(x1)}v${tenths(height)}H${left}z`;
}
