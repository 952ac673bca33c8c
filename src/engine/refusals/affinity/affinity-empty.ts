// affinity-empty: a vCPU that may run nowhere.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const affinityEmpty: Refusal<{
  readonly id: number;
  readonly name: string;
}> = {
  id: 'affinity-empty',
  title: 'a vCPU that may run nowhere',
  brief: 'A vCPU’s hard-affinity leaves it no CPU at all.',
  explain:
    'An empty hard-affinity, or a range whose end is before its start, names no CPU, and a vCPU must have one to run on.',
  fix: 'Name at least one CPU, or remove hard-affinity.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [
    {
      text: ({ id, name }) => `vcpu${id}: failed (rc=-22) to set hard affinity for domain ${name}`,
    },
  ],
  source: [{ since: '4.21', at: 'common/device-tree/dom0less-build.c:domain_vcpu_affinity' }],
};

export const example: Example = {
  triggers: () =>
    machine(domU({ more: 'vcpu0 { compatible = "xen,vcpu"; id = <0>; hard-affinity = ""; };' })),
  harmless: () =>
    machine(domU({ more: 'vcpu0 { compatible = "xen,vcpu"; id = <0>; hard-affinity = "0"; };' })),
};
