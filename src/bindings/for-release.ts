// A design as another release would be given it.
import type { Plan } from '../model/plan.ts';
import type { Release } from '../model/release.ts';
import { settle } from './settle.ts';

/**
 * Written as that release wants it, unless the design is `worded` in a person's own text, which no choice of a release
 * changes. What cannot be written for it stays as it is.
 */
export function forRelease(plan: Plan, release: Release, worded: boolean): Plan {
  if (worded) return plan;
  const written = settle(plan, release);
  return written.ok ? written.value : plan;
}
