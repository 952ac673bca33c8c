// What Xen refuses about a domain node, and about placing a guest's modules.
import type { Refusal } from './refusal.ts';

const PARSE = [
  { until: '4.19', at: 'arch/arm/domain_build.c:create_domUs' },
  { since: '4.19', until: '4.21', at: 'arch/arm/dom0less-build.c:create_domUs' },
  { since: '4.21', at: 'common/device-tree/dom0less-bindings.c:parse_dom0less_node' },
] as const;
const CONSTRUCT = [
  { until: '4.19', at: 'arch/arm/domain_build.c:construct_domU' },
  { since: '4.19', until: '4.21', at: 'arch/arm/dom0less-build.c:construct_domU' },
  { since: '4.21', at: 'common/device-tree/dom0less-build.c:construct_domU' },
] as const;
const PLACE = [
  { until: '4.22', at: 'arch/arm/kernel.c:place_modules' },
  { since: '4.22', at: 'arch/arm/kernel.c:place_dtb_initrd' },
] as const;

type Parts<P> = Pick<Refusal<P>, 'id' | 'title' | 'explain' | 'fix'> &
  Partial<Pick<Refusal<P>, 'says' | 'ends' | 'consequence' | 'source'>>;

/** A refusal seen while domains are built, when the console is up. */
const late = <P = unknown>(parts: Parts<P>): Refusal<P> => ({
  consequence: 'panic',
  early: false,
  says: [],
  ends: [],
  source: CONSTRUCT,
  ...parts,
});

export const directMapNeedsStatic = late<{ readonly name: string }>({
  id: 'direct-map-needs-static',
  ends: [{ text: ({ name }) => `direct-map is not valid for domain ${name} without static allocation.` }],
  source: PARSE,
  title: 'direct-map without static memory',
  explain: 'A domain can only be mapped one to one when its host memory is chosen in the device tree.',
  fix: 'Give the domain xen,static-mem, or remove direct-map.',
});

export const cpusMissing = late<{ readonly name: string }>({
  id: 'cpus-missing',
  ends: [{ text: ({ name }) => `Missing property 'cpus' for domain ${name}` }],
  source: PARSE,
  title: 'a domain without cpus',
  explain: 'cpus says how many virtual CPUs the domain has; there is no default.',
  fix: 'Add cpus = <1>; or more.',
});

export const cpusZero = late({
  id: 'cpus-zero',
  says: [
    { until: '4.18', build: 'debug', lines: () => ['common/domain.c:508: No vCPUS'] },
    { until: '4.19', build: 'debug', lines: () => ['common/domain.c:537: No vCPUS'] },
    { until: '4.20', build: 'debug', lines: () => ['common/domain.c:542: No vCPUS'] },
    { until: '4.21', build: 'debug', lines: () => ['common/domain.c:622: No vCPUS'] },
    { until: '4.22', build: 'debug', lines: () => ['common/domain.c:760: No vCPUS'] },
    { build: 'debug', lines: () => ['common/domain.c:824: No vCPUS'] },
  ],
  source: [{ at: 'common/domain.c:sanitise_domain_config' }],
  title: 'a domain with no CPUs',
  explain: 'cpus = <0> is rejected when the domain is created, with nothing but the return code.',
  fix: 'Use cpus = <1>; or more.',
});

export const vcpusTooMany = late<{ readonly cpus: number; readonly most: number }>({
  id: 'vcpus-max',
  says: [{ build: 'debug', lines: ({ cpus, most }) => [`Requested vCPUs (${cpus}) exceeds max (${most})`] }],
  source: [{ at: 'arch/arm/domain.c:arch_sanitise_domain_config' }],
  title: 'more vCPUs than the interrupt controller serves',
  explain: 'A guest has at most 8 vCPUs with a GICv2 and 128 with a GICv3.',
  fix: 'Lower cpus.',
});

export const memoryMissing = late({
  id: 'memory-missing',
  says: [{ lines: () => ['Error building DomU: cannot read "memory" property'] }],
  title: 'a domain without memory',
  explain:
    'memory is 64 bits wide (two cells) and counts KiB. It is needed with static memory too; one cell is not enough.',
  fix: 'Write memory = <0x0 KiB>; with the sum of the static banks.',
});

export const xenstoreWithoutDom0 = late({
  id: 'xs-no-dom0',
  ends: [{ text: () => 'At the moment, Xenstore support requires dom0 to be present' }],
  title: 'Xenstore without dom0',
  explain:
    'xen,enhanced (empty or enabled) asks for Xenstore, which needs dom0 or, from 4.21, a domain with the Xenstore capability.',
  fix: 'Use xen,enhanced = "no-xenstore";, or add a dom0.',
});

/** The same, noticed once every domain is built. */
export const xenstoreWithoutDomain: Refusal<unknown> = {
  ...xenstoreWithoutDom0,
  ends: [{ text: () => 'xenstore requested, but xenstore domain not present' }],
  source: [{ since: '4.21', at: 'common/device-tree/dom0less-build.c:create_domUs' }],
};

export const dynamicZero = late({
  id: 'dyn-zero',
  says: [{ lines: () => ['Device tree generation failed (-2).'] }],
  title: 'a domain with no memory at all',
  explain:
    'Without static memory and with memory = 0 the guest has no bank of RAM to put in its device tree.',
  fix: 'Give the domain memory.',
});

export const dynamicSubpage = late({
  id: 'dyn-subpage',
  consequence: 'hang',
  source: [{ at: 'domain_build.c:allocate_domheap_memory' }],
  title: 'memory that is not a whole number of pages',
  explain:
    'Xen hands out pages from its heap until memory is used up. A rest smaller than a page never is: Xen tries ever smaller orders, starting from the largest number there is.',
  fix: 'Make memory a multiple of 4 KiB.',
});

export const guestTreeTooBig = late({
  id: 'dtb-too-big',
  says: [{ lines: () => ['Device tree generation failed (-3).'] }],
  source: [{ at: 'prepare_dtb_domU' }],
  title: 'the guest’s device tree does not fit its buffer',
  explain:
    'Up to 4.21 the tree Xen makes for a guest must fit 4 KiB, from 4.22 18 KiB. Every bank, vCPU and shared region takes some of it.',
  fix: 'Use fewer, larger banks, fewer vCPUs or shared regions, or 4.22.',
});

export const placeTooSmall = late({
  id: 'place-too-small',
  ends: [{ text: () => 'Not enough memory in the first bank for the kernel+dtb+initrd' }],
  source: PLACE,
  title: 'the first bank is too small for kernel, device tree and ramdisk',
  explain:
    'All three go into the guest’s first bank of RAM, with device tree and ramdisk rounded up to 2 MiB. For direct-map that is the bank listed first.',
  fix: 'List a larger bank first.',
});

export const placeNone = late({
  id: 'place-none',
  ends: [{ text: () => 'Unable to find suitable location for dtb+initrd' }],
  source: PLACE,
  title: 'no place for the device tree in the first bank',
  explain:
    'Xen tries 128 MiB into the bank, then the end of the bank, then just below the kernel; the last two want strictly more room than needed.',
  fix: 'List a larger bank first: 6 MiB is the least for a small kernel.',
});

export const placeOutsideRam = late<{ readonly tag: string }>({
  id: 'place-outside-ram',
  ends: [
    { until: '4.21', text: () => 'Unable to copy the kernel in the hwdom memory' },
    { text: ({ tag }) => `Unable to copy the kernel in the ${tag} memory` },
  ],
  source: [{ at: 'arch/arm/kernel.c:kernel_zimage_load' }],
  title: 'the kernel’s fixed address is not in the guest’s RAM',
  explain:
    'A uImage or zImage can demand a load address; Xen copies it there and fails where the guest has no RAM.',
  fix: 'Use a kernel without a fixed address, or give the guest RAM there.',
});

export const placeBss = late({
  id: 'place-bss',
  consequence: 'misbehaves',
  source: PLACE,
  title: 'the kernel clears its device tree or ramdisk',
  explain:
    'Xen reckons with the size of the file, but the kernel takes more once it runs (image_size of its header). What Xen put there is overwritten before the kernel reads it.',
  fix: 'List a larger bank first.',
});

export const placeKernelNone = late({
  id: 'place-kernel-none',
  ends: [{ since: '4.22', text: () => 'Unable to find suitable location for the kernel' }],
  source: [{ since: '4.22', at: 'arch/arm/kernel.c:kernel_zimage_place' }],
  title: 'no place for a 32-bit kernel',
  explain: 'A zImage without a fixed address goes to the end of the bank’s first 128 MiB and must fit there.',
  fix: 'List a larger bank first.',
});

export const vpl011NoInterrupt = late({
  id: 'vpl011-nr-spis',
  source: [{ at: 'arch/arm/vpl011.c:domain_vpl011_init' }],
  title: 'nr_spis leaves no interrupt for vPL011',
  explain:
    'vPL011 uses one shared peripheral interrupt: the first, or under direct-map that of Xen’s own console. An explicit nr_spis must include it.',
  fix: 'Remove nr_spis, or raise it.',
});

export const redistributorsShort = late<{ readonly domain: number; readonly vcpu: bigint }>({
  id: 'dm-vcpus-gicr',
  says: [
    {
      build: 'debug',
      lines: ({ domain, vcpu }) => [
        `d${domain}: Unable to find a re-distributor for VCPU ${vcpu}`,
        `Failed to allocate d${domain}v${vcpu}`,
      ],
    },
    { lines: ({ domain, vcpu }) => [`Failed to allocate d${domain}v${vcpu}`] },
  ],
  source: [{ at: 'arch/arm/vgic-v3.c:vgic_v3_vcpu_init' }],
  title: 'more vCPUs than the host has redistributors',
  explain:
    'A direct-mapped guest sees the host’s GICv3 redistributors at their own addresses, one per vCPU. Newer Xen refuses the domain when they run out, older Xen leaves the vCPUs out.',
  fix: 'Lower cpus, or drop direct-map.',
});
