// What Xen refuses about static shared memory.
import { paddr, prefixedPaddr } from '../boot/format.ts';
import type { Refusal } from './refusal.ts';
import { type Overlap, regionLine } from './static.ts';

const SOURCE = [
  { until: '4.19', at: 'arch/arm/bootfdt.c:process_shm_node' },
  { since: '4.19', until: '4.21', at: 'arch/arm/static-shmem.c:process_shm_node' },
  { since: '4.21', at: 'common/device-tree/static-shmem.c:process_shm_node' },
] as const;

/** A refusal of the early parser that carries its own words and ends as any parse error. */
const early = <P>(
  id: string,
  says: Refusal<P>['says'],
  title: string,
  explain: string,
  fix: string | null,
): Refusal<P> => ({
  id,
  consequence: 'panic',
  early: true,
  says,
  ends: [],
  source: SOURCE,
  title,
  explain,
  fix,
});

export const sharedConfigOff = early<unknown>(
  'shm-config-off',
  [{ lines: () => ['CONFIG_STATIC_SHM must be enabled for parsing static shared memory nodes'] }],
  'Xen was built without static shared memory',
  'CONFIG_STATIC_SHM is off, as it is by default; a shared memory node is then an error of its own.',
  'Build Xen with CONFIG_STATIC_SHM=y, or remove the node.',
);

export const sharedCells = early<unknown>(
  'shm-cells',
  [{ lines: () => ['fdt: invalid #address-cells or #size-cells for static shared memory node.'] }],
  'cells of zero for shared memory',
  'The parent node’s #address-cells or #size-cells is zero.',
  'Set both to 1 or 2 in the parent node.',
);

export const sharedIdMissing = early<unknown>(
  'shm-id-missing',
  [],
  'shared memory without an id',
  'xen,shm-id names the region to the guests and ties its nodes together.',
  'Add xen,shm-id.',
);

export const sharedMemMissing = early<unknown>(
  'shm-mem-missing',
  [],
  'shared memory without a range',
  'xen,shared-mem says where the region is and how large.',
  'Add xen,shared-mem.',
);

export const sharedIdLong = early<{ readonly shmId: string }>(
  'shm-id-long',
  [{ lines: ({ shmId }) => [`fdt: invalid xen,shm-id ${shmId}, it must be limited to 16 characters`] }],
  'a shared memory id of 16 characters or more',
  'Xen prints a limit of 16, but that counts the terminating zero byte: 15 characters fit.',
  'Use at most 15 characters.',
);

export const sharedRole = early<unknown>(
  'shm-role',
  [{ lines: () => ['fdt: invalid `role` property for static shared memory node.'] }],
  'a role that is neither owner nor borrower',
  'role may be owner, borrower, or absent, in which case Xen itself owns the region.',
  'Use owner or borrower, or remove the property.',
);

export const sharedLength = early<{ readonly guestOnly: boolean }>(
  'shm-len',
  [
    {
      until: '4.19',
      lines: ({ guestOnly }) => [
        ...(guestOnly ? ['fdt: host physical address must be chosen by users at the moment.'] : []),
        'fdt: invalid `xen,shared-mem` property.',
      ],
    },
    { lines: () => ['fdt: invalid `xen,shared-mem` property.'] },
  ],
  'xen,shared-mem has the wrong length',
  'It holds host address, guest address and size in the cells of the parent node; from 4.19 the host address may be left out.',
  'Write all three values with the parent’s cells.',
);

export const sharedZero = early<{ readonly shmId: string; readonly hasHost: boolean }>(
  'shm-zero',
  [
    { until: '4.19', lines: () => ['fdt: the size for static shared memory region can not be zero'] },
    {
      lines: ({ shmId, hasHost }) => [
        hasHost
          ? `fdt: static shared memory region ${shmId} overflow`
          : 'fdt: the size for static shared memory region can not be zero',
      ],
    },
  ],
  'shared memory of no size',
  'A region must have at least one page. Up to 4.18 the parser only stops at the node: the boot goes on, and the domain finds no record of the region.',
  'Give the region a size.',
);

export const sharedWrap = early<{ readonly shmId: string; readonly hasHost: boolean }>(
  'shm-wrap',
  [{ lines: ({ shmId }) => [`fdt: static shared memory region ${shmId} overflow`] }],
  'shared memory that ends before it starts',
  'Address plus size runs past what 64 bits can hold.',
  'Correct address or size.',
);

export const sharedAlignHost = early<{ readonly address: bigint }>(
  'shm-align-p',
  [
    {
      since: '4.19',
      lines: ({ address }) => [`fdt: physical address 0x${paddr(address)} is not suitably aligned.`],
    },
  ],
  'shared memory does not start on a page',
  'Shared regions are mapped by whole pages of 4 KiB, in the host and in the guest.',
  'Align the host address to 4 KiB.',
);

export const sharedAlignGuest = early<{ readonly address: bigint }>(
  'shm-align-g',
  [
    {
      since: '4.19',
      lines: ({ address }) => [`fdt: guest address 0x${paddr(address)} is not suitably aligned.`],
    },
  ],
  'shared memory does not start on a guest page',
  'Shared regions are mapped by whole pages of 4 KiB, in the host and in the guest.',
  'Align the guest address to 4 KiB.',
);

export const sharedAlignSize = early<{ readonly size: bigint }>(
  'shm-align-s',
  [{ since: '4.19', lines: ({ size }) => [`fdt: size 0x${paddr(size)} is not suitably aligned`] }],
  'shared memory is not a whole number of pages',
  'Shared regions are mapped by whole pages of 4 KiB, in the host and in the guest.',
  'Make the size a multiple of 4 KiB.',
);

export const sharedSameId = early<{ readonly shmId: string }>(
  'shm-same-id',
  [
    {
      lines: ({ shmId }) => [`fdt: different shared memory region could not share the same shm ID ${shmId}`],
    },
  ],
  'one id for two regions',
  'All nodes with one xen,shm-id must name the same range.',
  'Use another id, or the same range.',
);

export const sharedOtherId = early<{ readonly shmId: string }>(
  'shm-other-id-same-range',
  [
    {
      until: '4.19',
      lines: ({ shmId }) => [
        `fdt: xen,shm-id ${shmId} does not match for all the nodes using the same region.`,
      ],
    },
    {
      lines: ({ shmId }) => [
        `fdt: xen,shm-id ${shmId} does not match for all the nodes using the same region`,
      ],
    },
  ],
  'two ids for one region',
  'All nodes of one range must carry the same xen,shm-id.',
  'Use the same id.',
);

export const sharedOverlap = early<Overlap>(
  'shm-overlap',
  [
    {
      until: '4.18',
      lines: ({ other }) => [
        `fdt: shared memory region overlap with an existing entry ${prefixedPaddr(other.start)} - ${prefixedPaddr(other.start + other.size)}`,
      ],
    },
    { lines: regionLine },
  ],
  'shared memory overlaps another range',
  'A shared region must be apart from static memory, the static heap, reserved memory and modules.',
  'Move one of the two.',
);

export const sharedSecondReference = early<Overlap>(
  'shm-418-second-ref',
  [{ lines: regionLine }],
  'Xen 4.18 trips over its own shared memory',
  'The second node of a shared region is compared with the region itself, unless it was the first range recorded. Fixed in 4.19 (6d14a742f8).',
  'Use 4.19 or newer, or put the shared region first in the tree.',
);

export const sharedTooMany = early<unknown>(
  'shm-too-many',
  [{ lines: () => ['Warning: Max number of supported memory regions reached.'] }],
  'too many shared regions',
  'From 4.19 Xen has room for 32 shared regions.',
  'Merge regions.',
);

export const sharedOutside = {
  id: 'shm-outside-ram',
  consequence: 'abort',
  early: true,
  says: [{ lines: () => ['Data Abort Trap. Syndrome=0x1c08006'] }],
  ends: [{ text: () => 'CPU0: Unexpected Trap: Data Abort' }],
  source: [{ at: 'common/page_alloc.c:unprepare_staticmem_pages' }],
  title: 'shared memory outside RAM',
  explain:
    'Nothing checks that shared memory lies in RAM. Xen walks off its table of pages when it prepares them: a data abort before the console is up.',
  fix: 'Keep shared memory inside the banks of /memory.',
} satisfies Refusal<unknown>;

const PROCESS = [
  { until: '4.19', at: 'arch/arm/domain_build.c:process_shm' },
  { since: '4.19', until: '4.21', at: 'arch/arm/static-shmem.c:process_shm' },
  { since: '4.21', at: 'common/device-tree/static-shmem.c:process_shm' },
] as const;

/** A refusal seen while a domain is built. */
const late = <P>(
  id: string,
  says: Refusal<P>['says'],
  title: string,
  explain: string,
  fix: string | null,
): Refusal<P> => ({
  id,
  consequence: 'panic',
  early: false,
  says,
  ends: [],
  source: PROCESS,
  title,
  explain,
  fix,
});

export const sharedAlignLate = late<{ readonly tag: string; readonly host: bigint; readonly guest: bigint }>(
  'shm-align-p',
  [
    {
      until: '4.19',
      lines: ({ tag, host, guest }) => [
        `${tag}: physical address 0x${paddr(host)}, or guest address 0x${paddr(guest)} is not suitably aligned.`,
      ],
    },
  ],
  sharedAlignHost.title,
  sharedAlignHost.explain,
  sharedAlignHost.fix,
);

export const sharedSizeLate = late<{ readonly tag: string; readonly size: bigint }>(
  'shm-align-s',
  [{ until: '4.19', lines: ({ tag, size }) => [`${tag}: size 0x${paddr(size)} is not suitably aligned`] }],
  sharedAlignSize.title,
  sharedAlignSize.explain,
  sharedAlignSize.fix,
);

export const sharedIdBug: Refusal<unknown> = {
  ...late<unknown>(
    'shm-id-empty',
    [],
    'a shared memory id of no or too many characters',
    'The early parser lets the id pass; building the domain insists with a BUG on 1 to 15 characters.',
    'Use an id of 1 to 15 characters.',
  ),
  consequence: 'bug',
  ends: [
    { until: '4.18', text: () => 'Xen BUG at arch/arm/domain_build.c:985' },
    { until: '4.19', text: () => 'Xen BUG at arch/arm/domain_build.c:1008' },
    { until: '4.20', text: () => 'Xen BUG at arch/arm/static-shmem.c:319' },
    { until: '4.21', text: () => 'Xen BUG at arch/arm/static-shmem.c:320' },
    { text: () => 'Xen BUG at common/device-tree/static-shmem.c:328' },
  ],
};

export const sharedDirectNoHost = late<{ readonly tag: string }>(
  'dm-shm-no-paddr',
  [
    {
      since: '4.19',
      lines: ({ tag }) => [
        `${tag}: host and guest physical address must be supplied for direct-mapped domains`,
      ],
    },
  ],
  'shared memory from the heap in a direct-mapped domain',
  'A direct-mapped domain must see everything at its host address, which Xen would have to choose.',
  'Give the region a host address.',
);

export const sharedDirectMismatch = late<{
  readonly tag: string;
  readonly host: bigint;
  readonly guest: bigint;
}>(
  'dm-shm-mismatch',
  [
    {
      since: '4.19',
      lines: ({ tag, host, guest }) => [
        `${tag}: physical address 0x${paddr(host)} and guest address 0x${paddr(guest)} are not direct-mapped.`,
      ],
    },
  ],
  'shared memory of a direct-mapped domain is not mapped one to one',
  'From 4.19 host and guest address of shared memory must be equal in a direct-mapped domain.',
  'Use the host address as guest address.',
);

interface Acquiring {
  readonly tag: string;
  readonly index: bigint;
  readonly mfn: string;
  readonly state: bigint;
  readonly owner: string;
}
const acquireLines = ({ tag, index, mfn, state }: Acquiring): readonly string[] => [
  `pg[${index}] Static MFN ${mfn} c=${state === 0n ? '0' : `0x${state.toString(16)}`} t=0`,
  `${tag}: failed to acquire static memory: -2.`,
];

export const sharedTwoOwners = late<Acquiring>(
  'shm-two-owners',
  [{ lines: acquireLines }],
  'shared memory with two owners',
  'The owner takes the pages of the region; a second one finds them taken.',
  'Keep one owner; make the others borrowers.',
);

export const sharedMixedRoles = late<Acquiring>(
  'shm-mixed-roles',
  [
    {
      since: '4.19',
      lines: (params) => [
        `shm memory node has already been allocated to a specific owner ${params.owner}, Please check your configuration`,
        ...acquireLines(params),
      ],
    },
    { lines: acquireLines },
  ],
  'shared memory with an owner and a node without role',
  'A node without role makes Xen itself the owner, but a domain already is.',
  'Give every node of the region a role, or none.',
);

export const sharedOverRam = late<unknown>(
  'shm-guest-overlaps-ram',
  [],
  'shared memory replaces the guest’s own RAM',
  'Xen maps the region over the RAM that was mapped there before, without a word; the guest’s tree lists both.',
  'Choose a guest address outside the guest’s RAM banks.',
);

export const sharedZeroAssert: Refusal<{ readonly line: number }> = {
  ...late<{ readonly line: number }>('shm-zero', [], sharedZero.title, sharedZero.explain, sharedZero.fix),
  consequence: 'assertion',
  ends: [{ text: ({ line }) => `Assertion 'nr_mfns' failed at common/page_alloc.c:${line}` }],
};

export const sharedNotRecorded = late<unknown>(
  'shm-zero',
  [],
  sharedZero.title,
  sharedZero.explain,
  sharedZero.fix,
);

/** A region in a gigabyte without RAM that the table of pages covers all the same. */
export const sharedInvalid: Refusal<{ readonly tag: string; readonly mfn: string }> = {
  ...sharedOutside,
  consequence: 'panic',
  early: false,
  says: [{ lines: ({ tag, mfn }) => [`${tag}: invalid physical address 0x${mfn}`] }],
  ends: [],
  source: PROCESS,
};

export const sharedNoOwner: Refusal<unknown> = {
  ...late<unknown>(
    'shm-no-owner',
    [],
    'shared memory without an owner',
    'Every node says role = "borrower", so nobody takes the pages. Xen maps them all the same, without owner or reference: nothing keeps them from being used otherwise.',
    'Make one domain the owner, or remove role from all nodes.',
  ),
  consequence: 'misbehaves',
};

export const sharedIdMissingLate = late<{ readonly tag: string }>(
  'shm-id-missing',
  [{ lines: ({ tag }) => [`${tag}: invalid "xen,shm-id" property`] }],
  sharedIdMissing.title,
  sharedIdMissing.explain,
  sharedIdMissing.fix,
);
