// mod-legacy-names: a domain’s kernel is not marked as one.
import { domU, good, kernel, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { KERNEL_PROBE } from '../sources.ts';

export const legacyNames: Refusal<unknown> = {
  id: 'mod-legacy-names',
  title: 'a domain’s kernel is not marked as one',
  explain:
    'For a domain Xen looks for a direct child compatible with multiboot,kernel. Older names such as xen,linux-zimage, or the guess that the first module is a kernel, count for dom0 only.',
  fix: 'Give the module compatible = "multiboot,kernel", "multiboot,module" and put it directly under the domain.',
  consequence: 'panic',
  early: false,
  says: [{ lines: () => ['Missing kernel boot module?'] }],
  ends: [],
  source: KERNEL_PROBE,
};

export const example: Example = {
  triggers: () =>
    machine(domU({ kernel: kernel(0x44000000).replace('"multiboot,kernel"', '"xen,linux-zimage"') })),
  harmless: good,
};
