import { describe, expect, it } from 'vitest';
import { compare, readRecordings } from '../testing/conformance.ts';
import text from '../testing/recordings/qemu-virt.jsonl?raw';

const recordings = readRecordings(text);
/** In ms: hundreds of boots on a machine that may be busy. */
const TIMEOUT = 120_000;

/**
 * Where the simulator is known to disagree, and why. Whoever cures one removes it here; a new one fails the test.
 * outside-16: what Xen reads back from a heap in a hole decides between a data and an instruction abort.
 * dom0-06: which free chunk dom0 gets depends on what idle CPUs have scrubbed by then.
 * overlap-34: why a kernel just behind 4.17's release image is overwritten was not traced.
 */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  'outside-16': [
    '4.17',
    '4.18',
    '4.19',
    '4.20',
    '4.17-debian',
    '4.20-debian',
    '4.17-release',
    '4.22-release',
  ],
  'dom0-06': ['4.20-debian'],
  'overlap-34': ['4.17-release'],
};

describe('the simulator agrees with real Xen', () => {
  it.each(Object.keys(recordings.builds))(
    '%s',
    (build) => {
      const disagreements = recordings.layouts.flatMap((layout) =>
        KNOWN[layout.id]?.includes(build) === true
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
    for (const [id, builds] of Object.entries(KNOWN))
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
