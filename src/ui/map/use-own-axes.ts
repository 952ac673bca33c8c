// Guest lanes that have an axis of their own: each shows all of its guest, whatever the others show.
import { useCallback, useMemo, useState } from 'react';
import { brokenAxis } from '../../map/geometry/axis.ts';
import { fitViewport, type Scale, scaleOf } from '../../map/geometry/scale.ts';
import { type Lane, ownExtents, type Scene } from '../../map/geometry/scene.ts';

export interface OwnAxes {
  /** Keys of the lanes. */
  readonly own: ReadonlySet<string>;
  readonly toggleOwn: (laneKey: string) => void;
  /** A lane's own scale, else the one all share. */
  readonly scaleOfLane: (lane: Lane) => Scale;
}

function ownScale(lane: Lane, widthPx: number): Scale {
  const axis = brokenAxis(ownExtents(lane));
  return scaleOf(axis, fitViewport(axis, widthPx), widthPx);
}

const NONE: ReadonlySet<string> = new Set();
const NO_SCALES: ReadonlyMap<string, Scale> = new Map();

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
  const scales = useMemo(() => {
    if (own.size === 0) return NO_SCALES;
    const lanes = guest.filter((lane) => own.has(lane.key));
    return new Map(lanes.map((lane) => [lane.key, ownScale(lane, widthPx)]));
  }, [guest, own, widthPx]);
  const scaleOfLane = useCallback((lane: Lane): Scale => scales.get(lane.key) ?? scale, [scales, scale]);
  return { own, toggleOwn, scaleOfLane };
}
