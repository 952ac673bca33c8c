import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hex } from '../../model/addr.ts';
import { DEFAULT_TARGET } from '../../model/target.ts';
import { anyTarget, drawnPlan, hostilePlan } from '../../testing/drawn-plans.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { holdsFor } from '../../testing/seed.ts';
import { analyse } from '../index.ts';
import { type Counted, mappingCosts } from './mapping-cost.ts';

const MODULES = 'heap 48000000+8000000';

function costOf(spec: string, reach?: bigint): Counted {
  const plan = planSpec(spec);
  const counted = mappingCosts(plan, analyse(plan, DEFAULT_TARGET).domains, reach)[0]?.counted ?? null;
  if (counted === null) throw new Error('not counted');
  return counted;
}

/** `1×1G 3×2M 0×4K, 4 tables of 512`, and the move or why there is none. */
const told = ({ entries, tables, pool, move, stays }: Counted): [string, string] => [
  `${entries[1]}×1G ${entries[2]}×2M ${entries[3]}×4K, ${tables} of ${pool}`,
  move === null
    ? `${stays}`
    : `bank ${move.index} to ${hex(move.to.start)}: ${move.saves.entries} entries, ${move.saves.tables} tables`,
];

it.each([
  ['aligned', 'domU1 static 60000000+8000000 kernel 44000000+10000', '0×1G 64×2M 0×4K, 2 of 512', 'best'],
  [
    'a page off',
    'domU1 static 60001000+8000000 kernel 44000000+10000',
    '0×1G 0×2M 32768×4K, 66 of 512',
    'bank 0 to 0x60000000: 32704 entries, 64 tables',
  ],
  [
    'nearest above',
    'domU1 static 601ff000+8000000 kernel 44000000+10000',
    '0×1G 0×2M 32768×4K, 66 of 512',
    'bank 0 to 0x60200000: 32704 entries, 64 tables',
  ],
  [
    'what is nearest is taken',
    'domU1 static 60001000+8000000 kernel 44000000+10000 | domU2 static 5f000000+1001000 kernel 46000000+1000',
    '0×1G 0×2M 32768×4K, 66 of 512',
    'bank 0 to 0x60200000: 32704 entries, 64 tables',
  ],
  [
    'direct-mapped, a page off',
    'domU1 dm static 60001000+8000000 kernel 44000000+10000',
    '0×1G 0×2M 32768×4K, 67 of 512',
    'bank 0 to 0x60000000: 32704 entries, 65 tables',
  ],
  [
    'direct-mapped, an odd size: it is the end that must be aligned',
    'domU1 dm static 60000000+8001000 kernel 44000000+10000',
    '0×1G 0×2M 32769×4K, 67 of 512',
    'bank 0 to 0x5ffff000: 32704 entries, 64 tables',
  ],
  [
    'direct-mapped, an odd size that ends well',
    'domU1 dm static 601ff000+8001000 kernel 44000000+10000',
    '0×1G 64×2M 1×4K, 3 of 512',
    'size',
  ],
  [
    'remapped, an odd size: the guest’s side never ends well',
    'domU1 static 60000000+8001000 kernel 44000000+10000',
    '0×1G 0×2M 32769×4K, 67 of 512',
    'size',
  ],
  [
    'behind an odd bank the host must be as odd',
    'domU1 static 60000000+1ff000 61000000+4001000 kernel 44000000+10000',
    '0×1G 0×2M 16896×4K, 35 of 512',
    'bank 1 to 0x60fff000: 16352 entries, 32 tables',
  ],
  [
    'a gigabyte apart by 2 MiB',
    'ram 40000000+200000000 | domU1 static 80200000+40000000 kernel 44000000+10000',
    '0×1G 512×2M 0×4K, 2 of 1536',
    'bank 0 to 0x80000000: 511 entries, 1 tables',
  ],
  [
    'full RAM',
    'ram 40000000+28001000 | domU1 static 60001000+8000000 kernel 44000000+10000 | domU2 static 50000000+10001000 kernel 46000000+1000',
    '0×1G 0×2M 32768×4K, 66 of 512',
    'room',
  ],
  ['from the heap', 'domU1 memory 40400 kernel 44000000+10000', '0×1G 128×2M 256×4K, 3 of 768', 'heap'],
  [
    'shared memory is mapped as well',
    'domU1 static 60000000+8000000 kernel 44000000+10000 shared a 70000000>90001000+1000 owner',
    '0×1G 64×2M 1×4K, 4 of 512',
    'best',
  ],
])('%s', (_, domains, counts, move) => {
  expect(told(costOf(domains.includes('memory') ? domains : `${MODULES} | ${domains}`))).toEqual([
    counts,
    move,
  ]);
});

it('a pinned bank is not moved: another one is, or it says so', () => {
  const spec = 'domU1 static 60001000+8000000 70001000+1000000 kernel 44000000+10000';
  const plan = planSpec(`${MODULES} | ${spec}`);
  const pinning = (...indices: number[]): string => {
    const ids = indices.map((i) => plan.domains[0]?.staticMem?.[i]?.id).filter((id) => id !== undefined);
    const pinned = { ...plan, pinned: new Set(ids) };
    const { counted } = mappingCosts(pinned, analyse(pinned, DEFAULT_TARGET).domains)[0] ?? {};
    return counted ? (told(counted)[1].split(':')[0] ?? '') : '';
  };
  expect([pinning(), pinning(0), pinning(0, 1)]).toEqual([
    'bank 0 to 0x60000000',
    'bank 1 to 0x70000000',
    'pinned',
  ]);
});

it('names domains without a pool and does not count them', () => {
  const plan = planSpec('dom0 kernel 50000000+10000 | domU1 static 60000000+8000000 kernel 44000000+10000');
  const costs = mappingCosts(plan, analyse(plan, DEFAULT_TARGET).domains);
  expect(costs.map(({ domain, counted }) => [domain, counted === null])).toEqual([
    ['dom0', true],
    ['domU1', false],
  ]);
});

it('is there for whatever a tree says, and every move saves something', () => {
  holdsFor(
    fc.property(fc.oneof(drawnPlan, hostilePlan), anyTarget, (plan, target) => {
      const { domains } = analyse(plan, target);
      for (const { counted } of mappingCosts(plan, domains)) {
        if (counted === null) continue;
        expect((counted.move === null) !== (counted.stays === null)).toBe(true);
        expect(counted.move?.saves.entries ?? 1n).toBeGreaterThan(0n);
      }
    }),
  );
});

const PAGE = 0x1000n;
const RAM = { start: 0x4000_0000n, pages: 0x800n };
const REACH = 0x400n;
const bank = fc.tuple(fc.integer({ min: 0, max: 0x5ff }), fc.constantFrom(0x200, 0x201, 0x3ff, 0x400, 0x37));

it('a move is to the nearest page with fewer entries, and saves what the boot after it says', () => {
  holdsFor(
    fc.property(bank, fc.integer({ min: 0, max: 0x7ff }), fc.boolean(), ([first, pages], taken, isDirect) => {
      fc.pre(first + pages <= 0x800 && (taken < first || taken >= first + pages));
      const at = (page: bigint) => (RAM.start + page * PAGE).toString(16);
      const spec = (page: bigint) =>
        `ram ${at(0n)}+${(RAM.pages * PAGE).toString(16)} a0000000+1000000 | reserved ${at(BigInt(taken))}+1000 | ` +
        `domU1 ${isDirect ? 'dm ' : ''}static ${at(page)}+${(BigInt(pages) * PAGE).toString(16)} kernel a0000000+10000`;
      const total = ({ entries }: Counted) => entries[1] + entries[2] + entries[3];
      const from = BigInt(first);
      const now = costOf(spec(from), REACH * PAGE);
      let nearest: bigint | null = null;
      // The places are looked at from near to far, the lower of two first.
      for (let by = 1n; by <= REACH && nearest === null; by += 1n)
        for (const page of [from - by, from + by]) {
          const end = page + BigInt(pages);
          if (nearest !== null || page < 0n || end > RAM.pages) continue;
          if (page <= BigInt(taken) && BigInt(taken) < end) continue;
          // Only these change how the bank is mapped; the others are as dear as one another.
          const edge = isDirect ? end : page;
          if (edge % 0x200n > 1n && edge % 0x200n < 0x1ffn) continue;
          if (total(costOf(spec(page), 0n)) < total(now)) nearest = page;
        }
      expect(now.move?.to.start ?? null).toBe(nearest === null ? null : RAM.start + nearest * PAGE);
      if (now.move === null || nearest === null) return;
      const then = costOf(spec(nearest), 0n);
      expect(now.move.saves).toEqual({ entries: total(now) - total(then), tables: now.tables - then.tables });
    }),
    60,
  );
});
