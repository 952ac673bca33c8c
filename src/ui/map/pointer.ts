// What a pointer needs of the map and the first picture does not: it comes right after it.
export { createDrag } from '../../map/drag.ts';
export { aroundOf } from '../../map/geometry/push.ts';
export { targetsOf } from '../../map/geometry/snap.ts';
export { handOf } from '../../map/picture/hand.ts';
export { onHold } from '../../map/hold.ts';
export { step } from '../../map/tools/step.ts';
export { createZoom } from '../../map/zoom.ts';
export { badgeText } from './badge-text.ts';
