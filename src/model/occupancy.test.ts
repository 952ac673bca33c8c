import { expect, test } from 'vitest';
import { barePlan } from '../testing/bare-plan.ts';
import { planSpec } from '../testing/plan-spec.ts';
import { type Addr, MiB } from './addr.ts';
import { addHeapBank } from './edit.ts';
import { namesOf } from './names.ts';
import { freePlace, freeRam, occupants, roomAround } from './occupancy.ts';
import { range } from './range.ts';

const heap = addHeapBank(barePlan(), range(0x5000_0000n, 0x1000_0000n));

test('reservations and heap banks occupy; RAM banks do not', () => {
  expect(occupants(heap.plan).map((o) => o.range.start)).toEqual([0x4000_0000n, 0x5000_0000n]);
  expect(freeRam(heap.plan)).toEqual([range(0x4010_0000n, 0xff0_0000n), range(0x6000_0000n, 0x6000_0000n)]);
});

test.each([
  [256n * MiB, 2n * MiB, 0n, 0x6000_0000n],
  [128n * MiB, 2n * MiB, 0n, 0x4020_0000n],
  [128n * MiB, 2n * MiB, 0x7000_0000n, 0x7000_0000n],
  [1024n * MiB, 2n * MiB, 0xb000_0000n, 0x6000_0000n],
])('%s bytes aligned to %s from %s go to %s', (size, align, from, start) => {
  expect(freePlace(heap.plan, size as never, align, from as Addr)?.start).toBe(start);
});

test('no place is said as null', () => {
  expect(freePlace(heap.plan, (8192n * MiB) as never, 4096n)).toBeNull();
});

test.each([
  ['free on both sides', range(0x7000_0000n, 0x1000_0000n), 0x1000_0000n, 0x4000_0000n],
  ['runs into the heap from above', range(0x5c00_0000n, 0x1000_0000n), -0x400_0000n, 0x5400_0000n],
  ['runs into the heap from below', range(0x4c00_0000n, 0x800_0000n), 0xbf0_0000n, -0x400_0000n],
  ['past the end of RAM', range(0xb800_0000n, 0x1000_0000n), 0x5800_0000n, -0x800_0000n],
])('room: %s', (_what, at, before, after) => {
  expect(roomAround(heap.plan, [], at)).toEqual({ before, after });
});

test.each(['kernel', 'shared'] as const)(
  'what stands in several domains as one %s is not in its own way',
  (kind) => {
    const plan = planSpec(`a kernel 50000000+10000 shared one 60000000>20000000+100000 owner
    | b kernel 50000000+10000 shared one 60000000>20000000+100000 borrower
    | c static 68000000+1000000`);
    const [a, b] = plan.domains.map(({ modules, shared }) => (kind === 'kernel' ? modules[0] : shared[0]));
    if (a === undefined || b === undefined) throw new Error('not there');
    const at = kind === 'kernel' ? range(0x5000_0000n, 0x1_0000n) : range(0x6000_0000n, 0x10_0000n);
    const ids = namesOf(plan, b.id);
    expect(ids).toEqual([a.id, b.id]);
    expect(roomAround(plan, ids, at)).toEqual(
      kind === 'kernel'
        ? { before: 0x1000_0000n, after: 0xfff_0000n }
        : { before: 0xfff_0000n, after: 0x7f0_0000n },
    );
  },
);

test('room is unknown outside RAM', () => {
  expect(roomAround(heap.plan, [], range(0x1000n, 0x1000n))).toBeNull();
});
