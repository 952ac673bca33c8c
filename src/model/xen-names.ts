// Every name Xen looks for below /chosen, as data: where it belongs, and the releases that know it.
//
// Read from the string literals of Xen's device tree code, release by release: arch/arm/{bootfdt,setup,domain_build,
// dom0less-build}.c, common/device-tree/ since 4.20, common/sched/boot-cpupool.c. Names without `since` are in 4.16.
import type { Span } from '../../model/release.ts';

/** What a node is to Xen, told by its `compatible`. */
export type Kind = 'chosen' | 'domain' | 'module' | 'shared memory' | 'event channel' | 'vcpu' | 'cpupool';

export interface Known extends Span {
  readonly name: string;
  /** Names that design drafts and patches gave it; no released Xen ever read them. */
  readonly drafts?: readonly string[];
}

export interface KnownCompatible extends Known {
  readonly makes: Kind;
}

export const COMPATIBLES: readonly KnownCompatible[] = [
  { name: 'xen,domain', makes: 'domain' },
  { name: 'multiboot,module', makes: 'module' },
  { name: 'multiboot,kernel', makes: 'module' },
  { name: 'multiboot,ramdisk', makes: 'module' },
  { name: 'multiboot,device-tree', makes: 'module' },
  { name: 'xen,multiboot-module', makes: 'module' },
  { name: 'xen,linux-zimage', makes: 'module' },
  { name: 'xen,linux-initrd', makes: 'module' },
  { name: 'xen,xsm-policy', makes: 'module' },
  { name: 'xen,domain-shared-memory-v1', makes: 'shared memory', since: '4.17' },
  { name: 'xen,evtchn-v1', makes: 'event channel', since: '4.17' },
  { name: 'xen,cpupool', makes: 'cpupool', since: '4.17' },
  { name: 'xen,vcpu', makes: 'vcpu', since: '4.21' },
];

export const PROPERTIES: Readonly<Record<Kind, readonly Known[]>> = {
  chosen: [
    { name: 'xen,xen-bootargs' },
    { name: 'xen,dom0-bootargs' },
    { name: 'xen,static-heap', since: '4.17', drafts: ['xen,reserved-heap', 'xen,reserved_heap'] },
    { name: 'xen,uefi-cfg-load' },
  ],
  domain: [
    { name: 'cpus' },
    { name: 'memory' },
    { name: 'vpl011' },
    { name: 'nr_spis' },
    { name: 'xen,static-mem', drafts: ['xen,static_mem'] },
    { name: '#xen,static-mem-address-cells', until: '4.17' },
    { name: '#xen,static-mem-size-cells', until: '4.17' },
    { name: 'xen,domain-p2m-mem-mb' },
    { name: 'direct-map', since: '4.17' },
    { name: 'xen,enhanced', since: '4.17' },
    { name: 'domain-cpupool', since: '4.17' },
    { name: 'max_grant_version', since: '4.18' },
    { name: 'max_grant_frames', since: '4.18' },
    { name: 'max_maptrack_frames', since: '4.18' },
    { name: 'sve', since: '4.18' },
    { name: 'passthrough', since: '4.19' },
    { name: 'llc-colors', since: '4.20' },
    { name: 'capabilities', since: '4.21' },
    { name: 'xen,sci_type', since: '4.21' },
    { name: 'trap-unmapped-accesses', since: '4.21' },
    { name: 'v8r_el1_msa', since: '4.22' },
  ],
  module: [{ name: 'bootargs' }, { name: 'xen,uefi-binary' }],
  'shared memory': [{ name: 'xen,shm-id' }, { name: 'xen,shared-mem' }, { name: 'role' }],
  'event channel': [{ name: 'xen,evtchn' }],
  vcpu: [{ name: 'id' }, { name: 'hard-affinity' }],
  cpupool: [{ name: 'cpupool-cpus' }, { name: 'cpupool-sched' }],
};

/** Names of the devicetree itself that Xen reads in nodes of every kind. */
export const COMMON: readonly Known[] = [
  { name: 'compatible' },
  { name: 'reg' },
  { name: 'status' },
  { name: '#address-cells' },
  { name: '#size-cells' },
];
