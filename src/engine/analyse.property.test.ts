import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_TARGET } from '../model/target.ts';
import { anyTarget, drawnPlan, hostilePlan } from '../testing/drawn-plans.ts';
import { planSpec } from '../testing/plan-spec.ts';
import { holdsFor } from '../testing/seed.ts';
import { ADVICE } from './advice/registry.ts';
import { analyse, type Finding, isEnding } from './index.ts';
import { refusalOf } from './refusals/registry.ts';
import { fails } from './words.ts';

/** In ms: hundreds of boots on a machine that may be busy. */
const TIMEOUT = 60_000;

/** What Xen leaves out without loss to anybody: a bank of no size, and a region that the tree itself disables. */
const NOTHING_LOST = ['static-zero-size', 'resv-disabled'];

/** What is lost and not said to fail. */
const mereNotes = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(
    (finding) =>
      finding.by === 'xen' &&
      (finding.consequence === 'dropped' || finding.consequence === 'misbehaves') &&
      !NOTHING_LOST.includes(finding.rule) &&
      !fails(finding),
  );

describe.each([
  ['any words', hostilePlan, 300],
  ['a drawn layout', drawnPlan, 300],
] as const)('whatever %s says', (_, plans, runs) => {
  it(
    'has one end at most, told by its finding, every rule is known, and no loss is a mere note',
    () => {
      holdsFor(
        fc.property(plans, anyTarget, (plan, target) => {
          const { verdict, panic, findings } = analyse(plan, target);
          const stops = findings.filter((finding) => finding.stops);
          expect(stops.map(({ rule }) => rule)).toEqual(panic === null ? [] : [panic.rule]);
          expect(verdict).toBe(panic === null ? 'boots' : 'refused');
          expect(stops.map(({ consequence }) => consequence)).toEqual(
            panic === null ? [] : [panic.consequence],
          );
          const quiet = findings.filter(({ severity }) => severity === 'silent');
          expect(quiet.filter(({ consequence }) => isEnding(consequence))).toEqual([]);
          const unknown = findings.filter(
            ({ rule, by }) => refusalOf(rule) === undefined && !(by === 'advice' && ADVICE.has(rule)),
          );
          expect(unknown).toEqual([]);
          expect(findings.filter(({ message }) => !message.endsWith('.'))).toEqual([]);
          expect(mereNotes(findings)).toEqual([]);
        }),
        runs,
      );
    },
    TIMEOUT,
  );

  it(
    'is the same each time, and every domain of /chosen is there in order',
    () => {
      holdsFor(
        fc.property(plans, anyTarget, (plan, target) => {
          const analysis = analyse(plan, target);
          expect(analyse(plan, target)).toEqual(analysis);
          const names = analysis.domains.map(({ name }) => name).filter((name) => name !== 'dom0');
          expect(names).toEqual(plan.domains.map(({ name }) => name).filter((name) => name !== 'dom0'));
        }),
        runs,
      );
    },
    TIMEOUT,
  );
});

it('registers whose end is not mapped are no mere note', () => {
  const { findings } = analyse(planSpec('device a000c00+800 | dom0 kernel 42000000+10000'), DEFAULT_TARGET);
  expect(findings.map(({ rule }) => rule)).toContain('host-page-missing');
  expect(mereNotes(findings)).toEqual([]);
});
