// Xen's options as its Kconfig offers them: where each is to be had, and what follows from what.
//
// xen/common/Kconfig, xen/arch/arm/Kconfig and xen/drivers/passthrough/Kconfig at each branch tip.
import { atLeast, type Release } from './release.ts';
import { type Arch, KCONFIG, type Kconfig, type Target } from './target.ts';

/** Releases and architecture that offer an option; what else must be on for it, or off. */
interface Offer {
  readonly since?: Release;
  readonly arch?: Arch;
  readonly needs?: Kconfig;
  readonly without?: Kconfig;
  /** On where it is not offered yet: it came as a way to leave something out. */
  readonly wasAlwaysOn?: true;
}

const OFFERS: Readonly<Record<Kconfig, Offer>> = {
  STATIC_MEMORY: {},
  STATIC_SHM: { since: '4.17', needs: 'STATIC_MEMORY' },
  /** 525c7c094b made it an option. */
  STATIC_EVTCHN: { since: '4.19', wasAlwaysOn: true },
  LLC_COLORING: { since: '4.20', arch: 'arm64', without: 'MPU' },
  /** 4.20 offers it and does not compile with it. */
  MPU: { since: '4.21' },
  ARM_PA_BITS_32: { since: '4.18', arch: 'arm32' },
  ARM_SMMU_V3: { arch: 'arm64', without: 'MPU' },
  ARM64_SVE: { since: '4.18', arch: 'arm64' },
  EARLY_PRINTK: {},
};

/** Options that another brings with it. */
const SELECTS: readonly { readonly by: Kconfig; readonly arch?: Arch; readonly option: Kconfig }[] = [
  { by: 'MPU', option: 'STATIC_MEMORY' },
  { by: 'MPU', arch: 'arm32', option: 'ARM_PA_BITS_32' },
];

type Options = Readonly<Record<Kconfig, boolean>>;

/** Why an option is not a person's to choose. */
export type Settled =
  | { readonly why: 'release'; readonly since: Release }
  | { readonly why: 'arch'; readonly arch: Arch }
  | { readonly why: 'needs' | 'excludes' | 'selects'; readonly option: Kconfig };

/** What settles an option of a target, whatever the target says of it; null where a person may choose. */
export function settledBy(option: Kconfig, target: Target): Settled | null {
  const { since, arch, needs, without } = OFFERS[option];
  if (arch !== undefined && arch !== target.arch) return { why: 'arch', arch };
  if (since !== undefined && !atLeast(target.release, since)) return { why: 'release', since };
  const on = builtAs(target).kconfig;
  if (needs !== undefined && !on[needs]) return { why: 'needs', option: needs };
  if (without !== undefined && on[without]) return { why: 'excludes', option: without };
  const selects = SELECTS.find((one) => one.option === option && brings(one, on, target.arch));
  return selects === undefined ? null : { why: 'selects', option: selects.by };
}

const brings = ({ by, arch }: (typeof SELECTS)[number], on: Options, of: Arch): boolean =>
  on[by] && (arch === undefined || arch === of);

/** The target as it comes out of Xen's build: what is not to be had is off, what another option brings is on. */
export function builtAs(target: Target): Target {
  const { release, arch } = target;
  const given = (option: Kconfig): boolean => {
    const { since, arch: only, wasAlwaysOn } = OFFERS[option];
    if (since !== undefined && !atLeast(release, since)) return wasAlwaysOn === true;
    return (only === undefined || only === arch) && target.kconfig[option];
  };
  const on = Object.fromEntries(KCONFIG.map((option) => [option, given(option)])) as Record<Kconfig, boolean>;
  for (const one of SELECTS) if (brings(one, on, arch)) on[one.option] = true;
  for (const option of KCONFIG) {
    const { needs, without } = OFFERS[option];
    if ((needs !== undefined && !on[needs]) || (without !== undefined && on[without])) on[option] = false;
  }
  return { ...target, kconfig: on };
}
