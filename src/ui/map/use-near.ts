// Which lanes are worth painting: of many only those near the view.
import { type UIEvent, useCallback, useMemo, useState } from 'react';

/** With more lanes than this only those near the view are painted, by slices of the height. */
const MOST_ROWS = 24;
const SLICE_PX = 60;

/** Whether anything between two heights of the rows is worth painting, px. */
export type Near = (y0: number, y1: number) => boolean;

/** The same as two heights; `bottom` is Infinity where all is. */
export interface NearRange {
  readonly top: number;
  readonly bottom: number;
}

/** `heightPx`: what one sees of the rows without scrolling. */
export function useNear(
  rows: number,
  heightPx: number,
): { readonly near: Near; readonly range: NearRange; readonly onScroll: (event: UIEvent) => void } {
  const [slice, setSlice] = useState(0);
  const many = rows > MOST_ROWS;
  const range = useMemo(
    () =>
      many
        ? { top: Math.max((slice - 1) * SLICE_PX, 0), bottom: (slice + 2) * SLICE_PX + heightPx }
        : { top: 0, bottom: Infinity },
    [many, slice, heightPx],
  );
  const near = useCallback<Near>((y0, y1) => y1 >= range.top && y0 <= range.bottom, [range]);
  const onScroll = useCallback(
    ({ currentTarget }: UIEvent): void => setSlice(Math.floor(currentTarget.scrollTop / SLICE_PX)),
    [],
  );
  return { near, range, onScroll };
}
