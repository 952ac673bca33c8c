// The same design before every release: where a finding holds, told by asking the simulator, not by a table.
import type { Analysis, Finding } from '../engine/analysis.ts';
import { type Release, RELEASES } from '../model/release.ts';

export type ByRelease = ReadonlyMap<Release, Analysis>;

const sameFinding = (a: Finding, b: Finding): boolean =>
  a.rule === b.rule &&
  a.by === b.by &&
  a.domain === b.domain &&
  a.path === b.path &&
  a.range?.start === b.range?.start &&
  a.range?.size === b.range?.size;

/** The replay goes on after Xen has stopped, so what is not found is not there. */
const has = (analysis: Analysis | undefined, finding: Finding): boolean =>
  analysis?.findings.some((other) => sameFinding(other, finding)) ?? false;

/** `all releases`, `since 4.19`, `until 4.18`, `4.17 to 4.19`, or null when they do not make one stretch. */
export function stretchText(present: readonly boolean[]): string | null {
  const first = present.indexOf(true);
  const last = present.lastIndexOf(true);
  if (first < 0 || present.slice(first, last + 1).includes(false)) return null;
  const openAfter = last === present.length - 1;
  if (first === 0 && openAfter) return 'all releases';
  if (openAfter) return `since ${RELEASES[first]}`;
  if (first === 0) return `until ${RELEASES[last]}`;
  return first === last ? `${RELEASES[first]} only` : `${RELEASES[first]} to ${RELEASES[last]}`;
}

export const findingStretch = (all: ByRelease, finding: Finding): string | null =>
  stretchText(RELEASES.map((release) => has(all.get(release), finding)));
