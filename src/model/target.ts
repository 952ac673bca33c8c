// What the design is judged against: one Xen release, built one way.
import { NEWEST_RELEASE, type Release } from './release.ts';

export type Arch = 'arm64' | 'arm32';
export type Build = 'release' | 'debug';

/** The Kconfig options that change what Xen does with memory. */
export const KCONFIG = [
  'STATIC_MEMORY',
  'STATIC_SHM',
  'STATIC_EVTCHN',
  'LLC_COLORING',
  'MPU',
  'ARM_PA_BITS_32',
  'ARM_SMMU_V3',
  'ARM64_SVE',
  'EARLY_PRINTK',
] as const;
export type Kconfig = (typeof KCONFIG)[number];

export interface Target {
  readonly release: Release;
  readonly arch: Arch;
  readonly build: Build;
  readonly kconfig: Readonly<Record<Kconfig, boolean>>;
}

/** A user of static memory on the newest release: the features on, a release build, no early printk. */
export const DEFAULT_TARGET: Target = {
  release: NEWEST_RELEASE,
  arch: 'arm64',
  build: 'release',
  kconfig: {
    STATIC_MEMORY: true,
    STATIC_SHM: true,
    STATIC_EVTCHN: true,
    LLC_COLORING: false,
    MPU: false,
    ARM_PA_BITS_32: false,
    ARM_SMMU_V3: false,
    ARM64_SVE: false,
    EARLY_PRINTK: false,
  },
};
