// The design on screen, simulated for every release of one build, and not before the hand rests: no movement of a drag pays
// for eight simulations. Until the answers are there, they are about the design before.
import { useEffect, useState } from 'react';
import { RELEASES } from '../model/release.ts';
import type { Build } from '../model/target.ts';
import { shown } from '../store/state.ts';
import type { ByRelease } from './releases.ts';
import { useRest } from './use-calm.ts';
import { useMemmap, useVerbs } from './use-memmap.ts';

const NOTHING_KNOWN: ByRelease = new Map();

/** `build`: other than the target's, for whoever compares builds. */
export function useByRelease(build?: Build): ByRelease {
  const verbs = useVerbs();
  const plan = useRest((state) => shown(state)?.plan ?? null);
  const worded = useMemmap((state) => state.design?.text !== undefined);
  const target = useMemmap((state) => state.target);
  const simulate = useMemmap((state) => state.simulate);
  const [known, setKnown] = useState(NOTHING_KNOWN);
  useEffect(() => {
    if (plan === null || simulate === null) return undefined;
    const targets = RELEASES.map((release) => ({ ...target, release, build: build ?? target.build }));
    return verbs.compare({ plan, targets, worded }, (answers) =>
      setKnown(new Map(answers.map(([{ release }, analysis]) => [release, analysis]))),
    );
  }, [plan, target, simulate, build, worded, verbs]);
  return known;
}
