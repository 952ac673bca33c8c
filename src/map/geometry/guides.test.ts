import { expect, test } from 'vitest';
import { addr } from '../../model/addr.ts';
import { range } from '../../model/range.ts';
import { linearAxis } from './axis.ts';
import { guidesPath } from './guides.ts';
import { fitViewport, scaleOf } from './scale.ts';

const axis = linearAxis([range(0n, 0x400n)]);
const scale = scaleOf(axis, { ...fitViewport(axis, 64), bytesPerPx: 16 }, 64);

test('a line for each address, from the top of the lanes down', () => {
  expect(guidesPath([addr(0x100n), addr(0x208n)], scale, 300)).toBe('M16 0V300M32.5 0V300');
  expect(guidesPath([], scale, 300)).toBe('');
});
