// The design on screen, simulated for every release, and not before the hand rests: no movement of a drag pays for eight
// simulations. Until the answers are there, they are about the design before.
import { useEffect, useMemo, useState } from 'react';
import { RELEASES } from '../model/release.ts';
import type { Build } from '../model/target.ts';
import type { Compared } from '../store/ahead.ts';
import { shown } from '../store/state.ts';
import type { ByBuild, ByRelease } from './releases.ts';
import { useRest } from './use-calm.ts';
import { useMemmap, useVerbs } from './use-memmap.ts';

const NOTHING_KNOWN: Compared = [];
const BOTH: readonly Build[] = ['release', 'debug'];

function useCompared(builds: readonly Build[]): Compared {
  const verbs = useVerbs();
  const plan = useRest((state) => shown(state)?.plan ?? null);
  const worded = useMemmap((state) => state.design?.text !== undefined);
  const target = useMemmap((state) => state.target);
  const simulate = useMemmap((state) => state.simulate);
  const [known, setKnown] = useState(NOTHING_KNOWN);
  useEffect(() => {
    if (plan === null || simulate === null) return undefined;
    const targets = builds.flatMap((build) => RELEASES.map((release) => ({ ...target, release, build })));
    return verbs.compare({ plan, targets, worded }, setKnown);
  }, [plan, target, simulate, builds, worded, verbs]);
  return known;
}

const byRelease = (compared: Compared): ByRelease =>
  new Map(compared.map(([{ release }, analysis]) => [release, analysis]));

/** Built as the target is. */
export function useByRelease(): ByRelease {
  const build = useMemmap((state) => state.target.build);
  const compared = useCompared(useMemo(() => [build], [build]));
  return useMemo(() => byRelease(compared), [compared]);
}

export function useByBuild(): ByBuild {
  const compared = useCompared(BOTH);
  return useMemo(() => {
    const built = (build: Build): ByRelease => byRelease(compared.filter(([of]) => of.build === build));
    return { release: built('release'), debug: built('debug') };
  }, [compared]);
}
