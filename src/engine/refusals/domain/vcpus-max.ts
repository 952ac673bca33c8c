// vcpus-max: more vCPUs than the interrupt controller serves.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const vcpusTooMany: Refusal<{ readonly cpus: number; readonly most: number }> = {
  id: 'vcpus-max',
  title: 'more vCPUs than the interrupt controller serves',
  brief: 'A domain asks for more virtual CPUs than its interrupt controller serves.',
  explain:
    'A guest has the same kind of interrupt controller as the host: a GICv2 serves 8 CPUs, a GICv3 as Xen emulates it 128. More are rejected when the domain is created, with -EINVAL; only a debug build names the limit.',
  fix: 'Lower cpus.',
  consequence: 'panic',
  early: false,
  says: [{ build: 'debug', lines: ({ cpus, most }) => [`Requested vCPUs (${cpus}) exceeds max (${most})`] }],
  ends: [],
  source: [{ at: 'arch/arm/domain.c:arch_sanitise_domain_config' }],
};

export const example: Example = {
  triggers: () => machine(domU({ cpus: 'cpus = <129>;' })),
  harmless: () => machine(domU({ cpus: 'cpus = <8>;' })),
};
