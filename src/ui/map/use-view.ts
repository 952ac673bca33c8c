// The ways to look elsewhere, other than by moving the picture itself: buttons, keys, a thing to be framed.
import { useLayoutEffect, useMemo, useRef } from 'react';
import { framing, type Scale, type Viewport, zoomedAt } from '../../map/geometry/scale.ts';
import type { Range } from '../../model/range.ts';
import type { MapActions } from './actions.ts';
import { asStored } from './use-tools.ts';

export interface View {
  readonly look: (viewport: Viewport) => void;
  /** Around the middle. */
  readonly zoom: (factor: number) => void;
  /** Shows everything. */
  readonly fit: () => void;
  readonly frame: (range: Range) => void;
}

/** Starts from the view as it is when asked; stays the same object. */
export function useView(scale: Scale, { look }: MapActions): View {
  const latest = useRef(scale);
  useLayoutEffect(() => {
    latest.current = scale;
  });
  return useMemo(() => {
    const to = (next: (from: Scale) => Viewport): void =>
      look(asStored(latest.current, next(latest.current)));
    return {
      look: (viewport) => to(() => viewport),
      zoom: (factor) => to((from) => zoomedAt(from, from.widthPx / 2, factor)),
      fit: () => look(null),
      frame: (range) => to(({ axis, widthPx }) => framing(axis, range, widthPx)),
    };
  }, [look]);
}
