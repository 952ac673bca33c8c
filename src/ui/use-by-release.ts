// The design on screen, simulated for every release. Deferred: a drag never waits for it.
import { useDeferredValue, useMemo } from 'react';
import { RELEASES } from '../model/release.ts';
import { shown } from '../store/state.ts';
import type { ByRelease } from './releases.ts';
import { useMemmap } from './use-memmap.ts';

export function useByRelease(): ByRelease {
  const plan = useDeferredValue(useMemmap((state) => shown(state)?.plan ?? null));
  const target = useMemmap((state) => state.target);
  const simulate = useMemmap((state) => state.simulate);
  return useMemo(
    () =>
      new Map(
        plan === null || simulate === null
          ? []
          : RELEASES.map((release) => [release, simulate(plan, { ...target, release })] as const),
      ),
    [plan, target, simulate],
  );
}
