// Which lanes are worth painting: of many only those near the view.
import { type UIEvent, useCallback, useMemo, useState } from 'react';
import { type Near, nearOf, type NearRange } from '../../map/geometry/near.ts';

/** With more lanes than this only those near the view are painted, by slices of the height. */
const MOST_ROWS = 24;
const SLICE_PX = 60;

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
  const near = useMemo(() => nearOf(range), [range]);
  const onScroll = useCallback(
    ({ currentTarget }: UIEvent): void => setSlice(Math.floor(currentTarget.scrollTop / SLICE_PX)),
    [],
  );
  return { near, range, onScroll };
}
