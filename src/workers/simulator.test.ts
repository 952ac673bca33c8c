import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forRelease } from '../bindings/for-release.ts';
import { settle } from '../bindings/settle.ts';
import { analyse } from '../engine/index.ts';
import type { Draws } from '../map/geometry/scene.ts';
import { type Edit, edited } from '../map/tools/editing.ts';
import { addr, bytes } from '../model/addr.ts';
import { delta } from '../model/delta.ts';
import { DOM0 } from '../model/dom0.ts';
import { entities, hostRange } from '../model/entities.ts';
import type { Plan } from '../model/plan.ts';
import { type Range, range } from '../model/range.ts';
import { DEFAULT_TARGET } from '../model/target.ts';
import { Choices } from '../testing/choices.ts';
import { anyTarget, drawnPlan } from '../testing/drawn-plans.ts';
import { planSpec } from '../testing/plan-spec.ts';
import { holdsFor } from '../testing/seed.ts';
import { Simulator, type StepQuestion } from './simulator.ts';

const hand = { ghosts: [], guides: [], badge: { text: '', at: addr(0n) } };

function anywhere(choices: Choices): Range {
  const [start, size] = [BigInt(choices.below(0x10_0000)) << 12n, BigInt(1 + choices.below(0x1000)) << 12n];
  return range(addr(start), bytes(size));
}

/** Something that a hand may do. */
function anyEdit(plan: Plan, choices: Choices): Edit {
  const movable = [...entities(plan)].filter(([, entity]) => hostRange(entity) !== null).map(([id]) => id);
  const domain = plan.domains[choices.below(Math.max(1, plan.domains.length))]?.id;
  if (choices.chance(50)) {
    const moved = movable.filter(() => choices.chance(30));
    return { kind: 'place', places: new Map(moved.map((id) => [id, anywhere(choices)])) };
  }
  const draws = choices.of<Draws>([
    { kind: 'heap' },
    { kind: 'bank', domain: domain ?? DOM0 },
    { kind: 'module', domain: domain ?? DOM0, module: 'kernel', what: 'a kernel' },
    { kind: 'shared', domains: plan.domains.map(({ id }) => id) },
  ]);
  return { kind: 'draw', draws, at: anywhere(choices) };
}

test('a step that is made in another thread is the one the page would make, step after step from the same plan', () => {
  holdsFor(
    fc.property(drawnPlan, anyTarget, fc.nat(), (base, target, seed) => {
      const simulator = new Simulator();
      const choices = new Choices(seed);
      let before: Plan | null = null;
      for (let i = 0; i < 4; i += 1) {
        const edit = anyEdit(base, choices);
        const question: StepQuestion = {
          kind: 'step',
          plan: delta(before, base),
          target,
          step: { edit, hand },
        };
        before = base;
        const draft = simulator.draft(structuredClone(question));
        const analysisOf = (plan: Plan) => analyse(forRelease(plan, target.release, true), target);
        const made = settle(
          edited(base, edit, () => analysisOf(base).domains),
          target.release,
        );
        expect(draft).toEqual(made.ok ? { plan: made.value, analysis: analysisOf(made.value) } : null);
      }
    }),
    60,
  );
});

test('what no device tree can say is not made', () => {
  const plan = planSpec('domU1 static 50000000+4000000 kernel 44000000+10000');
  const draft = (size: bigint) =>
    new Simulator().draft({
      kind: 'step',
      plan: delta(null, plan),
      target: DEFAULT_TARGET,
      step: { edit: { kind: 'draw', draws: { kind: 'heap' }, at: range(0n, size) }, hand },
    });
  expect(draft(1n << 63n)).not.toBeNull();
  expect(draft(1n << 64n)).toBeNull();
});
