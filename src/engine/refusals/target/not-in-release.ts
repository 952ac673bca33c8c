// not-in-release: the release does not know a feature the tree asks for.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const notInRelease: Refusal<unknown> = {
  id: 'not-in-release',
  title: 'the release does not know this feature',
  brief: 'The tree asks for something this release of Xen does not know.',
  explain:
    'Xen looks properties and nodes up by name and passes over all others: what a release does not know yet is ignored without a word, and the boot goes on as if it were not there.',
  fix: 'Use a release that has the feature, or design without it.',
  consequence: 'dropped',
  early: false,
  says: [],
  ends: [],
  source: [{ at: 'docs/misc/arm/device-tree/booting.txt' }],
};

const CELLS = '#xen,static-mem-address-cells = <2>; #xen,static-mem-size-cells = <2>;';
export const example: Example = {
  release: '4.16',
  triggers: () => machine(domU({ more: `${CELLS} direct-map;` })),
  harmless: () => machine(domU({ more: CELLS })),
};
