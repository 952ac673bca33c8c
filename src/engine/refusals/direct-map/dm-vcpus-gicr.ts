// dm-vcpus-gicr: more vCPUs than the host has redistributors.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const redistributorsShort: Refusal<{ readonly domain: number; readonly vcpu: bigint }> = {
  id: 'dm-vcpus-gicr',
  title: 'more vCPUs than the host has redistributors',
  brief: 'A direct-mapped domain has more virtual CPUs than the host’s GIC has redistributors.',
  explain:
    'A direct-mapped guest sees the host’s GICv3 at its own addresses, with one redistributor of 128 KiB per vCPU. When the host’s regions are used up, current tips of 4.20 and newer refuse the domain with -ENOMEM. Older ones leave the vCPUs out and boot the domain with fewer. Up to 4.21 the guest’s device tree has no room for a 33rd vCPU, which comes first on most hosts.',
  fix: 'Lower cpus, or drop direct-map.',
  consequence: 'panic',
  early: false,
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
  ends: [],
  source: [{ at: 'arch/arm/vgic-v3.c:vgic_v3_vcpu_init' }],
};

export const example: Example = {
  triggers: () => machine(domU({ cpus: 'cpus = <124>;', more: 'direct-map;' })),
  harmless: () => machine(domU({ cpus: 'cpus = <123>;', more: 'direct-map;' })),
};
