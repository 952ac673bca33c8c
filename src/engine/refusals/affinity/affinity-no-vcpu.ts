// affinity-no-vcpu: a vCPU that the domain does not have.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const affinityNoVcpu: Refusal<{
  readonly id: number;
  readonly name: string;
  readonly cpus: number;
}> = {
  id: 'affinity-no-vcpu',
  title: 'a vCPU that the domain does not have',
  brief: 'A xen,vcpu node is about a vCPU that the domain does not have.',
  explain: 'id of a xen,vcpu node counts from 0 and must be below cpus of the domain.',
  fix: 'Use a smaller id, or give the domain more cpus.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [
    {
      text: ({ id, name, cpus }) => `Invalid vcpu_id ${id} for domain ${name}, max_vcpus=${cpus}`,
    },
  ],
  source: [{ since: '4.21', at: 'common/device-tree/dom0less-build.c:domain_vcpu_affinity' }],
};

export const example: Example = {
  triggers: () => machine(domU({ more: 'vcpu0 { compatible = "xen,vcpu"; id = <1>; };' })),
  harmless: () => machine(domU({ more: 'vcpu0 { compatible = "xen,vcpu"; id = <0>; };' })),
};
