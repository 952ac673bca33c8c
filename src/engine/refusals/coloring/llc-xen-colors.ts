// llc-xen-colors: colours for Xen that do not exist.
import { colored, domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const xenColorsBad: Refusal<{
  /** The colour that does not exist; null where there are too many. */
  readonly high: number | null;
  readonly colors: number;
}> = {
  id: 'llc-xen-colors',
  title: 'colours for Xen that do not exist',
  brief: 'Xen is to use a cache colour that does not exist, or too many.',
  explain:
    'xen-llc-colors says which colours Xen’s own code and data lie in; without it that is the first one. Colours count from 0.',
  fix: 'Name only colours that exist, or leave xen-llc-colors out.',
  consequence: 'panic',
  early: true,
  says: [
    {
      lines: ({ high, colors }) => (high === null ? [] : [`LLC color ${high} >= ${colors} (max allowed)`]),
    },
  ],
  ends: [{ text: () => 'Bad LLC color config for Xen' }],
  source: [{ since: '4.20', at: 'common/llc-coloring.c:llc_coloring_init' }],
};

export const example: Example = {
  on: ['LLC_COLORING'],
  triggers: () =>
    machine(
      colored('llc-coloring=on llc-size=1M llc-nr-ways=16 xen-llc-colors=16') +
        domU({ banks: null, kib: 131072 }),
    ),
  harmless: () =>
    machine(
      colored('llc-coloring=on llc-size=1M llc-nr-ways=16 xen-llc-colors=15') +
        domU({ banks: null, kib: 131072 }),
    ),
};
