// The small signs of a lane: the lock of what is pinned, the mark of an address, and which way things lie out of view.
import { type Away, type Point, SIGN_PAD } from './lane-layout.ts';
import type { Rect } from './rect.ts';
import type { Row } from './rows.ts';

/** SVG path of a padlock of `LOCK`'s size, its corner at a place. */
export const lockPath = ({ x, y }: Point): string =>
  `M${x + 1.3} ${y + 4.5}v-1.7a2.7 2.7 0 0 1 5.4 0v1.7h1.3v5.5h-8v-5.5zm1.3 0h2.8v-1.7a1.4 1.4 0 0 0-2.8 0z`;

/** Of what follows, y is the lower edge of the lane's blocks. */
export const markFoot = ({ y, inset, height }: Row): number => y + inset + height;

/** SVG path of the arrow under a marked address. */
export const markPath = ({ x, y }: Point): string => `M${x - 3.5} ${y + 6}h7l-3.5 -5z`;

/** SVG path of the line from it to its label. */
export const markLinePath = ({ x, y }: Point): string => `M${x} ${y}v-12`;

/** The plate of a sign, and where its words begin: x, and their baseline. */
export function awaySign(row: Row, { x, width }: Away): { readonly plate: Rect; readonly words: Point } {
  const y = row.y + row.inset + row.height / 2 - 10;
  return { plate: { x, y, width, height: 20, rx: 5 }, words: { x: x + SIGN_PAD, y: y + 14 } };
}
