// mod-no-reg: a boot module without reg.
import { domU, good, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { READ_MODULE } from '../sources.ts';

export const moduleNoReg: Refusal<{ readonly name: string }> = {
  id: 'mod-no-reg',
  title: 'a boot module without reg',
  brief: 'A boot module does not say where it is.',
  explain:
    'The boot loader writes the address and size of each file it loaded into reg of the module’s node. A module node below /chosen without reg panics in every release before the console is up. A tree taken from a running system or an unfinished template is the usual cause.',
  fix: 'Add reg with address and size, or let the boot loader fill it in.',
  consequence: 'panic',
  early: true,
  says: [],
  ends: [{ text: ({ name }) => `node ${name} missing \`reg' property` }],
  source: READ_MODULE,
};

export const example: Example = {
  triggers: () => machine(domU({ more: 'extra { compatible = "multiboot,module"; };' })),
  harmless: good,
};
