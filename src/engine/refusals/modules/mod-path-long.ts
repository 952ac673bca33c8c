// mod-path-long: a boot module with a very long path.
import { domU, good, kernel, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { READ_MODULE } from '../sources.ts';

export const modulePathLong: Refusal<unknown> = {
  id: 'mod-path-long',
  title: 'a boot module with a very long path',
  explain: 'Xen reads the node’s path into a buffer of 92 bytes and ignores nodes that do not fit.',
  fix: 'Use shorter node names.',
  consequence: 'dropped',
  early: true,
  says: [],
  ends: [],
  source: READ_MODULE,
};

export const example: Example = {
  triggers: () =>
    machine(
      domU({
        name: 'a-domain-with-a-name-of-quite-some-length',
        more: `${kernel(0x46000000).replace('module@', 'a-module-whose-name-alone-is-of-some-length-and-more@')}`,
      }),
    ),
  harmless: good,
};
