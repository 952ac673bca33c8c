import { expect, test } from 'vitest';
import { type Release, RELEASES } from '../../model/release.ts';
import { advised, messagesOf, placesOf } from '../../testing/advised.ts';
import { domU, shm, wide } from '../refusals/example-text.ts';

const ID = 'name-of-another-release';
const OWN_CELLS = '#xen,static-mem-address-cells = <2>; #xen,static-mem-size-cells = <2>;';
/** Releases on which it is said. */
const saidOn = (chosen: string): readonly Release[] =>
  RELEASES.filter((release) => messagesOf(advised(chosen, release), ID).length > 0);

test.each([
  ['direct-map', domU({ more: 'direct-map;' }), ['4.16']],
  ['a static heap', `xen,static-heap = ${wide(0x50000000, 0x8000000)};`, ['4.16']],
  ['shared memory', domU({ more: shm('a', 0x70000000, 0x10000000, 0x1000) }), ['4.16']],
  ['grant limits', domU({ more: 'max_grant_frames = <64>;' }), ['4.16', '4.17']],
  ['passthrough', domU({ more: 'passthrough = "enabled";' }), ['4.16', '4.17', '4.18']],
  ['capabilities', domU({ more: 'capabilities = <0>;' }), ['4.16', '4.17', '4.18', '4.19', '4.20']],
  ['cells of its own', domU({ more: OWN_CELLS }), RELEASES.slice(1)],
  ['nothing special', domU({ more: 'vpl011; nr_spis = <40>;' }), []],
])('%s', (_, chosen, releases) => {
  expect(saidOn(chosen)).toEqual(releases);
});

test('what is lost is said for every domain, what is left behind once', () => {
  const two = (more: string) => domU({ more }) + domU({ name: 'domU2', more });
  const places = (more: string, release: Release) =>
    placesOf(advised(two(more), release)).filter((place) => place.startsWith(ID));
  expect(places('direct-map;', '4.16')).toEqual([
    `${ID} /chosen/domU1 direct-map silent`,
    `${ID} /chosen/domU2 direct-map silent`,
  ]);
  expect(places(OWN_CELLS, '4.22')).toEqual([`${ID} /chosen/domU1 #xen,static-mem-address-cells info`]);
  expect(messagesOf(advised(two(OWN_CELLS)), ID)[0]).toContain('(and 3 more such)');
});

test('of a node that is not read, only the node', () => {
  const region = shm('a', 0x70000000, 0x10000000, 0x1000, 'owner');
  expect(placesOf(advised(domU({ more: region }), '4.16'))).toEqual([
    `${ID} /chosen/domU1/shm-a compatible silent`,
  ]);
});
