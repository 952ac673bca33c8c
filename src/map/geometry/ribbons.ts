// Ribbons between host memory and where a guest finds it: straight when the addresses agree, one smooth bend when not.

export interface RibbonEnds {
  readonly host: readonly [number, number];
  readonly guest: readonly [number, number];
  /** Bottom of the host block and top of the guest block. */
  readonly y0: number;
  readonly y1: number;
}

const n = (px: number): number => Math.round(px * 10) / 10;

/** Whether a ribbon shows anything between px 0 and `widthPx`. */
export const ribbonVisible = ({ host, guest }: RibbonEnds, widthPx: number): boolean =>
  Math.max(host[1], guest[1]) >= 0 && Math.min(host[0], guest[0]) <= widthPx;

/** With more ribbons than this a lane's are drawn fainter: where they meet they would be one solid thing. */
export const FEW_RIBBONS = 8;
/** A lane with more ribbons than this shows its thin ones by runs. */
export const MANY_RIBBONS = 32;
/** Thinner than this at both ends, in px, a ribbon is a hair. */
const HAIR_PX = 3;

const isHair = ({ host, guest }: RibbonEnds): boolean =>
  host[1] - host[0] < HAIR_PX && guest[1] - guest[0] < HAIR_PX;

function around(all: readonly RibbonEnds[], end: 'host' | 'guest'): [number, number] {
  let [from, to] = [Infinity, -Infinity];
  for (const ribbon of all) {
    from = Math.min(from, ribbon[end][0]);
    to = Math.max(to, ribbon[end][1]);
  }
  return [from, to];
}

/** What is drawn of a crowd of ribbons: some each by itself, and runs of hairs, as the area around each run. */
export interface RibbonCrowd {
  readonly single: readonly RibbonEnds[];
  readonly runs: readonly RibbonEnds[];
}

/**
 * Every ribbon by itself while they are few; else neighbouring hairs in runs, as many to a run as it takes to have no
 * more than `MANY_RIBBONS` runs. Runs are powers of two long, counted from the first ribbon, so that few change while
 * one zooms.
 */
export function crowdOf(ribbons: readonly RibbonEnds[]): RibbonCrowd {
  let length = 1;
  while (ribbons.length > MANY_RIBBONS * length) length *= 2;
  if (length === 1) return { single: ribbons, runs: [] };
  const single: RibbonEnds[] = [];
  const runs: RibbonEnds[] = [];
  for (let i = 0; i < ribbons.length; i += length) {
    const run = ribbons.slice(i, i + length);
    const [first] = run;
    if (first === undefined || !run.every(isHair)) single.push(...run);
    else
      runs.push({
        ...first,
        host: around(run, 'host'),
        guest: around(run, 'guest'),
      });
  }
  return { single, runs };
}

/** From one x to another by a height half way, arriving at a third. */
const bend = (from: number, to: number, middle: number, end: number): string =>
  `C${n(from)} ${n(middle)} ${n(to)} ${n(middle)} ${n(to)} ${n(end)}`;

/** The SVG path of a ribbon's area. */
export function ribbonArea({ host, guest, y0, y1 }: RibbonEnds): string {
  const middle = (y0 + y1) / 2;
  const [down, up] = [bend(host[0], guest[0], middle, y1), bend(guest[1], host[1], middle, y0)];
  return `M${n(host[0])} ${n(y0)}${down}L${n(guest[1])} ${n(y1)}${up}Z`;
}

/** The SVG path of its two long edges. */
export function ribbonEdges({ host, guest, y0, y1 }: RibbonEnds): string {
  const middle = (y0 + y1) / 2;
  const edge = (from: number, to: number): string => `M${n(from)} ${n(y0)}${bend(from, to, middle, y1)}`;
  return edge(host[0], guest[0]) + edge(host[1], guest[1]);
}

/** The zigzag of an axis break. */
export function zigzag(x: number, y0: number, y1: number): string {
  const points: string[] = [];
  for (let y = y0, i = 0; y <= y1; y += 14, i += 1) points.push(`${x + (i % 2 === 0 ? -3 : 3)},${y}`);
  return points.length === 0 ? '' : `M${points.join('L')}`;
}
