// pt-blob-invalid: the passthrough module is no device tree blob.
import { asking, BAD, domU, FINE, hostDevice, machine, partialTree, partialTreeAt } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { inDom0lessBuild } from '../sources.ts';

export const blobInvalid: Refusal<unknown> = {
  id: 'pt-blob-invalid',
  title: 'the passthrough module is no device tree blob',
  brief: 'The file of a multiboot,device-tree module is no sound device tree blob.',
  explain:
    'The module of a “multiboot,device-tree” node must be a compiled device tree whose header is sound and whose total size is no more than what reg says. Why it is not is told by debug builds only.',
  fix: 'Compile the partial tree with dtc, load that file, and give reg its size.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [],
  source: inDom0lessBuild('check_partial_fdt'),
};

const host = { devices: hostDevice() };

export const example: Example = {
  blobs: {
    [`0x${BAD.toString(16)}`]: () => partialTree(asking()),
    [`0x${FINE.toString(16)}`]: () => partialTree(asking()),
  },
  triggers: () => machine(domU({ more: partialTreeAt(BAD, 0x40) }), host),
  harmless: () => machine(domU({ more: partialTreeAt(FINE) }), host),
};
