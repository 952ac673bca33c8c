import { expect, test } from 'vitest';
import { strings, u32 } from '../model/cells.ts';
import { fixLines, fixTitle } from './fix-words.ts';

const path = '/chosen/domU1';
const rename = { kind: 'rename', path, property: 'xen,static_mem', to: 'xen,static-mem' } as const;
const set = (property: string, value: Uint8Array) => ({ kind: 'set', path, property, value }) as const;

test('a fix is named by its first change and told line by line', () => {
  expect(fixTitle([rename])).toBe('Rename to xen,static-mem');
  expect(fixTitle([set('compatible', new Uint8Array()), rename])).toBe('Write compatible right, and 1 more');
  expect(
    fixLines([
      rename,
      set('compatible', strings('', 'a', 'b').value),
      set('cpus', u32('', 2).value),
      set('direct-map', new Uint8Array()),
    ]),
  ).toBe(
    [
      '/chosen/domU1: xen,static_mem becomes xen,static-mem',
      '/chosen/domU1: compatible = "a", "b"',
      '/chosen/domU1: cpus = <0x2>',
      '/chosen/domU1: direct-map',
    ].join('\n'),
  );
});
