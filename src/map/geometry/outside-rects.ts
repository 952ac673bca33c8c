// Where the parts of claims that lie outside RAM are drawn.
import { clampPx } from './cull.ts';
import type { Outside } from './overlap.ts';
import type { Rect } from './rect.ts';
import { extentOf, type Scale } from './scale.ts';
import { itemWith, type SparseLayout } from './sparse.ts';

export interface OutsideRect extends Rect {
  readonly key: string;
}

/** Of one lane, those in view. */
export function outsideRects(
  scale: Scale,
  outside: readonly Outside[],
  layout: SparseLayout,
): readonly OutsideRect[] {
  return outside.flatMap(({ block, ranges }) => {
    const item = itemWith(layout, block.key);
    if (item === undefined) return [];
    return ranges.flatMap((range) => {
      const [a, b] = extentOf(scale, range);
      const [x0, x1] = [clampPx(scale, a), clampPx(scale, Math.max(b, a + 3))];
      const { y, height } = item;
      const key = `${block.key} ${range.start}`;
      return x1 < 0 || x0 > scale.widthPx ? [] : [{ key, x: x0, y, width: x1 - x0, height, rx: 2 }];
    });
  });
}
