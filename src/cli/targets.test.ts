import { expect, test } from 'vitest';
import { DEFAULT_TARGET, type Target } from '../model/target.ts';
import { type Options, readArgs } from './args.ts';
import { readXenConfig, targetsOf } from './targets.ts';

const options = (line: string): Options => {
  const read = readArgs(['check', 'a', ...line.split(' ').filter((word) => word !== '')]);
  if (!read.ok || !('options' in read.value)) throw new Error(line);
  return read.value.options;
};

const CONFIG = `#
# Automatically generated file; DO NOT EDIT.
# Xen/arm 4.17.5 Configuration
#
CONFIG_ARM_64=y
CONFIG_DEBUG=y
CONFIG_STATIC_MEMORY=y
# CONFIG_STATIC_SHM is not set
CONFIG_NR_CPUS=16
`;

test('a .config decides every option it lists, and what it leaves out is off', () => {
  expect(readXenConfig(CONFIG)).toEqual({
    arch: 'arm64',
    build: 'debug',
    kconfig: {
      STATIC_MEMORY: true,
      STATIC_SHM: false,
      STATIC_EVTCHN: false,
      LLC_COLORING: false,
      MPU: false,
      ARM_PA_BITS_32: false,
      ARM_SMMU_V3: false,
      ARM64_SVE: false,
      EARLY_PRINTK: false,
    },
  });
});

test.each(['', '{"format":"xen-memmap"}', '/dts-v1/;', 'CONFIG'])('“%s” is no .config', (text) => {
  expect(readXenConfig(text)).toBeNull();
});

test('without options: the newest release with static memory on', () => {
  expect(targetsOf(options(''), null, null)).toEqual([DEFAULT_TARGET]);
});

test('options win over the .config, the .config over the design', () => {
  const own: Target = { ...DEFAULT_TARGET, release: '4.17', arch: 'arm32', build: 'release' };
  expect(targetsOf(options(''), null, own)).toEqual([own]);
  const [target] = targetsOf(options('--kconfig STATIC_SHM=y'), readXenConfig(CONFIG), own);
  expect(target).toMatchObject({ release: '4.17', arch: 'arm64', build: 'debug' });
  expect(target?.kconfig).toMatchObject({ STATIC_MEMORY: true, STATIC_SHM: true, STATIC_EVTCHN: false });
  const [built] = targetsOf(options('--build release --arch arm32'), readXenConfig(CONFIG), null);
  expect(built).toMatchObject({ build: 'release', arch: 'arm32' });
});

test('one target a release, in the order given', () => {
  const releases = targetsOf(options('--xen 4.22 --xen 4.16'), null, null).map(({ release }) => release);
  expect(releases).toEqual(['4.22', '4.16']);
});
