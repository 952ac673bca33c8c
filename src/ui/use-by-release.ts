// The design on screen, simulated for every release, and not before the hand rests: no movement of a drag pays for eight
// simulations. The answers come later; until then what is known is about another design, or nothing.
import { useEffect, useMemo, useState } from 'react';
import { RELEASES } from '../model/release.ts';
import type { Build } from '../model/target.ts';
import type { Compared, Comparison } from '../store/ahead.ts';
import { shown } from '../store/state.ts';
import type { ByBuild, ByRelease } from './releases.ts';
import { useRest } from './use-calm.ts';
import { useMemmap, useVerbs } from './use-memmap.ts';

interface Known {
  readonly of: Comparison | null;
  readonly answers: Compared;
}

const NOTHING: Known = { of: null, answers: [] };
const BOTH: readonly Build[] = ['release', 'debug'];

/** The last answers, and whether they are about what is on screen. */
function useCompared(builds: readonly Build[]): { readonly answers: Compared; readonly isCurrent: boolean } {
  const verbs = useVerbs();
  const plan = useRest((state) => shown(state)?.plan ?? null);
  const worded = useMemmap((state) => state.design?.text !== undefined);
  const arch = useMemmap((state) => state.target.arch);
  const kconfig = useMemmap((state) => state.target.kconfig);
  const simulate = useMemmap((state) => state.simulate);
  const [known, setKnown] = useState(NOTHING);
  const comparison = useMemo<Comparison | null>(() => {
    if (plan === null || simulate === null) return null;
    const targets = builds.flatMap((build) => RELEASES.map((release) => ({ release, arch, build, kconfig })));
    return { plan, targets, worded };
  }, [plan, simulate, builds, arch, kconfig, worded]);
  useEffect(() => {
    if (comparison === null) return undefined;
    return verbs.compare(comparison, (answers) => setKnown({ of: comparison, answers }));
  }, [comparison, verbs]);
  return { answers: known.answers, isCurrent: comparison !== null && known.of === comparison };
}

const byRelease = (compared: Compared): ByRelease =>
  new Map(compared.map(([{ release }, analysis]) => [release, analysis]));

const NOTHING_KNOWN: ByRelease = new Map();

/** Built as the target is; empty until it is known. */
export function useByRelease(): ByRelease {
  const build = useMemmap((state) => state.target.build);
  const { answers, isCurrent } = useCompared(useMemo(() => [build], [build]));
  return useMemo(() => (isCurrent ? byRelease(answers) : NOTHING_KNOWN), [answers, isCurrent]);
}

/** What is known of both builds; of the design before where it is not current. */
export function useByBuild(): { readonly all: ByBuild; readonly isCurrent: boolean } {
  const { answers, isCurrent } = useCompared(BOTH);
  const all = useMemo(() => {
    const built = (build: Build): ByRelease => byRelease(answers.filter(([of]) => of.build === build));
    return { release: built('release'), debug: built('debug') };
  }, [answers]);
  return { all, isCurrent };
}
