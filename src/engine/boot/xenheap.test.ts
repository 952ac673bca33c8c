import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { bootExample } from '../../testing/example.ts';
import { holdsFor } from '../../testing/seed.ts';
import { domU, machine, memoryNode, MIB, reserve, staticHeap, xenArgs } from '../refusals/example-text.ts';

const GIB = 1024 * MIB;

/** The line Xen prints about its heap, or the rule that ends the boot. */
function xenHeap(chosen: string, host: Parameters<typeof machine>[1] = {}): string {
  const text = (): string => machine(chosen, { gic: 2, ...host });
  const { log, panic } = bootExample({ arch: 'arm32', triggers: text, harmless: text }, text());
  const line = log.find(({ text }) => text.startsWith('Xen heap: '))?.text ?? panic?.rule ?? 'nothing';
  return line.replace('Xen heap: ', '').replaceAll(/\b0+(?=[0-9a-f]{8})/g, '');
}

describe('where 32-bit Xen puts its own heap, as real Xen 4.22 said it', () => {
  test.each([
    ['2 GiB', xenHeap(domU()), 'bc000000-c0000000 (16384 pages)'],
    [
      'static memory at the end of RAM',
      xenHeap(domU({ banks: [0xb8000000, 128 * MIB] })),
      'b4000000-b8000000 (16384 pages)',
    ],
    [
      '8 GiB',
      xenHeap(domU(), { memory: memoryNode(0x40000000, 8 * GIB) }),
      '230000000-240000000 (65536 pages)',
    ],
    [
      'a static heap of 64 MiB',
      xenHeap(staticHeap(0x80000000, 64 * MIB) + domU()),
      '82000000-84000000 (8192 pages)',
    ],
    ['a static heap of 32 MiB', xenHeap(staticHeap(0x80000000, 32 * MIB) + domU()), 'arm32-xenheap-static'],
    [
      'xenheap_megabytes',
      xenHeap(xenArgs('xenheap_megabytes=32') + domU()),
      'be000000-c0000000 (8192 pages, from command-line)',
    ],
  ])('%s', (_, got, wanted) => expect(got).toBe(wanted));
});

describe('the search around what is taken', () => {
  const STEP = 32 * MIB;
  it('finds the highest aligned piece, as looking at every place would', () => {
    holdsFor(
      fc.property(
        fc
          .uniqueArray(fc.integer({ min: 0, max: 0x6ff }), { maxLength: 40 })
          .map((all) => all.toSorted((a, b) => a - b)),
        (megabytes) => {
          const starts = megabytes.map((n) => 0x50000000 + n * MIB);
          const got = xenHeap(domU({ banks: null, kib: 32 * 1024 }), {
            reserved: starts.map((start) => reserve(start, 0x1000)).join(' '),
          });
          // 2 GiB of RAM ask for 64 MiB; half of that is not tried.
          const taken = [0x40200000, 0x44000000, 0x48000000, ...starts];
          let end = 0xc0000000;
          while (end > 0x40000000 && taken.some((at) => at >= end - 2 * STEP && at < end)) end -= STEP;
          const free = end - 2 * STEP >= 0x40000000;
          expect(got.split(' ')[0]).toBe(
            free ? `${(end - 2 * STEP).toString(16)}-${end.toString(16)}` : 'arm32-xenheap-size',
          );
        },
      ),
    );
  });

  it('forgets holes between banks', () => {
    const memory = memoryNode(0x40000000, GIB, 0xa0000000, 16 * MIB);
    expect(xenHeap(domU(), { memory })).toBe('9c000000-a0000000 (16384 pages)');
  });
});
