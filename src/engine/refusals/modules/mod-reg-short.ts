// mod-reg-short: a boot module whose reg is too short.
import { domU, good, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { READ_MODULE } from '../sources.ts';

export const moduleRegShort: Refusal<{ readonly name: string }> = {
  id: 'mod-reg-short',
  title: 'a boot module whose reg is too short',
  brief: 'The reg of a boot module is too short for the cells it is read with.',
  explain:
    'reg must hold one address and one size in the cells of the parent: of the domain for its modules, of /chosen for dom0’s. When it has fewer bytes, Xen panics before the console is up. Cells that the domain inherits from /chosen or from the root without meaning to are the usual cause.',
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
