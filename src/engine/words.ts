// What comes of a finding and of a whole boot, in a word or two: the same on the page and on the command line.
import type { Release } from '../model/release.ts';
import type { Analysis, Consequence, Ending, Evidence, Finding, Unbooted } from './analysis.ts';

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

/** Fewer layouts than this are no foundation. */
const FEW = 20;

const traitWords = (trait: Unbooted): string =>
  trait.startsWith('no ') ? `${trait.slice('no '.length)} off` : trait;

/** What a prediction is to be marked with, if with anything: `from source, not booted`. */
export const evidenceMark = ({ layouts }: Evidence): string | null =>
  layouts === 0 ? 'from source, not booted' : layouts < FEW ? `only ${layouts} layouts booted` : null;

/** What a prediction for a release rests on, in a sentence. */
export function evidenceText({ layouts, unbooted }: Evidence, release: Release): string {
  if (layouts === 0)
    return `From source, not booted: no Xen ${release} with ${unbooted.map(traitWords).join(', ')} is among the recordings of real Xen that the simulator is held to.`;
  return layouts < FEW
    ? `Mostly from source: only ${layouts} layouts were booted on a real Xen ${release} built like this.`
    : `At least ${layouts} layouts were booted on a real Xen ${release} built like this, and compared.`;
}
