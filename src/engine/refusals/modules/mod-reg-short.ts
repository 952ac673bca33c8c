// mod-reg-short: a boot module whose reg is too short.
import { domU, good, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { READ_MODULE } from '../sources.ts';

export const moduleRegShort: Refusal<{ readonly name: string }> = {
  id: 'mod-reg-short',
  title: 'a boot module whose reg is too short',
  explain: 'reg must hold an address and a size in the cells of the parent node.',
  fix: 'Write reg with the cells of the parent node, or set #address-cells and #size-cells there.',
  consequence: 'panic',
  early: true,
  says: [],
  ends: [{ text: ({ name }) => `fdt: node \`${name}': \`reg\` property length is too short` }],
  source: READ_MODULE,
};

export const example: Example = {
  triggers: () =>
    machine(domU({ more: 'extra { compatible = "multiboot,module"; reg = <0x4a000000 0x1000>; };' })),
  harmless: good,
};
