import { expect, test } from 'vitest';
import { advised, messagesOf, placesOf } from '../../testing/advised.ts';
import { domU, kernel, wide } from '../refusals/example-text.ts';

const ID = 'name-out-of-place';
const BANK = `xen,static-mem = ${wide(0x60000000, 0x8000000)};`;

test.each([
  ['static memory of /chosen', BANK, '/chosen xen,static-mem'],
  ['static memory of a node that is no domain', `guest { ${BANK} };`, '/chosen/guest xen,static-mem'],
  [
    'a heap in a domain',
    domU({ more: `xen,static-heap = ${wide(0x50000000, 0x8000000)};` }),
    '/chosen/domU1 xen,static-heap',
  ],
  [
    'direct-map of a module',
    domU({ kernel: kernel(0x44000000, 0x10000, 'direct-map;') }),
    '/chosen/domU1/module@44000000 direct-map',
  ],
  ['shared memory without its node', domU({ more: 'xen,shm-id = "a";' }), '/chosen/domU1 xen,shm-id'],
])('%s', (_, chosen, place) => {
  expect(placesOf(advised(chosen))).toEqual([`${ID} ${place} silent`]);
});

test('says where it belongs', () => {
  expect(messagesOf(advised(`guest { ${BANK} };`), ID)).toEqual([
    'xen,static-mem stands in /chosen/guest, where Xen does not look for it: it belongs into a domain (compatible = "xen,domain"). Here it is ignored without a word.',
  ]);
});

test('plain names may be anybody’s', () => {
  expect(advised('guest { memory = <1>; cpus = <2>; role = "x"; bootargs = "y"; passthrough; };')).toEqual(
    [],
  );
});
