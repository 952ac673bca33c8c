// The same design before every release: where a finding holds, told by asking the simulator, not by a table.
import type { Analysis, Finding } from '../engine/analysis.ts';
import { type Release, RELEASES } from '../model/release.ts';
import type { Build } from '../model/target.ts';
import { worstFirst } from './verdict.ts';

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
  if (first === last) return `${RELEASES[first]} only`;
  const openAfter = last === present.length - 1;
  if (first === 0 && openAfter) return 'all releases';
  if (openAfter) return `since ${RELEASES[first]}`;
  if (first === 0) return `until ${RELEASES[last]}`;
  return `${RELEASES[first]} to ${RELEASES[last]}`;
}

export const findingStretch = (all: ByRelease, finding: Finding): string | null =>
  stretchText(RELEASES.map((release) => has(all.get(release), finding)));

export type ByBuild = Readonly<Record<Build, ByRelease>>;

/** A finding that not every release and build has, and in words which do. */
export interface Difference {
  readonly finding: Finding;
  readonly where: string;
}

const listed = (present: readonly boolean[]): string =>
  stretchText(present) ?? RELEASES.filter((_, i) => present[i] === true).join(', ');

function whereText(release: readonly boolean[], debug: readonly boolean[]): string {
  if (release.every((there, i) => there === debug[i])) return listed(release);
  const parts = [
    { build: 'release', present: release },
    { build: 'debug', present: debug },
  ].filter(({ present }) => present.includes(true));
  return parts
    .map(({ build, present }) => {
      const stretch = listed(present);
      return stretch === 'all releases' ? `${build} builds` : `${build} builds ${stretch}`;
    })
    .join(', ');
}

export interface Comparison {
  /** Worst first, in the words of the newest that has it. */
  readonly differences: readonly Difference[];
  /** How many findings every release and build has. */
  readonly common: number;
}

/** What differs between releases and builds. */
export function compareReleases(all: ByBuild): Comparison {
  const found: Finding[] = [];
  for (const release of RELEASES.toReversed())
    for (const finding of [all.release, all.debug].flatMap((by) => by.get(release)?.findings ?? []))
      if (!found.some((other) => sameFinding(other, finding))) found.push(finding);
  const differences = worstFirst(found).flatMap((finding): Difference[] => {
    const [release, debug] = [all.release, all.debug].map((by) =>
      RELEASES.map((one) => has(by.get(one), finding)),
    );
    if (release === undefined || debug === undefined) return [];
    return [...release, ...debug].every(Boolean) ? [] : [{ finding, where: whereText(release, debug) }];
  });
  return { differences, common: found.length - differences.length };
}
