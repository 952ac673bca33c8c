// What the engine remembers of one boot for the next must not show: a design that was edited step by step is answered like
// one that was never seen. A copy of a plan shares no object with it, so nothing is remembered of it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reread } from '../bindings/reread.ts';
import { settle } from '../bindings/settle.ts';
import { analyse, type Analysis } from '../engine/index.ts';
import { bytes } from '../model/addr.ts';
import { placeAt } from '../model/edit.ts';
import type { Plan } from '../model/plan.ts';
import { range } from '../model/range.ts';
import { DEFAULT_TARGET, type Target } from '../model/target.ts';
import { Choices } from './choices.ts';
import { anyTarget, drawnPlan, hostilePlan } from './drawn-plans.ts';
import { layoutChange } from './layout-change.ts';
import { planSpec } from './plan-spec.ts';
import { holdsFor } from './seed.ts';
import type { TreeNode } from '../model/tree.ts';
import { editTree } from './tree-edits.ts';

/** In ms: thousands of boots on a machine that may be busy. */
const TIMEOUT = 120_000;
const STEPS = 8;

/** Domains of every kind that boot beside each other. */
const BOOTING = [
  'xen 40200000+160000 | fdt 48000000+4000',
  'a static 50000000+4000000 54000000+4000000 kernel 44000000+10000 vpl011',
  'b memory 10000 kernel 44100000+10000 ramdisk 44200000+10000',
  'c dm static 60000000+8000000 kernel 44300000+10000 vpl011',
  'd cpus 2 static 70000000+8000000 kernel 44400000+10000',
  'e static 78000000+4000000 kernel 44500000+10000 shared one 7c000000>20000000+100000 owner',
  'f static 80000000+4000000 84000000+4000000 kernel 44600000+10000',
].join(' | ');
const booting: fc.Arbitrary<Plan> = fc
  .constantFrom('', ' | heap 58000000+8000000', ' | dom0 kernel 44700000+10000 | args dom0_mem=128M')
  .map((more) => planSpec(BOOTING + more));

/** `count` ranges of a size, one every `step` from `start` on. */
const row = (start: number, step: number, count: number, size: number): string =>
  Array.from({ length: count }, (_, i) => `${(start + i * step).toString(16)}+${size.toString(16)}`).join(
    ' ',
  );

/** More banks and more modules than Xen has room for: which are lost changes with what comes before them. */
const crowd: fc.Arbitrary<Plan> = fc
  .constant(
    [
      'xen 40200000+160000 | fdt 48000000+4000',
      ...Array.from({ length: 34 }, (_, i) => {
        const banks = row(0x6000_0000 + i * 0x200_0000, 0x40_0000, 8, 0x20_0000);
        return `d${i} static ${banks} kernel ${row(0x5000_0000 + i * 0x10_0000, 0, 1, 0x1_0000)}`;
      }),
    ].join(' | '),
  )
  .map((spec) => planSpec(spec));

/** One bank or module a few pages or mebibytes further: what a step of a drag does. */
function nudge(plan: Plan, choices: Choices): Plan {
  const all = [...plan.heap, ...plan.domains.flatMap((of) => [...(of.staticMem ?? []), ...of.modules])];
  const one = all[choices.below(Math.max(1, all.length))];
  if (one === undefined) return plan;
  const by = BigInt(choices.below(9) - 4) * choices.of([0x1000n, 0x20_0000n, 0x400_0000n]);
  if (one.start + by < 0n) return plan;
  const size = choices.chance(20) ? bytes(one.size + 0x1000n) : one.size;
  return placeAt(plan, one.id, range(one.start + by, size));
}

/** The children of /chosen change places, as in an editor, each the same object. */
function shuffled(plan: Plan, choices: Choices): Plan {
  const { root } = plan.tree;
  const turned = (nodes: readonly TreeNode[]): readonly TreeNode[] => {
    const at = choices.below(nodes.length + 1);
    return [...nodes.slice(at), ...nodes.slice(0, at).toReversed()];
  };
  const children = root.children.map((child) =>
    child.name === 'chosen' ? { ...child, children: turned(child.children) } : child,
  );
  return reread(plan, { ...plan.tree, root: { ...root, children } });
}

function edited(plan: Plan, { release }: Target, choices: Choices): Plan {
  if (choices.chance(15)) return shuffled(plan, choices);
  if (choices.chance(15)) return reread(plan, editTree(plan.tree, choices.below(1 << 30)));
  const edit = choices.chance(60) ? nudge : layoutChange;
  const settled = settle(edit(plan, choices), release);
  return settled.ok ? settled.value : plan;
}

describe.each([
  ['domains that boot', booting, 60],
  ['a drawn layout', drawnPlan, 60],
  ['a tree of any words', hostilePlan, 40],
  ['more than there is room for', crowd, 12],
] as const)('edits of %s', (_, plans, runs) => {
  it(
    'are answered as if nothing were remembered',
    () => {
      holdsFor(
        fc.property(
          plans,
          fc.oneof(fc.constant(DEFAULT_TARGET), anyTarget),
          anyTarget,
          fc.integer(),
          (plan, target, other, seed) => {
            const choices = new Choices(seed);
            const base = plan;
            let now = plan;
            for (let step = 0; step < STEPS; step += 1) {
              // A drag starts over from where it began; other releases are asked about in between.
              now = edited(choices.chance(50) ? base : now, target, choices);
              const built = choices.chance(20) ? other : target;
              expect(analyse(now, built)).toStrictEqual(analyse(structuredClone(now), built));
            }
          },
        ),
        runs,
      );
    },
    TIMEOUT,
  );
});

/** The answer about a plan with the first bank of its first domain somewhere else. */
function afterMove(plan: Plan, to: bigint): Analysis {
  const bank = plan.domains[0]?.staticMem?.[0];
  if (bank === undefined) throw new Error('no bank');
  const moved = settle(placeAt(plan, bank.id, range(to, bank.size)), '4.22');
  if (!moved.ok) throw new Error(moved.problem.message);
  return analyse(moved.value, DEFAULT_TARGET);
}

/** Names of the domains about which two answers are the same object. */
const same = (a: Analysis, b: Analysis): readonly string[] =>
  b.domains.filter((domain, i) => domain === a.domains[i]).map(({ name }) => name);

it('has the same answer about a domain that an edit of another leaves alone', () => {
  const plan = planSpec(BOOTING);
  const before = analyse(plan, DEFAULT_TARGET);
  expect(before.verdict).toBe('boots');
  // All but the one that is edited and the one that shares memory.
  expect(same(before, afterMove(plan, 0x5800_0000n))).toEqual(['b', 'c', 'd', 'f']);
});

it('has the same answer about a domain of a boot that had ended, by whatever', () => {
  const plan = planSpec(BOOTING);
  const [over, inside] = [afterMove(plan, 0x6000_0000n), afterMove(plan, 0x4020_0000n)];
  expect([over, inside].map(({ panic }) => panic?.rule)).toEqual(['static-overlap', 'static-overlap-module']);
  // Those of static memory: the heap that b gets its memory from is not the same.
  expect(same(over, inside)).toEqual(['c', 'd', 'f']);
});
