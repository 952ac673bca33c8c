import { expect, test } from 'vitest';
import { RELEASES } from '../../model/release.ts';
import { advised, messagesOf } from '../../testing/advised.ts';
import { domU, kernel, memoryNode, MIB } from '../refusals/example-text.ts';

const ID = 'enhanced-static';
const DOM0 = kernel(0x46000000);
const saidOn = (chosen: string, memory = memoryNode(0x30000000, 2048 * MIB)) =>
  RELEASES.filter((release) => messagesOf(advised(chosen, release, { memory }), ID).length > 0);

test.each([
  ['full, static', DOM0 + domU({ more: 'xen,enhanced;' }), ['4.17', '4.18', '4.19', '4.20']],
  ['by word', DOM0 + domU({ more: 'xen,enhanced = "enabled";' }), ['4.17', '4.18', '4.19', '4.20']],
  ['without Xenstore', DOM0 + domU({ more: 'xen,enhanced = "no-xenstore";' }), []],
  ['memory from the heap', DOM0 + domU({ banks: null, kib: 131072, more: 'xen,enhanced;' }), []],
  ['no dom0 to ask for the page', domU({ more: 'xen,enhanced;' }), []],
  [
    'direct-mapped elsewhere',
    DOM0 + domU({ more: 'xen,enhanced; direct-map;' }),
    ['4.17', '4.18', '4.19', '4.20'],
  ],
  [
    'direct-mapped over the page',
    DOM0 + domU({ banks: [0x38000000, 64 * MIB], more: 'xen,enhanced; direct-map;' }),
    [],
  ],
])('%s', (_, chosen, releases) => {
  expect(saidOn(chosen)).toEqual(releases);
});
