import { expect, test } from 'vitest';
import { framesOf } from './trace.mjs';

const BEAT = 16_000;
const event = (name, ts, dur, args = {}, tid = 1) => ({
  name,
  ph: 'X',
  pid: 1,
  tid,
  ts,
  dur,
  tdur: dur,
  args,
});
const move = { data: { type: 'pointermove' } };

/** A beat of the page: an event is handled and a picture made, in 4 ms. */
const step = (at, hasLayer) => [
  event('RunTask', at, 4000),
  event('EventDispatch', at + 100, 1000, move),
  event('Commit', at + 3000, 500),
  ...(hasLayer ? [event('UpdateLayer', at + 3100, 10)] : []),
];
const picture = (at, sink = 2 ** 31) =>
  event(
    'Surface::CommitFrame',
    at,
    10,
    { SurfaceId: `SurfaceId(FrameSinkId(5, ${sink}), LocalSurfaceId(1, 1))` },
    9,
  );

/** ms of each frame where the page made a picture at the beats that `layers` says, and another thread those of `pictures`, µs. */
const works = (beats, layers, pictures) => {
  const steps = Array.from({ length: beats }, (_, i) => step(i * BEAT, layers(i)));
  const { frames } = framesOf({ traceEvents: [...steps.flat(), ...pictures] }, 'pointermove');
  return frames.map(({ work }) => work);
};
const all = () => true;
const none = () => false;
const every = (n, at = 0) => Array.from({ length: 12 / n }, (_, i) => picture(i * n * BEAT + at));

test.each([
  ['the page’s own', all, [], Array(12).fill(4)],
  ['one in three of its own: the work between counts to it', (i) => i % 3 === 2, [], Array(4).fill(12)],
  ['none of its own and none from elsewhere', none, [], []],
  ['another thread’s at each beat', none, every(1, 2000), Array(12).fill(4)],
  [
    'another thread’s, two at every other beat',
    none,
    every(2, 2000).concat(every(2, 3500)),
    Array(12).fill(4),
  ],
  ['another thread’s at one beat in three', none, every(3, 2000), [4, 12, 12, 12]],
  [
    'on two canvases at once',
    none,
    every(3, 2000).concat(every(3, 2100).map(({ ts }) => picture(ts, 2 ** 31 + 1))),
    [4, 12, 12, 12],
  ],
  [
    'another thread’s before the gesture',
    none,
    Array.from({ length: 9 }, (_, i) => picture(-BEAT * (i + 1))),
    [],
  ],
  [
    'many from another thread at the first beat: one is left for the next',
    none,
    Array.from({ length: 9 }, () => picture(2000)),
    [4, 4],
  ],
  [
    'what the page itself gives the display',
    none,
    Array.from({ length: 12 }, (_, i) => picture(i * BEAT, 6)),
    [],
  ],
])('pictures that are new: %s', (_, layers, pictures, expected) => {
  expect(works(12, layers, pictures)).toEqual(expected);
});
