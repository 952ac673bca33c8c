// Frames of a zoom that nobody sees, before the first that somebody does. What a frame works out takes three times as long
// until the browser has compiled it, which it does after a dozen times.
import { facesTogether } from '../../map/geometry/faces.ts';
import type { Measure } from '../../map/geometry/labels.ts';
import { type GuestTies, placesOf } from '../../map/geometry/ribbon-places.ts';
import { shapesOf, shapesTogether } from '../../map/geometry/ribbon-shapes.ts';
import type { Row } from '../../map/geometry/rows.ts';
import { type Scale, scaleOf, zoomedAt } from '../../map/geometry/scale.ts';
import { laidOut, NOTHING_APART } from '../../map/picture/layouts.ts';

/** What is on screen. */
export interface Onscreen {
  readonly shown: readonly Row[];
  readonly ties: readonly GuestTies[];
  readonly scale: Scale;
  readonly measure: Measure;
}

/** How much nearer each frame is than the one before: a notch of a wheel. */
const NOTCH = 1.1;

/** Works out frame `i`, and leaves nothing of it. */
export function rehearseFrame({ shown, ties, scale, measure }: Onscreen, i: number): void {
  const { axis, widthPx } = scale;
  const view = scaleOf(axis, zoomedAt(scale, widthPx / 2, NOTCH ** (i + 1)), widthPx);
  facesTogether(shown.map((row) => laidOut(row, view, measure, NOTHING_APART).faces));
  const { selected } = NOTHING_APART;
  shapesTogether(
    ties.map((tie) => {
      const { ribbons } = tie.guestRow.lane;
      return shapesOf(ribbons, placesOf(ribbons, { ...tie, guestScale: view }, view), selected, widthPx);
    }),
  );
}
