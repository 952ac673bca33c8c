// llc-domain-colors: colours for a domain that do not exist.
import { colored, domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export interface WhyBad {
  /** `d1`. */
  readonly tag: string;
  readonly name: string;
  /** The colour that does not exist; null where the list cannot be read. */
  readonly high: number | null;
  readonly colors: number;
}

export const domainColorsBad: Refusal<WhyBad> = {
  id: 'llc-domain-colors',
  title: 'colours for a domain that do not exist',
  brief: 'A domain’s llc-colors cannot be read, or names a colour that does not exist.',
  explain:
    'llc-colors is a list of colours and ranges of them, counted from 0, such as 0,2-6. Only pages of these colours become the domain’s memory. 4.20 remembers the list for domains after it that have none.',
  fix: 'Name only colours that exist, in ascending ranges.',
  consequence: 'panic',
  early: false,
  says: [
    {
      since: '4.22',
      lines: ({ tag, high, colors }) =>
        high === null
          ? [`${tag}: error parsing LLC color configuration`]
          : [`LLC color ${high} >= ${colors} (max allowed)`, `${tag}: bad LLC color config`],
    },
    {
      lines: ({ tag, high, colors }) =>
        high === null
          ? ['Error parsing LLC color configuration']
          : [`LLC color ${high} >= ${colors} (max allowed)`, `${tag}: bad LLC color config`],
    },
  ],
  ends: [
    {
      text: ({ name }) => `Error initializing LLC coloring for domain ${name} (rc = -22)`,
    },
  ],
  source: [{ since: '4.20', at: 'common/llc-coloring.c:domain_set_llc_colors_from_str' }],
};

export const example: Example = {
  on: ['LLC_COLORING'],
  triggers: () =>
    machine(
      colored('llc-coloring=on llc-size=1M llc-nr-ways=16') +
        domU({ banks: null, kib: 131072, more: 'llc-colors = "16";' }),
    ),
  harmless: () =>
    machine(
      colored('llc-coloring=on llc-size=1M llc-nr-ways=16') +
        domU({ banks: null, kib: 131072, more: 'llc-colors = "15";' }),
    ),
};
