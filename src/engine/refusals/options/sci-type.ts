// sci-type: an SCI type that Xen does not know.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const sciUnknown: Refusal<{
  readonly type: string | null;
  readonly name: string;
}> = {
  id: 'sci-type',
  title: 'an SCI type that Xen does not know',
  brief: 'xen,sci_type names no type that Xen knows.',
  explain:
    'From 4.21 xen,sci_type says how a domain reaches the system control firmware: none, or scmi_smc. Any other text is refused.',
  fix: 'Use none or scmi_smc, or remove the property.',
  consequence: 'panic',
  early: false,
  says: [
    {
      lines: ({ type, name }) =>
        type === null ? [] : [`xen,sci_type in not valid (${type}) for domain ${name}`],
    },
  ],
  ends: [{ text: () => 'Error getting SCI configuration' }],
  source: [{ since: '4.21', at: 'arch/arm/dom0less-build.c:domu_dt_sci_parse' }],
};

export const example: Example = {
  triggers: () => machine(domU({ more: 'xen,sci_type = "other";' })),
  harmless: () => machine(domU({ more: 'xen,sci_type = "none";' })),
};
