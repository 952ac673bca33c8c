import { expect, test } from 'vitest';
import { range } from '../../model/range.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { linearAxis } from './axis.ts';
import { sceneOf } from './guest-lanes.ts';
import { type LaneLayout, layoutLane } from './lane-layout.ts';
import { rowsOf } from './rows.ts';
import { fitViewport, scaleOf } from './scale.ts';
import { hasWords, itemOf, itemWith, sparse } from './sparse.ts';

const axis = linearAxis([range(0x4000_0000n, 0x8000_0000n)]);
const scale = scaleOf(axis, fitViewport(axis, 1024), 1024);

/** So many banks of 64 KiB, every 16 MiB two of them side by side, which are drawn as one. */
function laid(banks: number) {
  const starts = Array.from(
    { length: banks },
    (_, i) => 0x4000_0000 + (i >> 1) * 0x100_0000 + (i % 2) * 0x1_0000,
  );
  const spec = `domU1 static ${starts.map((start) => `${start.toString(16)}+10000`).join(' ')}`;
  const row = rowsOf(sceneOf(planSpec(spec), []), 1000).rows.find(({ lane }) => lane.title === 'domU1');
  if (row === undefined) throw new Error('no lane');
  const layOut = (): LaneLayout =>
    layoutLane(
      row,
      scale,
      () => false,
      (text) => text.length * 6,
    );
  const blockOf = (label: string) => row.lane.blocks.find((block) => block.label.endsWith(label))?.key ?? '';
  return { whole: layOut(), kept: sparse(layOut(), layOut), blockOf };
}

test('of a dense lane the first thing and what has words is kept; the rest is as it was when it is asked for', () => {
  const { whole, kept } = laid(200);
  expect(whole.items).toHaveLength(100);
  expect(kept.items).toEqual(whole.items.filter((item, i) => i === 0 || hasWords(item)));
  expect(kept.items.length).toBeLessThan(10);
  expect(kept.all()).toEqual(whole.items);
  expect(kept.all()).toBe(kept.all());
});

test('of a lane that is not dense all is kept', () => {
  const { whole, kept } = laid(12);
  expect(kept.items).toEqual(whole.items);
  expect(kept.all()).toBe(kept.items);
});

test('a block is found alone, first of a crowd, or in one', () => {
  const { whole, kept, blockOf } = laid(200);
  const [first, second] = [blockOf('bank 120'), blockOf('bank 121')];
  expect(itemOf(kept, first)).toEqual(whole.items[60]);
  expect(itemOf(kept, second)).toBeUndefined();
  expect(itemWith(kept, second)).toEqual(whole.items[60]);
  expect(itemWith(kept, 'no such block')).toBeUndefined();
});
