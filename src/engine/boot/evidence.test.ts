import { describe, expect, it } from 'vitest';
import { builtAs } from '../../model/kconfig.ts';
import { RELEASES, type Release } from '../../model/release.ts';
import { DEFAULT_TARGET, type Kconfig, type Target } from '../../model/target.ts';
import { targetOf } from '../../testing/conformance.ts';
import { RECORDINGS } from '../../testing/recordings/all.ts';
import type { Unbooted } from '../analysis.ts';
import { BOOTED, evidenceFor, type Kind, kindOf, rowAt } from './evidence.ts';

const nameOf = ({ arch, build, gic, options }: Kind): string =>
  [arch, build, `GICv${gic}`, ...options].join(' ');

/** Different layouts recorded of each kind of Xen, by release. */
function recorded(): Map<string, Map<Release, Set<string>>> {
  const found = new Map<string, Map<Release, Set<string>>>();
  for (const [about, recordings] of Object.entries(RECORDINGS))
    for (const [name, build] of Object.entries(recordings.builds))
      for (const layout of recordings.layouts) {
        if (layout.differs === true || !layout.verdicts.some(({ on }) => on.includes(name))) continue;
        const kind = nameOf(kindOf(builtAs(targetOf(build)), layout.gic));
        const releases = found.get(kind) ?? new Map<Release, Set<string>>();
        const layouts = releases.get(build.release) ?? new Set<string>();
        found.set(kind, releases.set(build.release, layouts.add(`${about} ${layout.id}`)));
      }
  return found;
}

const figures = [...recorded()].flatMap(([kind, releases]) =>
  [...releases].map(([release, layouts]) => [kind, release, layouts.size] as const),
);

it('counts as booted what the recordings hold, and no more', () => {
  const claimed = BOOTED.flatMap((row) =>
    RELEASES.flatMap((release) => {
      const layouts = row.layouts[release];
      return layouts === undefined ? [] : [[`${nameOf(rowAt(row, release))}: ${release}`, layouts] as const];
    }),
  );
  const held = new Map(figures.map(([kind, release, layouts]) => [`${kind}: ${release}`, layouts]));
  expect(claimed.map(([what]) => what).toSorted()).toEqual([...held.keys()].toSorted());
  for (const [what, layouts] of claimed) {
    expect(held.get(what), `${what}: recorded`).toBeGreaterThanOrEqual(layouts);
    expect(layouts, `${what} is out of date`).toBeGreaterThan((held.get(what) ?? 0) / 2);
  }
});

describe('what a target is backed by', () => {
  const target = (over: Partial<Target>, ...more: readonly Kconfig[]): Target =>
    builtAs({
      ...DEFAULT_TARGET,
      ...over,
      kconfig: { ...DEFAULT_TARGET.kconfig, ...Object.fromEntries(more.map((option) => [option, true])) },
    });

  it.each<readonly [string, Target, 2 | 3 | null]>([
    ['the usual one', target({}), 3],
    ['one whose GIC is not known', target({}), null],
    ['a 32-bit debug build', target({ arch: 'arm32', build: 'debug' }), 2],
    ['4.16, which has no shared memory', target({ release: '4.16' }), 3],
    ['cache colours', target({ build: 'debug' }, 'LLC_COLORING'), 3],
    ['early printk', target({}, 'EARLY_PRINTK'), 3],
    ['an option the release does not have', target({ release: '4.17' }, 'LLC_COLORING'), 3],
  ])('booted: %s', (_, of, gic) => {
    expect(evidenceFor(of, gic)).toEqual({ layouts: expect.any(Number), unbooted: [] });
    expect(evidenceFor(of, gic).layouts).toBeGreaterThan(10);
  });

  it.each<readonly [string, Target, 2 | 3, readonly Unbooted[]]>([
    ['a release build of 4.20', target({ release: '4.20' }), 3, ['release build']],
    ['an MPU', target({ build: 'debug' }, 'MPU'), 3, ['MPU']],
    ['a 32-bit release build', target({ arch: 'arm32' }), 2, ['release build']],
    ['32 bits with GICv3', target({ arch: 'arm32', build: 'debug' }), 3, ['GICv3']],
    ['32-bit addresses', target({ arch: 'arm32', build: 'debug' }, 'ARM_PA_BITS_32'), 2, ['ARM_PA_BITS_32']],
    [
      'a debug build without static memory',
      builtAs({
        ...DEFAULT_TARGET,
        build: 'debug',
        kconfig: { ...DEFAULT_TARGET.kconfig, STATIC_MEMORY: false },
      }),
      3,
      ['no STATIC_MEMORY', 'no STATIC_SHM'],
    ],
  ])('from source: %s', (_, of, gic, unbooted) => {
    expect(evidenceFor(of, gic)).toEqual({ layouts: 0, unbooted });
  });

  it('has a word for every release', () => {
    for (const release of RELEASES)
      expect(evidenceFor(target({ release, build: 'debug' }), 3).layouts, `on ${release}`).toBeGreaterThan(
        100,
      );
  });
});
