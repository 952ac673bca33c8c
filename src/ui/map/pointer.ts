// What a pointer needs of the map, and what a drag shows; the first picture does not: it comes right after it.
export { aroundOf } from '../../map/geometry/push.ts';
export { targetsOf } from '../../map/geometry/snap.ts';
export { handOf } from '../../map/picture/hand.ts';
export { step } from '../../map/tools/step.ts';
export { badgeText } from './badge-text.ts';
export { Badges } from './Badges.tsx';
export { connect } from './connect.ts';
export { Brush, Ghost, Guides } from './DragLayer.tsx';
