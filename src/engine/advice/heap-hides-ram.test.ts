import { expect, test } from 'vitest';
import { advised, messagesOf } from '../../testing/advised.ts';
import { domU, memoryNode, MIB, reserve, wide } from '../refusals/example-text.ts';

const ID = 'heap-hides-ram';
const heap = (start: number, size: number): string => `xen,static-heap = ${wide(start, size)};`;

test('what nobody names beside a static heap is counted', () => {
  const text = heap(0x50000000, 0x10000000) + domU();
  // 2048 MiB less 256 of heap, 128 of domU1, Xen, the blob and the kernel.
  expect(messagesOf(advised(text), ID)).toEqual([
    '1662 MiB of RAM is named by nobody, the largest piece 1408 MiB at 0x6800_0000. With a static heap Xen uses no other RAM, so it stays unused.',
  ]);
});

test('without a static heap nothing is lost', () => {
  expect(messagesOf(advised(domU()), ID)).toEqual([]);
});

test('what is named by anybody is not lost', () => {
  const host = {
    memory: memoryNode(0x40000000, 512 * MIB),
    reserved: reserve(0x50000000, 128 * MIB),
  };
  const text = heap(0x4a000000, 0x6000000) + domU({ banks: [0x58000000, 128 * MIB] });
  expect(messagesOf(advised(text, '4.22', host), ID)).toHaveLength(1);
  const rest = heap(0x48100000, 0x7f00000) + domU({ banks: [0x58000000, 128 * MIB] });
  const small = { ...host, memory: memoryNode(0x44000000, 448 * MIB) };
  expect(messagesOf(advised(rest, '4.22', small), ID)).toEqual([]);
});

test('of a boot that ends nothing is counted', () => {
  expect(messagesOf(advised(heap(0x60000000, 0x8000000) + domU()), ID)).toEqual([]);
});
