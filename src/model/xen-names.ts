// Every name Xen looks for below /chosen, as data: where it belongs, the releases that know it, and what it means.
//
// Read from the string literals of Xen's device tree code, release by release: arch/arm/{bootfdt,setup,domain_build,
// dom0less-build}.c, common/device-tree/ since 4.20, common/sched/boot-cpupool.c. Names without `since` are in 4.16.
// What they mean is said in words of ours.
import { type Release, type Span, holds } from './release.ts';
import { readStrings } from './cells.ts';
import { findProperty, type TreeNode } from './tree.ts';

/** What a node is to Xen, told by its `compatible`. */
export type Kind = 'chosen' | 'domain' | 'module' | 'shared memory' | 'event channel' | 'vcpu' | 'cpupool';

/** How a property is written: by being there, as one or two cells, as text, or as cells that something else decides. */
export type Form = 'flag' | 'number' | 'wide number' | 'text' | 'cells' | 'reference';

export interface Known extends Span {
  readonly name: string;
  /** Names that design drafts and patches gave it; no released Xen ever read them. */
  readonly drafts?: readonly string[];
  /** One sentence. */
  readonly says?: string;
  readonly form?: Form;
  /** What its text may be, where that is one of a few. */
  readonly words?: readonly string[];
}

export interface KnownCompatible extends Known {
  readonly makes: Kind;
}

export const COMPATIBLES: readonly KnownCompatible[] = [
  { name: 'xen,domain', makes: 'domain', says: 'A guest that Xen builds while it boots.' },
  { name: 'multiboot,module', makes: 'module', says: 'A file the boot loader has put into RAM for Xen.' },
  { name: 'multiboot,kernel', makes: 'module', says: 'The kernel of the domain it stands in, or of dom0.' },
  { name: 'multiboot,ramdisk', makes: 'module', says: 'The ramdisk of the domain it stands in, or of dom0.' },
  {
    name: 'multiboot,device-tree',
    makes: 'module',
    says: 'A partial device tree that names the devices passed through to the domain.',
  },
  { name: 'xen,multiboot-module', makes: 'module', says: 'The name of multiboot,module before Xen 4.5.' },
  { name: 'xen,linux-zimage', makes: 'module', says: 'The name of multiboot,kernel before Xen 4.5.' },
  { name: 'xen,linux-initrd', makes: 'module', says: 'The name of multiboot,ramdisk before Xen 4.5.' },
  { name: 'xen,xsm-policy', makes: 'module', says: 'The policy of Xen’s security module.' },
  {
    name: 'xen,domain-shared-memory-v1',
    makes: 'shared memory',
    since: '4.17',
    says: 'Memory that the domain shares with others.',
  },
  {
    name: 'xen,evtchn-v1',
    makes: 'event channel',
    since: '4.17',
    says: 'One end of an event channel that Xen sets up between two domains.',
  },
  { name: 'xen,cpupool', makes: 'cpupool', since: '4.17', says: 'CPUs that share a scheduler of their own.' },
  { name: 'xen,vcpu', makes: 'vcpu', since: '4.21', says: 'Where one virtual CPU of the domain may run.' },
];

export const PROPERTIES: Readonly<Record<Kind, readonly Known[]>> = {
  chosen: [
    { name: 'xen,xen-bootargs', form: 'text', says: 'Xen’s own command line.' },
    { name: 'xen,dom0-bootargs', form: 'text', says: 'The command line of dom0’s kernel.' },
    {
      name: 'xen,static-heap',
      since: '4.17',
      drafts: ['xen,reserved-heap', 'xen,reserved_heap'],
      form: 'cells',
      says: 'The RAM Xen takes its heap from, and nothing else: (address, size) in the root’s cells.',
    },
    {
      name: 'xen,uefi-cfg-load',
      form: 'flag',
      says: 'Under UEFI: Xen reads its configuration file although the tree has modules.',
    },
  ],
  domain: [
    { name: 'cpus', form: 'number', says: 'How many virtual CPUs the domain has. Xen requires it.' },
    {
      name: 'memory',
      form: 'wide number',
      says: 'The domain’s RAM in KiB, in two cells; with xen,static-mem the sum of its banks. Xen requires it.',
    },
    { name: 'vpl011', form: 'flag', says: 'An emulated PL011 UART for the domain’s console.' },
    { name: 'nr_spis', form: 'number', says: 'How many shared interrupts (SPIs) the domain’s GIC has.' },
    {
      name: 'xen,static-mem',
      drafts: ['xen,static_mem'],
      form: 'cells',
      says: 'The host RAM that is the domain’s: (address, size) in the cells of the parent, /chosen, from 4.17 on.',
    },
    {
      name: '#xen,static-mem-address-cells',
      until: '4.17',
      form: 'number',
      says: 'Cells of an address in xen,static-mem.',
    },
    {
      name: '#xen,static-mem-size-cells',
      until: '4.17',
      form: 'number',
      says: 'Cells of a size in xen,static-mem.',
    },
    {
      name: 'xen,domain-p2m-mem-mb',
      form: 'number',
      says: 'MiB set aside for the domain’s page tables; left out, Xen reckons it from RAM and CPUs.',
    },
    {
      name: 'direct-map',
      since: '4.17',
      form: 'flag',
      says: 'The domain finds its RAM at the host’s addresses; needs xen,static-mem.',
    },
    {
      name: 'xen,enhanced',
      since: '4.17',
      form: 'text',
      words: ['enabled', 'disabled', 'no-xenstore', 'legacy'],
      says: 'Xen’s own interfaces (grants, event channels, Xenstore) for the domain; without a value: enabled.',
    },
    { name: 'domain-cpupool', since: '4.17', form: 'reference', says: 'The CPU pool the domain runs in.' },
    {
      name: 'max_grant_version',
      since: '4.18',
      form: 'number',
      says: 'The highest grant table version, 1 or 2.',
    },
    {
      name: 'max_grant_frames',
      since: '4.18',
      form: 'number',
      says: 'How many pages the domain’s grant table may grow to.',
    },
    {
      name: 'max_maptrack_frames',
      since: '4.18',
      form: 'number',
      says: 'How many pages may track the grants it has mapped.',
    },
    {
      name: 'sve',
      since: '4.18',
      form: 'number',
      says: 'Bits of its SVE vectors, a multiple of 128 up to 2048; without a value the most the CPU has, 0 for none.',
    },
    {
      name: 'passthrough',
      since: '4.19',
      form: 'text',
      words: ['enabled', 'disabled'],
      says: 'Whether the domain gets IOMMU mappings; by default when it has a partial device tree.',
    },
    {
      name: 'llc-colors',
      since: '4.20',
      form: 'text',
      says: 'Colours of the last-level cache the domain’s RAM is taken from, such as "0-3,8".',
    },
    {
      name: 'capabilities',
      since: '4.21',
      form: 'number',
      says: 'What the domain may be: 1 control, 2 hardware, 4 Xenstore domain, added up.',
    },
    {
      name: 'xen,sci_type',
      since: '4.21',
      form: 'text',
      words: ['none', 'scmi_smc'],
      says: 'Whether the domain may talk to the firmware by SCMI.',
    },
    {
      name: 'trap-unmapped-accesses',
      since: '4.21',
      form: 'number',
      says: '1, as by default: access to an unmapped address traps; 0: it reads as all ones.',
    },
    {
      name: 'v8r_el1_msa',
      since: '4.22',
      form: 'text',
      words: ['mpu', 'mmu'],
      says: 'On Armv8-R: whether the domain’s kernel uses an MPU or an MMU.',
    },
  ],
  module: [
    { name: 'bootargs', form: 'text', says: 'The kernel’s command line.' },
    { name: 'xen,uefi-binary', form: 'text', says: 'Under UEFI: the file to load; reg is then made by Xen.' },
  ],
  'shared memory': [
    {
      name: 'xen,shm-id',
      form: 'text',
      says: 'Names the memory: domains that use one id share it. At most 15 characters.',
    },
    {
      name: 'xen,shared-mem',
      form: 'cells',
      says: '(host address, guest address, size) in the domain’s cells; from 4.19 the host address may be left to Xen.',
    },
    { name: 'role', form: 'text', words: ['owner', 'borrower'], says: 'Whose memory it counts as.' },
  ],
  'event channel': [
    { name: 'xen,evtchn', form: 'cells', says: 'The port of this end, and the node of the other end.' },
  ],
  vcpu: [
    { name: 'id', form: 'number', says: 'Which of the domain’s virtual CPUs, from 0.' },
    { name: 'hard-affinity', form: 'text', says: 'The CPUs it may run on, such as "0-3,6".' },
  ],
  cpupool: [
    { name: 'cpupool-cpus', form: 'reference', says: 'The CPUs of the pool.' },
    { name: 'cpupool-sched', form: 'text', says: 'Its scheduler, by the name it has on Xen’s command line.' },
  ],
};

/** Names of the devicetree itself that Xen reads in nodes of every kind. */
export const COMMON: readonly Known[] = [
  { name: 'compatible', form: 'text', says: 'What the node is.' },
  { name: 'reg', form: 'cells', says: 'Where it is: (address, size) in the cells of the parent.' },
  {
    name: 'status',
    form: 'text',
    words: ['okay', 'disabled'],
    says: 'Whether it counts; left out, it does.',
  },
  {
    name: '#address-cells',
    form: 'number',
    says: 'How many 32-bit cells an address takes in the reg of the node’s children.',
  },
  {
    name: '#size-cells',
    form: 'number',
    says: 'How many 32-bit cells a size takes in the reg of the node’s children.',
  },
];

/** What a node at a path is to Xen; null outside of /chosen, and for what Xen does not look for. */
export function kindOf(path: string, of: TreeNode): Kind | null {
  if (path === '/chosen') return 'chosen';
  const value = path.startsWith('/chosen/') ? findProperty(of, 'compatible') : undefined;
  if (value === undefined) return null;
  const names = readStrings(value);
  return COMPATIBLES.find(({ name }) => names.includes(name))?.makes ?? null;
}

/** What Xen looks for in nodes of a kind. */
export const propertiesOf = (kind: Kind): readonly Known[] => [
  ...PROPERTIES[kind],
  ...(kind === 'chosen' ? COMMON.filter(({ name }) => name.startsWith('#')) : COMMON),
];

/** `since 4.17`, `until 4.16`; empty for a name of all releases. `until` names the last that reads it. */
export function releasesText({ since, until }: Span, releases: readonly Release[]): string {
  const last = until === undefined ? undefined : releases[releases.indexOf(until) - 1];
  return [since === undefined ? '' : `since ${since}`, last === undefined ? '' : `until ${last}`]
    .filter((part) => part !== '')
    .join(', ');
}

/** Whether a release reads a name. */
export const isRead = (known: Known, release: Release): boolean => holds(known, release);
