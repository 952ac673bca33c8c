// What comes of a finding and of a whole boot, in a word or two: the same on the page and on the command line.
import type { Analysis, Consequence, Ending, Finding } from './analysis.ts';

const CONSEQUENCES: Readonly<Record<Consequence, string>> = {
  panic: 'panic',
  abort: 'data abort',
  bug: 'BUG',
  assertion: 'assertion',
  hang: 'hang',
  dropped: 'left out',
  warning: 'warning',
  misbehaves: 'goes wrong later',
};

/** `panic`, `left out, without a word`; null for advice. */
export function consequenceWords({
  consequence,
  prints,
  stops,
}: Pick<Finding, 'consequence' | 'prints' | 'stops'>): string | null {
  if (consequence === null) return null;
  return `${CONSEQUENCES[consequence]}${!stops && prints.length === 0 ? ', without a word' : ''}`;
}

const ENDS: Readonly<Record<Ending, string>> = {
  panic: 'panics',
  abort: 'aborts',
  bug: 'hits a BUG',
  assertion: 'asserts',
  hang: 'hangs',
};

/** Whether a finding makes a design fail: Xen stops, a domain cannot run, or something asked for is lost in silence. */
export const fails = ({ severity }: Finding): boolean => severity === 'error' || severity === 'silent';

/** What becomes of a boot: `boots`, `not as asked`, `panics` … */
export function outcomeWord({ panic, findings }: Analysis): string {
  if (panic !== null) return ENDS[panic.consequence];
  return findings.some(fails) ? 'not as asked' : 'boots';
}
