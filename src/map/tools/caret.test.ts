import { expect, test } from 'vitest';
import { type Addr, bytes } from '../../model/addr.ts';
import { range } from '../../model/range.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { brokenAxis } from '../geometry/axis.ts';
import { sceneOf } from '../geometry/guest-lanes.ts';
import { extentsOf } from '../geometry/scene.ts';
import { targetsOf } from '../geometry/snap.ts';
import { type Caret, caretMoved, drawnBy } from './caret.ts';

// RAM at 1 GiB and at 34 GiB, 1 GiB each; domU1 has nothing yet, domU2 a bank.
const scene = sceneOf(
  planSpec(
    'ram 40000000+40000000 | ram 880000000+40000000 | domU1 memory 1000 | domU2 static 50000000+8000000',
  ),
  [],
);
const axis = brokenAxis(extentsOf(scene));
const grid = bytes(2n << 20n);

function caretAt(at: bigint): Caret {
  const lane = scene.host.find(({ title }) => title === 'domU1');
  if (lane === undefined || lane.draws === null) throw new Error('no lane to draw in');
  return { lane, draws: lane.draws, at: at as Addr, from: null, targets: targetsOf(scene, new Set()) };
}

const press = (caret: Caret, text: string): Caret | null => {
  const key = { key: text.replace('Shift+', ''), shift: text.startsWith('Shift+'), alt: false, push: false };
  return caretMoved(caret, key, axis, grid);
};

test.each([
  [0x4000_0000n, 'ArrowRight', 0x4020_0000n],
  [0x4010_0000n, 'ArrowRight', 0x4020_0000n],
  [0x4400_0000n, 'Shift+ArrowLeft', 0x4200_0000n],
  [0x4000_0000n, 'PageUp', 0x6000_0000n],
  // To the edges of anything.
  [0x4000_0000n, '.', 0x5000_0000n],
  [0x5000_0000n, '.', 0x5800_0000n],
  [0x5800_0000n, ',', 0x5000_0000n],
  [0x8_c000_0000n, '.', null],
  [0x4000_0000n, 'x', null],
  // Past a hole, and no further than there is something.
  [0x8000_0000n, 'ArrowRight', 0x8_8000_0000n],
  [0x8_8000_0000n, 'ArrowLeft', 0x8000_0000n],
  [0x8_c000_0000n, 'ArrowRight', 0x8_c000_0000n],
])('from %s, %s', (from, text, to) => {
  expect(press(caretAt(from), text)?.at ?? null).toBe(to);
});

test('what is drawn lies between where it was begun and the caret, on either side, and says what it meets', () => {
  const begun: Caret = { ...caretAt(0x5800_0000n), from: 0x5800_0000n as Addr };
  expect(drawnBy(begun, grid)).toBeNull();
  const right = press(begun, 'ArrowRight');
  expect(right && drawnBy(right, grid)).toMatchObject({
    kind: 'create',
    range: range(0x5800_0000n, 0x20_0000n),
    guide: { at: 0x5820_0000n, met: [{ label: 'end of domU2 bank 0' }], grid },
  });
  const left = press(begun, 'ArrowLeft');
  expect(left && drawnBy(left, grid)).toMatchObject({ range: range(0x57e0_0000n, 0x20_0000n) });
});
