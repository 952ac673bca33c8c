// A badge on the axis: words on a plate over the ticks, and a line from there down to the lanes.
import { AXIS_HEIGHT } from './axis-bar.ts';
import { fitText, type Measure } from './labels.ts';
import type { Rect } from './rect.ts';

/** px of the axis: px 0 is where the picture begins. */
export interface Badge {
  /** As much of the words as fits. */
  readonly text: string;
  /** The middle of the words, and their baseline. */
  readonly x: number;
  readonly y: number;
  readonly plate: Rect;
  /** SVG path. */
  readonly line: string;
}

/** px beside the words. */
const PAD = 10;
const TOP = 18;
const HEIGHT = 18;

/** `px`: what it says something of; the plate is around it, or as near as it can be within `widthPx`. */
export function badgeAt(px: number, words: string, widthPx: number, measure: Measure): Badge {
  const text = fitText(words, 'label', widthPx - 2 * PAD, measure) ?? '';
  const width = measure(text, 'label') + 2 * PAD;
  const x = Math.min(Math.max(px - width / 2, 0), Math.max(widthPx - width, 0));
  return {
    text,
    x: x + width / 2,
    y: TOP + 13,
    plate: { x, y: TOP, width, height: HEIGHT, rx: 4 },
    line: `M${px} ${TOP}V${AXIS_HEIGHT}`,
  };
}
