import { describe, expect, it } from 'vitest';
import { compare, readRecordings } from '../testing/conformance.ts';
import { KNOWN_DISAGREEMENTS, knownReason } from '../testing/known-disagreements.ts';
import text from '../testing/recordings/qemu-virt.jsonl?raw';

const recordings = readRecordings(text);
/** In ms: hundreds of boots on a machine that may be busy. */
const TIMEOUT = 120_000;

describe('the simulator agrees with real Xen', () => {
  it.each(Object.keys(recordings.builds))(
    '%s',
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

  it('names only disagreements that are there', () => {
    for (const { layout: id, builds } of KNOWN_DISAGREEMENTS)
      for (const build of builds) {
        const layout = recordings.layouts.find((one) => one.id === id);
        const compared = layout === undefined ? [] : compare(recordings, layout, build);
        expect(
          compared.some(({ disagreement }) => disagreement !== null),
          `${id} on ${build}`,
        ).toBe(true);
      }
  });
});
