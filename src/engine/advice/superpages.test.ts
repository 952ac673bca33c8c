import { expect, test } from 'vitest';
import { advised, messagesOf, placesOf } from '../../testing/advised.ts';
import { domU, kernel, MIB, scattered } from '../refusals/example-text.ts';

const ID = 'superpages';

test.each([
  ['whole superpages', [0x60000000, 128 * MIB], 0],
  ['an odd start', [0x60100000, 128 * MIB], 1],
  ['an odd size', [0x60000000, 129 * MIB], 1],
  ['many odd banks are one remark', scattered(40, 0x60000000), 1],
])('%s', (_, banks, count) => {
  expect(messagesOf(advised(domU({ banks })), ID)).toHaveLength(count);
});

test('counts over all domains, and stands at the first', () => {
  const second = domU({ name: 'domU2', banks: [0x70001000, 128 * MIB], kernel: kernel(0x45000000) });
  const found = advised(domU({ banks: [0x60000000, 128 * MIB, 0x69000000, 3 * MIB] }) + second);
  expect(placesOf(found)).toEqual([`${ID} /chosen/domU1 xen,static-mem info`]);
  expect(found[0]?.message).toMatch(/^domU1 bank 1 \(and 1 more such bank\), 3 MiB at 0x6900_0000,/);
});
