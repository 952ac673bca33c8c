// sve-off: SVE in a Xen without it.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const sveOff: Refusal<unknown> = {
  id: 'sve-off',
  title: 'SVE in a Xen without it',
  brief: 'A domain wants SVE, which Xen is built without.',
  explain:
    'sve asks for the scalable vector extension and says how long its vectors may be. CONFIG_ARM64_SVE is off by default, and then Xen refuses the property from 4.18 on. With it, whether the CPUs can do what is asked is not predicted here.',
  fix: 'Build Xen with CONFIG_ARM64_SVE, or remove sve.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [{ text: () => "'sve' property found, but CONFIG_ARM64_SVE not selected" }],
  source: [
    { since: '4.18', until: '4.19', at: 'arch/arm/domain_build.c:create_domUs' },
    { since: '4.19', until: '4.21', at: 'arch/arm/dom0less-build.c:create_domUs' },
    { since: '4.21', at: 'arch/arm/dom0less-build.c:arch_parse_dom0less_node' },
  ],
};

export const example: Example = {
  triggers: () => machine(domU({ more: 'sve;' })),
  harmless: () => machine(domU()),
};
