import { expect, test } from 'vitest';
import { linearAxis } from '../../map/geometry/axis.ts';
import { sceneOf } from '../../map/geometry/guest-lanes.ts';
import type { GuestView } from '../../map/geometry/guest-view.ts';
import { placesOf } from '../../map/geometry/ribbon-places.ts';
import { shapesOf } from '../../map/geometry/ribbon-shapes.ts';
import { rowsOf } from '../../map/geometry/rows.ts';
import { fitViewport, scaleOf } from '../../map/geometry/scale.ts';
import { tiesOf } from '../../map/geometry/ties.ts';
import { addr } from '../../model/addr.ts';
import { range } from '../../model/range.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { rehearseFrame } from './rehearse.ts';
import { laidOut, NOTHING_APART } from '../../map/picture/layouts.ts';

const axis = linearAxis([range(0x4000_0000n, 0x8000_0000n)]);
const scale = scaleOf(axis, fitViewport(axis, 1000), 1000);
const measure = (text: string): number => text.length * 6;

test('what is drawn after a rehearsal is what was drawn before', () => {
  const bank = range(0x5000_0000n, 0x1000_0000n);
  const guest: GuestView = {
    name: 'domU1',
    directMap: true,
    memory: [{ guest: addr(bank.start), size: bank.size, host: [bank] }],
    kernel: null,
    dtb: null,
    initrd: null,
    gic: [],
    uart: null,
    grant: null,
    shared: [],
  };
  const rows = rowsOf(
    sceneOf(planSpec('ram 40000000+80000000 | domU1 dm static 50000000+10000000'), [guest]),
    1000,
  );
  const ties = tiesOf(
    rows,
    () => scale,
    () => true,
  );
  const drawn = (): unknown => ({
    faces: rows.rows.map((row) => laidOut(row, scale, measure, NOTHING_APART).faces),
    ribbons: ties.map((tie) => {
      const { ribbons } = tie.guestRow.lane;
      return shapesOf(ribbons, placesOf(ribbons, tie, scale), new Set(), 1000);
    }),
  });
  const before = drawn();
  expect(ties.flatMap(({ guestRow }) => guestRow.lane.ribbons)).toHaveLength(1);
  for (let i = 0; i < 3; i += 1) rehearseFrame({ shown: rows.rows, ties, scale, measure }, i);
  expect(drawn()).toEqual(before);
});
