// affinity-no-pcpu: a CPU that the host does not have.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const affinityNoCpu: Refusal<{
  readonly cpu: number;
  readonly name: string;
}> = {
  id: 'affinity-no-pcpu',
  title: 'a CPU that the host does not have',
  brief: 'A vCPU is to run on a CPU that the host does not have.',
  explain:
    'hard-affinity is a list of CPU numbers and ranges of the host, counted from 0 in the order of the host’s tree. None may be beyond the last CPU that Xen knows.',
  fix: 'Name only CPUs of the host.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [{ text: ({ cpu, name }) => `Invalid pCPU ${cpu} for domain ${name}` }],
  source: [{ since: '4.21', at: 'common/device-tree/dom0less-build.c:domain_vcpu_affinity' }],
};

export const example: Example = {
  triggers: () =>
    machine(domU({ more: 'vcpu0 { compatible = "xen,vcpu"; id = <0>; hard-affinity = "0-2"; };' })),
  harmless: () =>
    machine(domU({ more: 'vcpu0 { compatible = "xen,vcpu"; id = <0>; hard-affinity = "0-1"; };' })),
};
