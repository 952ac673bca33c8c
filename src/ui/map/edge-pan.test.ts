import { afterEach, expect, test, vi } from 'vitest';
import { edgePan, edgeSpeed } from './edge-pan.ts';

test.each([
  [500, 0],
  [20, 0],
  [980, 0],
  [10, 5],
  [990, -5],
  [-500, 18],
  [1500, -18],
])('a pointer at %s px of 1000 moves the picture by %s px a frame', (x, expected) => {
  expect(edgeSpeed(x, 1000)).toBe(expected);
});

/** Frames come when a test asks for one. */
function frames() {
  const waiting = new Map<number, () => void>();
  let last = 0;
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => waiting.set((last += 1), frame) && last);
  vi.stubGlobal('cancelAnimationFrame', (id: number) => waiting.delete(id));
  const next = (): void => {
    const due = [...waiting.values()];
    waiting.clear();
    for (const frame of due) frame();
  };
  return { next, waiting };
}

/** A pan whose pointer stands where a test puts it. */
function panning() {
  const clock = frames();
  const pointer = { speed: 0 };
  const panned: number[] = [];
  const pan = edgePan(
    () => pointer.speed,
    (dx) => panned.push(dx),
  );
  return { ...clock, pointer, panned, pan };
}

afterEach(() => vi.unstubAllGlobals());

test('the picture moves from a movement at the edge on, once per frame, as fast as the pointer says then', () => {
  const { pan, pointer, panned, next, waiting } = panning();
  pan.moved();
  expect(waiting.size).toBe(0);
  pointer.speed = 5;
  next();
  expect(panned).toEqual([]);
  pan.moved();
  pan.moved();
  expect(waiting.size).toBe(1);
  next();
  pointer.speed = -18;
  next();
  expect(panned).toEqual([5, -18]);
});

test('away from the edge it stops, and asks for no more frames until the pointer is back', () => {
  const { pan, pointer, panned, next, waiting } = panning();
  pointer.speed = 5;
  pan.moved();
  next();
  pointer.speed = 0;
  next();
  expect(panned).toEqual([5]);
  expect(waiting.size).toBe(0);
  pan.moved();
  expect(waiting.size).toBe(0);
  pointer.speed = 3;
  pan.moved();
  next();
  expect(panned).toEqual([5, 3]);
});

test('a drag that ends at the edge ends it at once; another begins afresh', () => {
  const { pan, pointer, panned, next, waiting } = panning();
  pointer.speed = 5;
  pan.moved();
  pan.stop();
  expect(waiting.size).toBe(0);
  pan.stop();
  next();
  expect(panned).toEqual([]);
  pan.moved();
  next();
  expect(panned).toEqual([5]);
});
