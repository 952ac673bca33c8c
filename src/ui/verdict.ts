// The most important sentence of the page: what Xen will do with this design.
import type { Finding } from '../engine/analysis.ts';
import { SEVERITIES } from '../engine/analysis.ts';
import type { Brief } from '../engine/brief.ts';
import { evidenceMark } from '../engine/words.ts';
import type { Release } from '../model/release.ts';
import type { Target } from '../model/target.ts';

export interface Verdict extends Pick<Brief, 'errors' | 'notes'> {
  /** `bad`: Xen stops. `warn`: it boots, but something asked for is missing or a domain cannot run. */
  readonly tone: 'ok' | 'warn' | 'bad';
  readonly lead: string;
  /** Xen's own line, verbatim; null when it boots or says nothing. */
  readonly line: string | null;
  /** What a person should know besides; null for nothing. */
  readonly note: string | null;
  /** What the whole verdict is to be marked with, as `from source, not booted`; null for nothing. */
  readonly mark: string | null;
}

export const releaseName = (release: Release): string =>
  release === 'unstable' ? 'Xen unstable' : `Xen ${release}`;

export function verdictOf(
  { verdict, panic, evidence, errors, notes }: Brief,
  { release, kconfig }: Pick<Target, 'release' | 'kconfig'>,
): Verdict {
  const mark = evidenceMark(evidence);
  const xen = releaseName(release);
  if (verdict === 'boots')
    return errors === 0
      ? { tone: 'ok', lead: `Boots on ${xen}`, line: null, note: null, mark, errors, notes }
      : {
          tone: 'warn',
          lead: `Boots on ${xen}, but not as asked`,
          line: null,
          note: null,
          mark,
          errors,
          notes,
        };
  const silent = panic?.message === null || panic?.message === undefined;
  return {
    tone: 'bad',
    lead: silent ? `${xen} hangs without a word` : `${xen} refuses:`,
    line: panic?.message ?? null,
    note:
      panic?.early === true && !kconfig.EARLY_PRINTK
        ? 'before the console is up: a board shows it only with early printk'
        : null,
    mark,
    errors,
    notes,
  };
}

/** Worst first; what stops Xen before all else; otherwise in the order Xen reaches them. */
export const worstFirst = (findings: readonly Finding[]): Finding[] =>
  findings.toSorted(
    (a, b) =>
      Number(b.stops) - Number(a.stops) || SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
  );

/** `1 error · 2 notes`; empty when there is nothing to count. */
export const countsText = ({ errors, notes }: Pick<Verdict, 'errors' | 'notes'>): string =>
  [counted(errors, 'error'), counted(notes, 'note')].filter((part) => part !== null).join(' · ');

const counted = (n: number, word: string): string | null =>
  n === 0 ? null : `${n} ${word}${n === 1 ? '' : 's'}`;
