import { expect, test } from 'vitest';
import { advised, messagesOf, placesOf } from '../../testing/advised.ts';
import { domU, kernel } from '../refusals/example-text.ts';

const ID = 'dom0-placement-varies';
const said = (args: string, more = '') =>
  messagesOf(advised(`xen,xen-bootargs = "${args}"; ${kernel(0x46000000)} ${more}`), ID);

test('dom0 from a heap that is being scrubbed may lie anywhere that is clean', () => {
  expect(said('dom0_mem=128M')).toEqual([expect.stringMatching(/^May dom0’s 128 MiB lie elsewhere/)]);
});

test('with bootscrub=0, or without dom0, nothing is asked', () => {
  expect(said('dom0_mem=128M bootscrub=0')).toEqual([]);
  expect(messagesOf(advised(domU()), ID)).toEqual([]);
});

test('stands at Xen’s command line', () => {
  const found = advised(`xen,xen-bootargs = "dom0_mem=128M"; ${kernel(0x46000000)}`);
  expect(placesOf(found)).toEqual([`${ID} /chosen xen,xen-bootargs question`]);
});
