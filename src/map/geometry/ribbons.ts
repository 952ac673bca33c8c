// Ribbons between host memory and where a guest finds it: straight when the addresses agree, one smooth bend when not.

export interface RibbonEnds {
  readonly host: readonly [number, number];
  readonly guest: readonly [number, number];
  /** Bottom of the host block and top of the guest block. */
  readonly y0: number;
  readonly y1: number;
}

export interface RibbonPaths {
  readonly area: string;
  readonly edges: string;
}

const n = (value: number): string => value.toFixed(1);

/** Whether a ribbon shows anything between px 0 and `widthPx`. */
export const ribbonVisible = ({ host, guest }: RibbonEnds, widthPx: number): boolean =>
  Math.max(host[1], guest[1]) >= 0 && Math.min(host[0], guest[0]) <= widthPx;

/** SVG paths: the filled area and its two long edges. */
export function ribbonPaths({ host, guest, y0, y1 }: RibbonEnds): RibbonPaths {
  const middle = (y0 + y1) / 2;
  const down = (from: number, to: number): string =>
    `C${n(from)} ${n(middle)} ${n(to)} ${n(middle)} ${n(to)} ${n(y1)}`;
  const up = (from: number, to: number): string =>
    `C${n(from)} ${n(middle)} ${n(to)} ${n(middle)} ${n(to)} ${n(y0)}`;
  return {
    area: `M${n(host[0])} ${n(y0)}${down(host[0], guest[0])}L${n(guest[1])} ${n(y1)}${up(guest[1], host[1])}Z`,
    edges: `M${n(host[0])} ${n(y0)}${down(host[0], guest[0])}M${n(host[1])} ${n(y0)}${down(host[1], guest[1])}`,
  };
}

/** The zigzag of an axis break. */
export function zigzag(x: number, y0: number, y1: number): string {
  const points: string[] = [];
  for (let y = y0, i = 0; y <= y1; y += 14, i += 1) points.push(`${x + (i % 2 === 0 ? -3 : 3)},${y}`);
  return points.length === 0 ? '' : `M${points.join('L')}`;
}
