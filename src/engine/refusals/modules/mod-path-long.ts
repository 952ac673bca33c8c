// mod-path-long: a boot module with a very long path.
import { domU, good, kernel, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { READ_MODULE } from '../sources.ts';

export const modulePathLong: Refusal<unknown> = {
  id: 'mod-path-long',
  title: 'a boot module with a very long path',
  brief: 'A boot module is ignored because its path is too long.',
  explain:
    'Xen reads the node’s path into a buffer of 92 bytes, which is meant for /chosen and two names of the usual length. A node whose path does not fit is passed over without a word, and the domain that needs it finds no kernel, ramdisk or device tree.',
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
