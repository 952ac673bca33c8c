// mod-cmdline-long: bootargs of more than 1024 characters.
import { domU, kernel, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const commandLineLong: Refusal<{ readonly name: string }> = {
  id: 'mod-cmdline-long',
  title: 'bootargs of more than 1024 characters',
  brief: 'The bootargs of a module are longer than Xen keeps.',
  explain:
    'Xen copies the command line of each module into a buffer of 1024 characters. 1024 characters pass, although the last one is lost to the terminating zero. One more panics before the console is up. The message names the parent node, not the module.',
  fix: 'Shorten bootargs.',
  consequence: 'panic',
  early: true,
  says: [],
  ends: [{ text: ({ name }) => `module ${name} command line too long` }],
  source: [
    { until: '4.20', at: 'arch/arm/setup.c:add_boot_cmdline' },
    { since: '4.20', at: 'common/device-tree/bootinfo.c:add_boot_cmdline' },
  ],
};

export const example: Example = {
  triggers: () => machine(domU({ kernel: kernel(0x44000000, 0x10000, `bootargs = "${'x'.repeat(1025)}";`) })),
  harmless: () => machine(domU({ kernel: kernel(0x44000000, 0x10000, `bootargs = "${'x'.repeat(1024)}";`) })),
};
