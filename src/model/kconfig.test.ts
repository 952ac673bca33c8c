import { describe, expect, it } from 'vitest';
import { builtAs, settledBy } from './kconfig.ts';
import type { Release } from './release.ts';
import { type Arch, DEFAULT_TARGET, KCONFIG, type Kconfig, type Target } from './target.ts';

const target = (release: Release, arch: Arch, ...on: readonly Kconfig[]): Target => ({
  ...DEFAULT_TARGET,
  release,
  arch,
  kconfig: Object.fromEntries(KCONFIG.map((option) => [option, on.includes(option)])) as Target['kconfig'],
});

describe('what comes out of the build', () => {
  const rows: readonly (readonly [string, Target, readonly Kconfig[]])[] = [
    ['nothing', target('4.22', 'arm64'), []],
    ['shared memory alone', target('4.22', 'arm64', 'STATIC_SHM'), []],
    [
      'shared memory on what it stands on',
      target('4.22', 'arm64', 'STATIC_MEMORY', 'STATIC_SHM'),
      ['STATIC_MEMORY', 'STATIC_SHM'],
    ],
    ['event channels that cannot be left out', target('4.18', 'arm64'), ['STATIC_EVTCHN']],
    ['colours before their release', target('4.19', 'arm64', 'LLC_COLORING'), []],
    ['colours on 32 bits', target('4.22', 'arm32', 'LLC_COLORING'), []],
    ['an MPU, with what it brings', target('4.22', 'arm64', 'MPU'), ['STATIC_MEMORY', 'MPU']],
    ['an MPU on 32 bits', target('4.22', 'arm32', 'MPU'), ['STATIC_MEMORY', 'MPU', 'ARM_PA_BITS_32']],
    [
      'an MPU instead of colours and SMMU',
      target('4.22', 'arm64', 'MPU', 'LLC_COLORING', 'ARM_SMMU_V3'),
      ['STATIC_MEMORY', 'MPU'],
    ],
    ['an MPU no Xen can be built for', target('4.20', 'arm64', 'MPU', 'LLC_COLORING'), ['LLC_COLORING']],
    ['32-bit addresses on 64 bits', target('4.22', 'arm64', 'ARM_PA_BITS_32'), []],
    ['32-bit addresses before 4.18', target('4.17', 'arm32', 'ARM_PA_BITS_32'), ['STATIC_EVTCHN']],
  ];
  it.each(rows)('%s', (_, given, on) => {
    const { kconfig } = builtAs(given);
    expect(KCONFIG.filter((option) => kconfig[option])).toEqual(
      KCONFIG.filter((option) => on.includes(option)),
    );
  });

  it.each(rows)('is built as it is when built: %s', (_, given) => {
    const built = builtAs(given);
    const again = builtAs(built);
    expect(again).toEqual(built);
  });
});

describe('what settles an option', () => {
  it.each<readonly [Kconfig, Target, ReturnType<typeof settledBy>]>([
    ['STATIC_MEMORY', target('4.22', 'arm64'), null],
    ['STATIC_MEMORY', target('4.22', 'arm64', 'MPU'), { why: 'selects', option: 'MPU' }],
    ['STATIC_SHM', target('4.22', 'arm64'), { why: 'needs', option: 'STATIC_MEMORY' }],
    ['STATIC_SHM', target('4.16', 'arm64', 'STATIC_MEMORY'), { why: 'release', since: '4.17' }],
    ['MPU', target('4.20', 'arm64'), { why: 'release', since: '4.21' }],
    ['LLC_COLORING', target('4.22', 'arm32'), { why: 'arch', arch: 'arm64' }],
    ['LLC_COLORING', target('4.22', 'arm64', 'MPU'), { why: 'excludes', option: 'MPU' }],
    ['ARM_PA_BITS_32', target('4.22', 'arm32'), null],
    ['EARLY_PRINTK', target('4.16', 'arm32'), null],
  ])('%s', (option, of, why) => {
    expect(settledBy(option, of)).toEqual(why);
  });
});
