// dm-vcpus-gicr: more vCPUs than the host has redistributors.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const redistributorsShort: Refusal<{ readonly domain: number; readonly vcpu: bigint }> = {
  id: 'dm-vcpus-gicr',
  title: 'more vCPUs than the host has redistributors',
  explain:
    'A direct-mapped guest sees the host’s GICv3 redistributors at their own addresses, one per vCPU. Newer Xen refuses the domain when they run out, older Xen leaves the vCPUs out.',
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
