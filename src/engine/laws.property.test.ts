// What holds for every layout whose ranges are cut side by side out of RAM, nothing between them and nothing twice.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MiB } from '../model/addr.ts';
import { flag } from '../model/cells.ts';
import { freeRam, occupants } from '../model/occupancy.ts';
import { overlaps, range, type Range, subtract, totalSize } from '../model/range.ts';
import { RELEASES } from '../model/release.ts';
import { DEFAULT_TARGET, type Target } from '../model/target.ts';
import { domU, layout, ranges } from '../testing/layouts.ts';
import { holdsFor } from '../testing/seed.ts';
import { analyse } from './index.ts';

/** In ms: hundreds of boots on a machine that may be busy. */
const TIMEOUT = 60_000;
const FIRST = 0x5000_0000n;

interface Cut {
  /** Whose: a domain's number, the heap, or nobody's. */
  readonly owner: 0 | 1 | 2 | 'heap' | null;
  /** Units of 64 KiB; the first bank of each owner has 160 MiB more. */
  readonly units: bigint;
}

const cuts: fc.Arbitrary<readonly Cut[]> = fc.array(
  fc.record({
    owner: fc.constantFrom<Cut['owner']>(0, 1, 2, 'heap', null),
    units: fc.bigInt(1n, 320n),
  }),
  { minLength: 1, maxLength: 24 },
);
const target: fc.Arbitrary<Target> = fc.record({
  release: fc.constantFrom(...RELEASES.filter((release) => release !== '4.16')),
  build: fc.constantFrom('debug' as const, 'release' as const),
  arch: fc.constant(DEFAULT_TARGET.arch),
  kconfig: fc.constant(DEFAULT_TARGET.kconfig),
});

/** Ranges by owner, each touching the next. */
function sideBySide(list: readonly Cut[]): ReadonlyMap<Cut['owner'], readonly Range[]> {
  const owned = new Map<Cut['owner'], Range[]>();
  let at = FIRST;
  for (const { owner, units } of list) {
    const banks = owned.get(owner) ?? [];
    const size = units * 0x1_0000n + (banks.length === 0 && owner !== null ? 160n * MiB : 0n);
    owned.set(owner, [...banks, range(at, size)]);
    at += size;
  }
  return owned;
}

const flat = (banks: readonly Range[]): bigint[] => banks.flatMap(({ start, size }) => [start, size]);

function plansOf(list: readonly Cut[], direct: readonly boolean[]) {
  const owned = sideBySide(list);
  const heap = owned.get('heap') ?? [];
  const numbers = ([0, 1, 2] as const).filter((number) => owned.has(number));
  const plan = layout(
    ...numbers.map((number) =>
      domU(
        `domU${number}`,
        flat(owned.get(number) ?? []),
        0x4400_0000n + BigInt(number) * MiB,
        ...(direct[number] === true ? [flag('direct-map')] : []),
      ),
    ),
  );
  const root = plan.tree.root;
  const withHeap = {
    ...plan,
    tree: {
      ...plan.tree,
      root: {
        ...root,
        children: root.children.map((node) =>
          node.name === 'chosen' && heap.length > 0
            ? { ...node, properties: [...node.properties, ranges('xen,static-heap', ...flat(heap))] }
            : node,
        ),
      },
    },
  };
  return { plan: withHeap, owned, numbers };
}

const direct = fc.tuple(fc.boolean(), fc.boolean(), fc.boolean());

describe('ranges that only touch', () => {
  it(
    'never overlap, whatever the release and build',
    () => {
      holdsFor(
        fc.property(cuts, direct, target, (list, dm, on) => {
          const { findings } = analyse(plansOf(list, dm).plan, on);
          expect(
            findings.filter(({ rule }) => rule.includes('overlap') || rule === 'double-init-static'),
          ).toEqual([]);
        }),
        200,
      );
    },
    TIMEOUT,
  );

  it(
    'and what nobody claims make up RAM, each byte once',
    () => {
      holdsFor(
        fc.property(cuts, direct, (list, dm) => {
          const { plan } = plansOf(list, dm);
          const claimed = occupants(plan).map((occupant) => occupant.range);
          claimed.forEach((one, i) =>
            expect(claimed.slice(i + 1).some((other) => overlaps(one, other))).toBe(false),
          );
          const inRam = totalSize(plan.host.memory) - totalSize(subtract(plan.host.memory, claimed));
          expect(inRam).toBe(totalSize(claimed));
          expect(inRam + totalSize(freeRam(plan))).toBe(totalSize(plan.host.memory));
        }),
        200,
      );
    },
    TIMEOUT,
  );
});

/** The packing rule said another way: guest page n is the n-th page of the banks; RAM0 ends after 3 GiB. */
const nthPage = (banks: readonly Range[], n: bigint): bigint | null => {
  let left = n << 12n;
  for (const { start, size } of banks) {
    if (left < size) return start + left;
    left -= size;
  }
  return null;
};

it(
  'a guest finds its banks in property order from 0x40000000 on, or where they are under direct-map',
  () => {
    holdsFor(
      fc.property(cuts, direct, target, fc.bigInt(0n, 0x4_0000n), (list, dm, on, probe) => {
        const { plan, owned, numbers } = plansOf(list, dm);
        const { domains } = analyse(plan, on);
        for (const number of numbers) {
          const banks = owned.get(number) ?? [];
          const domain = domains.find(({ name }) => name === `domU${number}`);
          const memory = domain?.memory ?? [];
          const promised = memory.map(({ guest, size }) => range(guest, size));
          const ruled = dm[number] === true ? banks : [range(0x4000_0000n, totalSize(banks))];
          expect(promised).toEqual(ruled);
          const pieces = memory.flatMap(({ host }) => host ?? []);
          expect(nthPage(pieces, probe)).toBe(nthPage(banks, probe));
        }
      }),
      200,
    );
  },
  TIMEOUT,
);
