// Plans for the simulator's laws: trees out of any words, and layouts over a real machine with everything colliding.
import fc from 'fast-check';
import { planOf } from '../bindings/plan.ts';
import { settle } from '../bindings/settle.ts';
import type { Plan } from '../model/plan.ts';
import { range } from '../model/range.ts';
import { RELEASES } from '../model/release.ts';
import { DEFAULT_TARGET, type Target } from '../model/target.ts';
import { arbitraryEntities, withEntities } from './arbitrary-plan.ts';
import { hostileTree } from './hostile-tree.ts';
import { planSpec, TEST_BOARD } from './plan-spec.ts';

const LOAD = { xen: range(0x4020_0000n, 0x16_0000n), fdt: range(0x4800_0000n, 0x4000n) };

/** A plan of a tree no one would write; its RAM may be anything up to all of 64 bits. */
export const hostilePlan: fc.Arbitrary<Plan> = hostileTree.map((tree) => planOf(tree, TEST_BOARD, LOAD));

/** Entities drawn over 2 GiB of RAM, with addresses that collide in every way; without those a tree cannot hold. */
export const drawnPlan: fc.Arbitrary<Plan> = arbitraryEntities.map((entities) => {
  const base = { ...planSpec(''), load: LOAD };
  const settled = settle(withEntities(base, entities), '4.22');
  return settled.ok ? settled.value : base;
});

export const anyTarget: fc.Arbitrary<Target> = fc.record({
  release: fc.constantFrom(...RELEASES),
  arch: fc.constantFrom('arm64' as const, 'arm32' as const),
  build: fc.constantFrom('debug' as const, 'release' as const),
  kconfig: fc.record({
    STATIC_MEMORY: fc.boolean(),
    STATIC_SHM: fc.boolean(),
    STATIC_EVTCHN: fc.constant(DEFAULT_TARGET.kconfig.STATIC_EVTCHN),
    LLC_COLORING: fc.boolean(),
    MPU: fc.boolean(),
    ARM_PA_BITS_32: fc.boolean(),
    ARM_SMMU_V3: fc.boolean(),
    ARM64_SVE: fc.boolean(),
    EARLY_PRINTK: fc.boolean(),
  }),
});
