import { expect, it } from 'vitest';
import { onwards, type Release, type Span } from './release.ts';

it.each<[Span, Release, Span | null]>([
  [{}, '4.18', { since: '4.18' }],
  [{ since: '4.19' }, '4.18', { since: '4.19' }],
  [{ since: '4.16', until: '4.20' }, '4.18', { since: '4.18', until: '4.20' }],
  [{ until: '4.18' }, '4.18', null],
])('%o from %s on is %o', (span, release, expected) => {
  expect(onwards(span, release)).toEqual(expected);
});
