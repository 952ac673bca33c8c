import { expect, test } from 'vitest';
import { bootExample } from '../../testing/example.ts';
import { domU, machine, MIB, staticHeap } from '../refusals/example-text.ts';

/** How a hardware domain of 128 MiB ends on 4.22 with a static heap of so much. */
function endOf(heap: number): string {
  const text = machine(staticHeap(0x50000000, heap) + domU({ more: 'capabilities = <2>; direct-map;' }));
  const { panic } = bootExample({ release: '4.22', triggers: () => text, harmless: () => text }, text);
  return panic === null ? 'boots' : `${panic.message} ← ${panic.rule}`;
}

// From source: construct_domU calls construct_hwdom, and create_domUs says what failed.
test.each([
  ['enough for its RAM and tables', 158 * MIB + 0x60000, 'boots'],
  [
    'its RAM, and no table for it',
    158 * MIB + 0x56000,
    'Could not set up domain domU1 (rc = -12) ← heap-for-static-domain',
  ],
])('a hardware domain takes its tables of the heap: %s', (_, heap, end) => expect(endOf(heap)).toBe(end));
