import { describe, expect, it } from 'vitest';
import { compare } from '../testing/conformance.ts';
import { KNOWN_DISAGREEMENTS, knownReason } from '../testing/known-disagreements.ts';
import { RECORDINGS } from '../testing/recordings/all.ts';

/** In ms: hundreds of boots on a machine that may be busy. */
const TIMEOUT = 120_000;

describe.each(Object.entries(RECORDINGS))('the simulator agrees with real Xen about %s', (_, recordings) => {
  it.each(Object.keys(recordings.builds))(
    'on %s',
    (build) => {
      const disagreements = recordings.layouts.flatMap((layout) =>
        knownReason(layout.id, build) !== null
          ? []
          : compare(recordings, layout, build).flatMap(({ what, disagreement }) =>
              disagreement === null ? [] : [`${layout.id}: ${what}: ${disagreement}`],
            ),
      );
      expect(disagreements).toEqual([]);
    },
    TIMEOUT,
  );
});

it('only disagreements that are there are known', () => {
  for (const { layout: id, builds } of KNOWN_DISAGREEMENTS)
    for (const build of builds) {
      const compared = Object.values(RECORDINGS).flatMap((recordings) =>
        recordings.layouts
          .filter((one) => one.id === id)
          .flatMap((layout) => compare(recordings, layout, build)),
      );
      expect(
        compared.some(({ disagreement }) => disagreement !== null),
        `${id} on ${build}`,
      ).toBe(true);
    }
});
