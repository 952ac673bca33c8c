// mod-legacy-names: a domain’s kernel is not marked as one.
import { domU, good, kernel, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { KERNEL_PROBE } from '../sources.ts';

export const legacyNames: Refusal<unknown> = {
  id: 'mod-legacy-names',
  title: 'a domain’s kernel is not marked as one',
  brief: 'A domain has modules, but none that Xen takes for its kernel.',
  explain:
    'For a domU Xen looks only at its direct children, and only at those compatible with multiboot,kernel. Older names such as xen,linux-zimage, the guess that the first unknown module is a kernel, and nodes one level deeper count for dom0 alone. The module is recorded all the same and takes up its memory.',
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
