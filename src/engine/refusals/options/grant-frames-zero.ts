// grant-frames-zero: a grant table of no frames.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const grantFramesNone: Refusal<unknown> = {
  id: 'grant-frames-zero',
  title: 'a grant table of no frames',
  brief: 'A domain is to have a grant table of no frames.',
  explain:
    'A grant table begins with one frame, so 0 is refused when the domain is created. max_maptrack_frames may be 0: the domain then cannot map what others grant.',
  fix: 'Use max_grant_frames = <1>; or more.',
  consequence: 'panic',
  early: false,
  says: [
    {
      until: '4.21',
      build: 'debug',
      lines: () => ['common/grant_table.c:2015: Bad grant table size: 0 frames'],
    },
    {
      until: '4.22',
      build: 'debug',
      lines: () => ['common/grant_table.c:2017: Bad grant table size: 0 frames'],
    },
    { build: 'debug', lines: () => ['common/grant_table.c:2016: Bad grant table size: 0 frames'] },
  ],
  ends: [],
  source: [{ since: '4.18', at: 'common/grant_table.c:grant_table_init' }],
};

export const example: Example = {
  triggers: () => machine(domU({ more: 'max_grant_frames = <0>;' })),
  harmless: () => machine(domU({ more: 'max_grant_frames = <1>;' })),
};
