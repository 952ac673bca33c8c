import { expect, test } from 'vitest';
import { RELEASES } from '../../model/release.ts';
import { advised, messagesOf, placesOf } from '../../testing/advised.ts';
import { domU, wide } from '../refusals/example-text.ts';

const ID = 'name-renamed';
const heap = (name: string): string => `${name} = ${wide(0x50000000, 0x8000000)};`;

test.each([
  ['xen,reserved-heap', heap('xen,reserved-heap') + domU(), '/chosen', 'xen,static-heap'],
  ['xen,reserved_heap', heap('xen,reserved_heap') + domU(), '/chosen', 'xen,static-heap'],
  ['xen,static_mem', domU().replace('xen,static-mem', 'xen,static_mem'), '/chosen/domU1', 'xen,static-mem'],
])('%s', (written, chosen, path, to) => {
  const [found] = advised(chosen);
  expect(found).toMatchObject({ rule: ID, path, property: written, severity: 'silent' });
  expect(found?.fix).toEqual([{ kind: 'rename', path, property: written, to }]);
  expect(found?.message).toContain(`Write ${to}.`);
});

test('what Xen makes of the right name is told as well, at the line of the old', () => {
  const over = heap('xen,reserved-heap').replaceAll('5000', '6000');
  expect(placesOf(advised(over + domU()))).toContain('static-overlap /chosen/domU1 xen,static-mem error');
  const outside = 'xen,reserved-heap = <0x0 0x30000000 0x0 0x8000000>;';
  expect(placesOf(advised(outside + domU()))).toContain('heap-outside-ram /chosen xen,reserved-heap error');
});

test('where the release has the thing under no name, that is said', () => {
  const says = RELEASES.map(
    (release) => messagesOf(advised(heap('xen,reserved-heap'), release), ID)[0] ?? '',
  );
  expect(says.map((message) => message.includes('has neither'))).toEqual([
    true,
    ...Array<boolean>(7).fill(false),
  ]);
});

test('the right name is right', () => {
  expect(messagesOf(advised(heap('xen,static-heap') + domU()), ID)).toEqual([]);
});
