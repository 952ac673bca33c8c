import { expect, test } from 'vitest';
import { planSpec } from '../../testing/plan-spec.ts';
import { addr } from '../../model/addr.ts';
import { linearAxis } from './axis.ts';
import { facesOf, facesTogether } from './faces.ts';
import { sceneOf } from './guest-lanes.ts';
import { layoutLane } from './lane-layout.ts';
import { range } from '../../model/range.ts';
import { rowsOf } from './rows.ts';
import { fitViewport, type Scale, scaleOf } from './scale.ts';

const axis = linearAxis([range(0x4000_0000n, 0x8000_0000n)]);
const scale = scaleOf(axis, fitViewport(axis, 1024), 1024);

/** Each look's key and how many boxes its path has, of every lane, in the order of painting. */
function painted(spec: string, view = scale): readonly (readonly [string, number])[] {
  const { rows } = rowsOf(sceneOf(planSpec(spec), []), 1000);
  const layouts = rows.map((row) =>
    layoutLane(
      row,
      view,
      () => false,
      (text) => text.length * 6,
    ),
  );
  return facesTogether(layouts.map(facesOf)).map(({ key, path }) => [key, path.split('M').length - 1]);
}

test.each([
  [
    'what others lie on comes first, whichever lane it is in',
    'ram 40000000+80000000 | heap 48000000+8000000 | domU1 static 50000000+8000000',
    [
      ['1 ram ram false', 1],
      ['3 dom-0 bank false', 1],
      ['3 xen heap false', 1],
    ],
  ],
  [
    'neighbours of one owner stay two: every other one is a shade lighter',
    'ram 40000000+80000000 | domU1 static 50000000+8000000 58000000+8000000 60000000+8000000',
    [
      ['1 ram ram false', 1],
      ['3 dom-0 bank false', 2],
      ['3 dom-0 bank true', 1],
    ],
  ],
  [
    'the ninth domain has the first one’s hue, and one path with it',
    `ram 40000000+80000000 | ${Array.from({ length: 9 }, (_, i) => `domU${i + 1} static ${(0x5000_0000 + i * 0x400_0000).toString(16)}+2000000`).join(' | ')}`,
    [
      ['1 ram ram false', 1],
      ['3 dom-0 bank false', 2],
      ...Array.from({ length: 7 }, (_, i) => [`3 dom-${i + 1} bank false`, 1]),
    ],
  ],
] as const)('%s', (_name, spec, faces) => {
  expect(painted(spec)).toEqual(faces);
});

test('whichever shade comes into view first, the same one is painted first', () => {
  const spec = 'ram 40000000+80000000 | domU1 static 50000000+8000000 58000000+8000000 60000000+8000000';
  const from = (start: bigint): Scale => scaleOf(axis, { start: addr(start), bytesPerPx: 0x4_0000 }, 1024);
  const keys = (view: Scale): readonly string[] => painted(spec, view).map(([key]) => key);
  expect(keys(from(0x5900_0000n))).toEqual(keys(from(0x5000_0000n)));
});
