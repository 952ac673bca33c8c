// hwdom-passthrough: passthrough for the hardware domain.
import { hardware, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const hardwarePassthrough: Refusal<unknown> = {
  id: 'hwdom-passthrough',
  title: 'passthrough for the hardware domain',
  brief: 'A hardware domain says passthrough.',
  explain:
    'passthrough says whether a domain may be given devices behind an IOMMU. The hardware domain has all devices anyway, and Xen insists that the property is left out, whatever its value.',
  fix: 'Remove passthrough.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [{ text: () => "Don't specify passthrough for hardware domain" }],
  source: [{ since: '4.21', at: 'common/device-tree/dom0less-bindings.c:parse_dom0less_node' }],
};

export const example: Example = {
  triggers: () => machine(hardware(1, 'passthrough = "enabled";')),
  harmless: () => machine(hardware(1)),
};
