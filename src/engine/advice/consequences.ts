// What Xen would find in the tree as its writer meant it and cannot find in the tree as it is.
import type { Analysis, Finding } from '../analysis.ts';
import type { Corrections } from './corrections.ts';

/** Xen's findings about the corrected tree that it does not have about the tree that was given, told as advice. */
export function consequences(corrections: Corrections, given: Analysis, meant: Analysis): readonly Finding[] {
  const known = new Set(given.findings.map(keyOf));
  const { once } = corrections;
  return meant.findings
    .filter((finding) => !known.has(keyOf(finding)))
    .map((finding) =>
      corrections.inGivenNames({
        ...finding,
        by: 'advice',
        stops: false,
        message: `${once}: ${finding.message}`,
        prints: [],
      }),
    );
}

const keyOf = ({ rule, domain, path, range }: Finding): string =>
  [rule, domain, path, range?.start, range?.size].join(' ');
