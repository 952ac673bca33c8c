// llc-dom0-colors: colours for dom0 that do not exist.
import { colored, kernel, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const dom0ColorsBad: Refusal<{
  /** The colour that does not exist; null where there are too many. */
  readonly high: number | null;
  readonly colors: number;
}> = {
  id: 'llc-dom0-colors',
  title: 'colours for dom0 that do not exist',
  brief: 'A cache colour that dom0 is to use does not exist, or there are too many.',
  explain:
    'dom0-llc-colors says of which colours dom0’s memory is made; without it dom0 uses all. Colours count from 0.',
  fix: 'Name only colours that exist, or leave dom0-llc-colors out.',
  consequence: 'panic',
  early: false,
  says: [
    {
      lines: ({ high, colors }) => [
        ...(high === null ? [] : [`LLC color ${high} >= ${colors} (max allowed)`]),
        'd0:  bad LLC color config',
      ],
    },
  ],
  ends: [
    { until: '4.21', text: () => 'Error initializing LLC coloring for domain 0 (rc = -22)' },
    { text: () => 'Error initializing LLC coloring for d0 (rc = -22)' },
  ],
  source: [{ since: '4.20', at: 'common/llc-coloring.c:dom0_set_llc_colors' }],
};

export const example: Example = {
  on: ['LLC_COLORING'],
  triggers: () =>
    machine(
      colored('llc-coloring=on llc-size=1M llc-nr-ways=16 dom0_mem=128M dom0-llc-colors=16') +
        kernel(0x42000000),
    ),
  harmless: () =>
    machine(
      colored('llc-coloring=on llc-size=1M llc-nr-ways=16 dom0_mem=128M dom0-llc-colors=15') +
        kernel(0x42000000),
    ),
};
