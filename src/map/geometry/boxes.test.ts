import { expect, test } from 'vitest';
import { boxPath } from './boxes.ts';

test('a box is written in tenths of a px, clockwise from its corner, and closed', () => {
  expect(boxPath(10, 13.04, 3, 24)).toBe('M100 30H130v240H100z');
});
