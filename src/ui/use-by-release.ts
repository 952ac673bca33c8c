// The design on screen, simulated for every release of one build, in idle time; no movement of a drag pays for eight
// simulations.
import { useDeferredValue, useMemo } from 'react';
import { RELEASES } from '../model/release.ts';
import type { Build } from '../model/target.ts';
import { analysisAt } from '../store/derived.ts';
import { shown } from '../store/state.ts';
import type { ByRelease } from './releases.ts';
import { useRest } from './use-calm.ts';
import { useMemmap } from './use-memmap.ts';

/** `build`: other than the target's, for whoever compares builds. */
export function useByRelease(build?: Build): ByRelease {
  const plan = useDeferredValue(useRest((state) => shown(state)?.plan ?? null));
  const worded = useMemmap((state) => state.design?.text !== undefined);
  const target = useMemmap((state) => state.target);
  const simulate = useMemmap((state) => state.simulate);
  return useMemo(
    () =>
      new Map(
        plan === null || simulate === null
          ? []
          : RELEASES.map((release) => {
              const at = { ...target, release, build: build ?? target.build };
              return [release, analysisAt(simulate, plan, at, worded)] as const;
            }),
      ),
    [plan, target, simulate, build, worded],
  );
}
