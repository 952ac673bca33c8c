// grant-overflow: a number of grant frames beyond all bounds.
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { DOMAIN_NODE, citedFrom } from '../sources.ts';

export const framesOverflow: Refusal<{
  readonly property: 'max_grant_frames' | 'max_maptrack_frames';
  readonly value: number;
}> = {
  id: 'grant-overflow',
  title: 'a number of grant frames beyond all bounds',
  brief: 'A number of grant or maptrack frames is 0x80000000 or more.',
  explain:
    'Both are read as unsigned and kept as signed numbers, so the upper half is refused. Numbers below that are tried, and fail for want of memory long before.',
  fix: 'Use a number of frames as it is usual: 64 and 1024 are Xen’s own.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [{ text: ({ property, value }) => `${property} (${value}) overflow` }],
  source: citedFrom('4.18', DOMAIN_NODE),
};

export const example: Example = {
  triggers: () => machine(domU({ more: 'max_grant_frames = <0x80000000>;' })),
  harmless: () => machine(domU({ more: 'max_grant_frames = <64>;' })),
};
