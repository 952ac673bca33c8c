// Guest lanes that have an axis of their own: each shows all of its guest, whatever the others show.
import { useCallback, useMemo, useState } from 'react';
import type { Scale } from '../../map/geometry/scale.ts';
import type { Lane, Scene } from '../../map/geometry/scene.ts';
import { ownScales } from '../../map/picture/own-scales.ts';

export interface OwnAxes {
  /** Keys of the lanes. */
  readonly own: ReadonlySet<string>;
  readonly toggleOwn: (laneKey: string) => void;
  /** A lane's own scale, else the one all share. */
  readonly scaleOfLane: (lane: Lane) => Scale;
}

const NONE: ReadonlySet<string> = new Set();

export function useOwnAxes({ guest }: Scene, scale: Scale): OwnAxes {
  const [own, setOwn] = useState(NONE);
  const { widthPx } = scale;
  const toggleOwn = useCallback((key: string): void => {
    setOwn((last) => {
      const next = new Set(last);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  }, []);
  const scales = useMemo(() => ownScales(guest, own, widthPx), [guest, own, widthPx]);
  const scaleOfLane = useCallback((lane: Lane): Scale => scales.get(lane.key) ?? scale, [scales, scale]);
  return { own, toggleOwn, scaleOfLane };
}
