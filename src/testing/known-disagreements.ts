// Where the simulator is known to disagree with a recording, and why: told by the report, pinned by the test.
//
// Whoever cures one removes it here; a new one fails the test.

export interface KnownDisagreement {
  readonly layout: string;
  readonly builds: readonly string[];
  readonly why: string;
}

export const KNOWN_DISAGREEMENTS: readonly KnownDisagreement[] = [
  {
    layout: 'dom0-05',
    builds: ['4.16', '4.16-release'],
    why: 'which free chunk dom0 gets depends on what idle CPUs have scrubbed by then',
  },
  {
    layout: 'overlap-09',
    builds: ['4.16-release'],
    why: 'only the tail of Xen’s image is given to the guest: in this build what is there is not used again',
  },
  {
    layout: 'outside-15',
    builds: ['4.17-arm32'],
    why: 'the heap has memory that is not there: what Xen reads back from it decides how the boot ends',
  },
  {
    layout: 'outside-16',
    builds: ['4.17', '4.18', '4.19', '4.20', '4.17-debian', '4.20-debian', '4.17-release', '4.22-release'],
    why: 'a static heap in a hole between banks: what Xen reads back from there decides between a data and an instruction abort',
  },
  {
    layout: 'dom0-06',
    builds: ['4.20-debian'],
    why: 'which free chunk dom0 gets depends on what idle CPUs have scrubbed by then',
  },
  {
    layout: 'dom0-09',
    builds: ['4.18'],
    why: 'the size of dom0’s device tree, a copy of the host’s, is not computed',
  },
  {
    layout: 'tree-06',
    builds: ['4.22'],
    why: 'whether an idle CPU has scrubbed the page by then shows in its count_info',
  },
];

/** Why a layout's disagreement on a build is expected; null where it is not. */
export const knownReason = (layout: string, build: string): string | null =>
  KNOWN_DISAGREEMENTS.find((known) => known.layout === layout && known.builds.includes(build))?.why ?? null;
