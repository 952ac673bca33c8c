// Property tests with the run's seed, which scripts/seed.mjs chooses; SEED=123 npm run unit plays a run again.
import fc from 'fast-check';

const SEED = Number(process.env['SEED']);

/** Checks a property with the run's seed; fast-check prints seed and path when it fails. */
export const holdsFor = <T extends [unknown, ...unknown[]]>(
  property: fc.IProperty<T> | fc.IPropertyWithHooks<T>,
  runs = 200,
): void => fc.assert(property as fc.IProperty<T>, { seed: SEED, numRuns: runs });
