import { expect, test } from 'vitest';
import { addr, alignDown, alignUp, groupedHex, hex } from './addr.ts';

test.each([
  [0n, '0x0', '0x0'],
  [0x4000_0000n, '0x40000000', '0x4000_0000'],
  [0x8_0000_0000n, '0x800000000', '0x8_0000_0000'],
  [0xffff_ffff_ffff_ffffn, '0xffffffffffffffff', '0xffff_ffff_ffff_ffff'],
])('%s is %s in files and %s on screen', (value, file, screen) => {
  expect(hex(value)).toBe(file);
  expect(groupedHex(value)).toBe(screen);
});

test('alignment rounds both ways, also above 4 GiB where 32-bit operators would cut', () => {
  expect(alignDown(addr(0x1_0000_1fffn), 0x1000n)).toBe(0x1_0000_1000n);
  expect(alignUp(addr(0x1_0000_1001n), 0x1000n)).toBe(0x1_0000_2000n);
  expect(alignUp(addr(0x1_0000_1000n), 0x1000n)).toBe(0x1_0000_1000n);
});
