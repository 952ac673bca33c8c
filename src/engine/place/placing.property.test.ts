// Whatever is placed, the boot simulator accepts.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RELEASES } from '../../model/release.ts';
import { DEFAULT_TARGET } from '../../model/target.ts';
import { anyWants, settledPlan } from '../../testing/any-wants.ts';
import { holdsFor } from '../../testing/seed.ts';
import { analyse } from '../index.ts';
import { fails } from '../words.ts';
import { accept, IMPROVE, placed, REPAIR } from './placing.ts';

const FROM_417 = RELEASES.filter((release) => release !== '4.16');

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
        const { verdict, findings } = analyse(settledPlan(next, release), target);
        expect(findings.filter(fails).map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
        expect(verdict).toBe('boots');
      },
    ),
    150,
  );
  expect(seen.get('placed')).toBeGreaterThan(75);
});
