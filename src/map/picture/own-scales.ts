// The scales of guest lanes that have an axis of their own.
import { brokenAxis } from '../geometry/axis.ts';
import { fitViewport, type Scale, scaleOf } from '../geometry/scale.ts';
import { type Lane, ownExtents } from '../geometry/scene.ts';

function ownScale(lane: Lane, widthPx: number): Scale {
  const axis = brokenAxis(ownExtents(lane));
  return scaleOf(axis, fitViewport(axis, widthPx), widthPx);
}

const NO_SCALES: ReadonlyMap<string, Scale> = new Map();

/** By lane key; `own`: the keys of the lanes that have one. */
export function ownScales(
  guest: readonly Lane[],
  own: ReadonlySet<string>,
  widthPx: number,
): ReadonlyMap<string, Scale> {
  if (own.size === 0) return NO_SCALES;
  const lanes = guest.filter((lane) => own.has(lane.key));
  return new Map(lanes.map((lane) => [lane.key, ownScale(lane, widthPx)]));
}
