// llc-color-count: a number of cache colours that Xen cannot use.
import { colored, domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const colorCount: Refusal<{ readonly colors: bigint }> = {
  id: 'llc-color-count',
  title: 'a number of cache colours that Xen cannot use',
  brief: 'The number of cache colours is 1, or no power of two.',
  explain:
    'The colour of a page is some low bits of its number, so there must be a power of two of them, and with one there would be nothing to tell apart. The number is the size of a cache way in pages; a build has at most 128 (CONFIG_LLC_COLORS_ORDER).',
  fix: 'Give llc-size and llc-nr-ways as the CPU’s manual has them, or do without cache colouring.',
  consequence: 'panic',
  early: true,
  says: [],
  ends: [
    {
      text: ({ colors }) =>
        (colors & (colors - 1n)) === 0n
          ? `Number of LLC colors ${colors} < 2`
          : `Number of LLC colors (${colors}) isn't a power of 2`,
    },
  ],
  source: [{ since: '4.20', at: 'common/llc-coloring.c:llc_coloring_init' }],
};

export const example: Example = {
  on: ['LLC_COLORING'],
  triggers: () => machine(colored('llc-size=64K llc-nr-ways=16') + domU({ banks: null, kib: 131072 })),
  harmless: () => machine(colored('llc-size=128K llc-nr-ways=16') + domU({ banks: null, kib: 131072 })),
};
