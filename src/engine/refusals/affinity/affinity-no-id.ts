// affinity-no-id: a vCPU node without a number.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const affinityNoId: Refusal<{ readonly name: string }> = {
  id: 'affinity-no-id',
  title: 'a vCPU node without a number',
  brief: 'A xen,vcpu node has no id.',
  explain:
    'From 4.21 xen,vcpu nodes bind vCPUs to CPUs of the host. Each names its vCPU by id, counted from 0; there is no default. Xen reads them when the domain is otherwise complete.',
  fix: 'Add id = <0>; or the number that is meant.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [{ text: ({ name }) => `Invalid xen,vcpu node for domain ${name}` }],
  source: [{ since: '4.21', at: 'common/device-tree/dom0less-build.c:domain_vcpu_affinity' }],
};

export const example: Example = {
  triggers: () => machine(domU({ more: 'vcpu0 { compatible = "xen,vcpu"; hard-affinity = "1"; };' })),
  harmless: () =>
    machine(domU({ more: 'vcpu0 { compatible = "xen,vcpu"; id = <0>; hard-affinity = "1"; };' })),
};
