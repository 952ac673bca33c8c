// mod-no-reg: a boot module without reg.
import { domU, good, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { READ_MODULE } from '../sources.ts';

export const moduleNoReg: Refusal<{ readonly name: string }> = {
  id: 'mod-no-reg',
  title: 'a boot module without reg',
  explain: 'A module node must say where the boot loader put the file.',
  fix: 'Add reg with address and size.',
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
