import { cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fitViewport, scaleOf } from '../../map/geometry/scale.ts';
import { linearAxis } from '../../map/geometry/axis.ts';
import { sceneOf } from '../../map/geometry/guest-lanes.ts';
import { rowsOf } from '../../map/geometry/rows.ts';
import { range } from '../../model/range.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { type Onscreen, rehearseFrame } from './rehearse.ts';
import { Rehearsal } from './Rehearsal.ts';

vi.mock('./rehearse.ts', () => ({ rehearseFrame: vi.fn<typeof rehearseFrame>() }));
const rehearsed = vi.mocked(rehearseFrame);
beforeEach(() => rehearsed.mockClear());
afterEach(cleanup);

const axis = linearAxis([range(0x4000_0000n, 0x1_0000_0000n)]);
/** A design with so many banks, each 64 KiB. */
function onscreen(banks: number): Onscreen {
  const at = (i: number): string => `${(0x5000_0000 + i * 0x2_0000).toString(16)}+10000`;
  const spec = `ram 40000000+100000000 | domU1 static ${Array.from({ length: banks }, (_, i) => at(i)).join(' ')}`;
  const { rows } = rowsOf(sceneOf(planSpec(spec), []), 1000);
  return {
    shown: rows,
    ties: [],
    scale: scaleOf(axis, fitViewport(axis, 1000), 1000),
    measure: (text) => text.length * 6,
  };
}
/** What an import of its own makes wait. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

test('a small design is not rehearsed, a large one once, and again one of twice its size', async () => {
  const { rerender } = renderHook(Rehearsal, { initialProps: onscreen(20) });
  const counts: number[] = [];
  for (const banks of [20, 600, 600, 900, 1300]) {
    rerender(onscreen(banks));
    await settle();
    counts.push(rehearsed.mock.calls.length);
  }
  expect(counts).toEqual([0, 12, 12, 12, 24]);
  expect(rehearsed.mock.calls.slice(0, 12).map(([, i]) => i)).toEqual(
    Array.from({ length: 12 }, (_, i) => i),
  );
});

test('a page that is left rehearses no more', async () => {
  const { unmount } = renderHook(Rehearsal, { initialProps: onscreen(600) });
  unmount();
  await settle();
  expect(rehearsed).not.toHaveBeenCalled();
});
