// Whatever is placed, the boot simulator accepts, and what was asked of it is kept.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Plan } from '../../model/plan.ts';
import { containsRange, overlaps } from '../../model/range.ts';
import { RELEASES } from '../../model/release.ts';
import { DEFAULT_TARGET } from '../../model/target.ts';
import { anyWants, settledPlan } from '../../testing/any-wants.ts';
import { holdsFor } from '../../testing/seed.ts';
import { analyse } from '../index.ts';
import { fails } from '../words.ts';
import { startOf } from './imagebuilder.ts';
import { accept, IMPROVE, placed, type PlacedItem, REPAIR } from './placing.ts';

const FROM_417 = RELEASES.filter((release) => release !== '4.16');

/** Labels of what does not lie where devices reach it, or lies over U-Boot though it loads it; and of boot files out of order. */
function broken(plan: Plan, items: readonly PlacedItem[], next: Plan): string[] {
  const { dma = [] } = plan.host;
  const { own, imageBuilder } = plan.wants.loader;
  const reached = dma.flatMap(({ windows }) => windows);
  const astray = items.filter(({ to, need: id }) => {
    const need = plan.wants.needs.find((one) => one.id === id);
    return to.some(
      (at) =>
        (typeof need?.dma === 'string' && !reached.some((window) => containsRange(window, at))) ||
        (need?.for.kind === 'module' && own !== null && overlaps(at, own)),
    );
  });
  return [
    ...astray.map(({ label }) => label),
    ...(imageBuilder !== null && startOf(next, imageBuilder.copy) === null ? ['boot files'] : []),
  ];
}

it('boots as placed, with nothing lost, on every release', () => {
  const seen = new Map<string, number>();
  holdsFor(
    fc.property(
      fc.nat(),
      fc.constantFrom(...FROM_417),
      fc.constantFrom('debug' as const, 'release' as const),
      fc.constantFrom(REPAIR, IMPROVE),
      (seed, release, build, options) => {
        const target = { ...DEFAULT_TARGET, release, build };
        const plan = anyWants(seed, release);
        const answer = placed(plan, target, options, 20_000);
        seen.set(answer.kind, (seen.get(answer.kind) ?? 0) + 1);
        if (answer.kind !== 'placed') return;
        const next = accept(plan, answer.items);
        expect(next.wants.needs).toEqual([]);
        expect(broken(plan, answer.items, next)).toEqual([]);
        const { verdict, findings } = analyse(settledPlan(next, release), target);
        expect(findings.filter(fails).map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
        expect(verdict).toBe('boots');
      },
    ),
    150,
  );
  expect(seen.get('placed')).toBeGreaterThan(60);
});
