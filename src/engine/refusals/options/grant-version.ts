// grant-version: a grant table version that Arm does not have.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

interface Version {
  /** `d1`. */
  readonly tag: string;
  readonly version: number;
}

const none = ({ tag }: Version, line: number): string =>
  `common/grant_table.c:${line}: ${tag}: invalid grant table version 0 requested`;
const tooHigh = ({ tag, version }: Version, line: number): string =>
  `common/grant_table.c:${line}: ${tag}: requested grant version (${version}) greater than supported (1)`;

export const grantVersion: Refusal<Version> = {
  id: 'grant-version',
  title: 'a grant table version that Arm does not have',
  brief: 'A domain wants a version of the grant table that Arm does not have.',
  explain:
    'From 4.18 a domain can say the highest version of the grant table interface it may use. On Arm only version 1 exists, and the domain is refused for any other, 0 included. Only the lowest four bits count.',
  fix: 'Use max_grant_version = <1>; or leave it out.',
  consequence: 'panic',
  early: false,
  says: [
    { until: '4.21', build: 'debug', lines: (of) => [of.version === 0 ? none(of, 1995) : tooHigh(of, 2003)] },
    { until: '4.22', build: 'debug', lines: (of) => [of.version === 0 ? none(of, 1997) : tooHigh(of, 2005)] },
    { build: 'debug', lines: (of) => [of.version === 0 ? none(of, 1996) : tooHigh(of, 2004)] },
  ],
  ends: [],
  source: [{ since: '4.18', at: 'common/grant_table.c:grant_table_init' }],
};

export const example: Example = {
  triggers: () => machine(domU({ more: 'max_grant_version = <2>;' })),
  harmless: () => machine(domU({ more: 'max_grant_version = <1>;' })),
};
