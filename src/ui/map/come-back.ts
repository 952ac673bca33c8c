// The focus comes back to a block, and the view with it where that has been moved away.
import { extentOf, pannedBy, type Scale } from '../../map/geometry/scale.ts';
import type { Lane, Scene } from '../../map/geometry/scene.ts';
import type { Stop } from '../../map/geometry/travel.ts';
import type { View } from './use-view.ts';

interface Picture {
  readonly scene: Scene;
  readonly scale: Scale;
  /** A guest lane may have a scale of its own, which shows all of it. */
  readonly scaleOfLane: (lane: Lane) => Scale;
}

/** `moveTo`: has the focus on a block that is drawn. */
export function comeBack(
  stop: Stop,
  { scene, scale, scaleOfLane }: Picture,
  { look }: View,
  moveTo: (stop: Stop) => void,
): void {
  const lane = [...scene.host, ...scene.guest].find(({ key }) => key === stop.lane);
  const block = lane?.blocks.find(({ key }) => key === stop.block);
  if (lane === undefined || block === undefined) return;
  const [x0, x1] = extentOf(scale, block.range);
  if (scaleOfLane(lane) === scale && (x1 < 0 || x0 > scale.widthPx))
    look(pannedBy(scale, scale.widthPx / 2 - x0));
  requestAnimationFrame(() => moveTo(stop));
}
