// The design on record, simulated for every release. A drag under way does not pay for eight simulations.
import { useDeferredValue, useMemo } from 'react';
import { RELEASES } from '../model/release.ts';
import type { ByRelease } from './releases.ts';
import { useMemmap } from './use-memmap.ts';

export function useByRelease(): ByRelease {
  const plan = useDeferredValue(useMemmap((state) => state.design?.plan ?? null));
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
