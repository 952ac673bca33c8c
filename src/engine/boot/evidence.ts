// What backs the simulator's word for a target: boots of real Xen that were compared with it, or Xen's source alone.
//
// A row per kind of Xen and of machine, with the layouts booted on it; the recordings are the project's own
// (src/testing/recordings), and a test holds these figures to them.
import { builtAs } from '../../model/kconfig.ts';
import { Kept } from '../../model/kept.ts';
import type { Release } from '../../model/release.ts';
import { type Arch, type Build, KCONFIG, type Kconfig, type Target } from '../../model/target.ts';
import type { Evidence, Unbooted } from '../analysis.ts';

/** A Xen and the machine under it, as far as it makes a difference to what is predicted. */
export interface Kind {
  readonly arch: Arch;
  readonly build: Build;
  /** Version of the interrupt controller. */
  readonly gic: 2 | 3;
  /** Options that are on, in alphabetical order; early printk changes what is seen, not what is done. */
  readonly options: readonly Kconfig[];
}

/** A kind with the options that were asked for, whether or not each release has them. */
interface Booted extends Kind {
  /** At least so many different layouts, by release. */
  readonly layouts: Readonly<Partial<Record<Release, number>>>;
}

const STATIC: readonly Kconfig[] = ['STATIC_EVTCHN', 'STATIC_MEMORY', 'STATIC_SHM'];

export const BOOTED: readonly Booted[] = [
  {
    arch: 'arm64',
    build: 'debug',
    gic: 3,
    options: STATIC,
    layouts: {
      '4.16': 310,
      '4.17': 420,
      '4.18': 420,
      '4.19': 420,
      '4.20': 420,
      '4.21': 420,
      '4.22': 420,
      unstable: 420,
    },
  },
  {
    arch: 'arm64',
    build: 'release',
    gic: 3,
    options: STATIC,
    layouts: { '4.16': 310, '4.17': 420, '4.18': 2, '4.19': 2, '4.22': 420 },
  },
  {
    arch: 'arm64',
    build: 'debug',
    gic: 2,
    options: STATIC,
    layouts: {
      '4.16': 4,
      '4.17': 5,
      '4.18': 5,
      '4.19': 5,
      '4.20': 5,
      '4.21': 5,
      '4.22': 5,
      unstable: 5,
    },
  },
  {
    arch: 'arm64',
    build: 'release',
    gic: 2,
    options: STATIC,
    layouts: { '4.16': 4, '4.17': 5, '4.22': 5 },
  },
  { arch: 'arm64', build: 'release', gic: 3, options: [], layouts: { '4.17': 13, '4.22': 13 } },
  { arch: 'arm64', build: 'release', gic: 2, options: [], layouts: { '4.17': 2, '4.22': 2 } },
  {
    arch: 'arm64',
    build: 'debug',
    gic: 3,
    options: ['LLC_COLORING', ...STATIC],
    layouts: { '4.20': 40, '4.21': 40, '4.22': 40, unstable: 40 },
  },
  {
    arch: 'arm32',
    build: 'debug',
    gic: 2,
    options: STATIC,
    layouts: { '4.16': 40, '4.17': 130, '4.19': 40, '4.21': 40, '4.22': 310, unstable: 40 },
  },
];

export const kindOf = ({ arch, build, kconfig }: Target, gic: 2 | 3): Kind => ({
  arch,
  build,
  gic,
  options: KCONFIG.filter((option) => option !== 'EARLY_PRINTK' && kconfig[option]).toSorted(),
});

/** A row as one release has it. */
export const rowAt = ({ arch, build, gic, options }: Kind, release: Release): Kind => {
  const asked = Object.fromEntries(
    KCONFIG.map((option) => [option, options.includes(option)]),
  ) as Target['kconfig'];
  return kindOf(builtAs({ release, arch, build, kconfig: asked }), gic);
};

interface Row {
  readonly row: Kind;
  readonly layouts: number;
}
const rows = new Map<Release, readonly Row[]>();

/** What was booted of a release: the same for every boot of it. */
function rowsOf(release: Release): readonly Row[] {
  let known = rows.get(release);
  if (known === undefined) {
    known = BOOTED.flatMap((row) => {
      const layouts = row.layouts[release];
      return layouts === undefined ? [] : [{ row: rowAt(row, release), layouts }];
    });
    rows.set(release, known);
  }
  return known;
}

/** What a kind has that another has not. */
function unlike(wanted: Kind, row: Kind): Unbooted[] {
  return [
    ...(wanted.arch === row.arch ? [] : [wanted.arch]),
    ...(wanted.build === row.build ? [] : [`${wanted.build} build` as const]),
    ...(wanted.gic === row.gic ? [] : [`GICv${wanted.gic}` as const]),
    ...wanted.options.filter((option) => !row.options.includes(option)),
    ...row.options
      .filter((option) => !wanted.options.includes(option))
      .map((option) => `no ${option}` as const),
  ];
}

/** By how much a kind is different: what the machine is weighs most. */
const distance = (differs: readonly Unbooted[]): number =>
  differs.reduce((sum, trait) => sum + (trait === 'arm32' || trait === 'arm64' ? KCONFIG.length : 1), 0);

/**
 * What was booted like a target, which is meant as it is built, on a machine with this interrupt controller (null: it is
 * not known and nothing is made of it). Where nothing was: in what the nearest Xen of the release that was is different.
 */
export const evidenceFor = (target: Target, gic: 2 | 3 | null): Evidence =>
  kept.of(target, [gic], () => findEvidence(target, gic));

const kept = new Kept<Target, Evidence>();

function findEvidence(target: Target, gic: 2 | 3 | null): Evidence {
  const [nearest] = rowsOf(target.release)
    .map(({ row, layouts }) => ({ layouts, differs: unlike(kindOf(target, gic ?? row.gic), row) }))
    .toSorted((a, b) => distance(a.differs) - distance(b.differs) || b.layouts - a.layouts);
  if (nearest === undefined) return { layouts: 0, unbooted: [] };
  return { layouts: nearest.differs.length === 0 ? nearest.layouts : 0, unbooted: nearest.differs };
}
