import { expect, test } from 'vitest';
import { type Cells, flag, strings } from '../model/cells.ts';
import { node, type Property } from '../model/tree.ts';
import { cellProperties, cells, reg } from '../testing/tree-spec.ts';
import { below, bytesOf, decode, ROOT, type Surroundings } from './decode.ts';

const around = (address: number, size: number, rootCells: Cells = { address: 2, size: 2 }): Surroundings => ({
  cells: { address, size },
  rootCells,
});
const shown = (of: ReturnType<typeof node>, name: string, at: Surroundings): string[] | undefined =>
  decode(of, name, at)?.map((tuple) => tuple.map((p) => `${p.meaning} ${p.value.toString(16)}`).join(', '));
const domain = (...properties: readonly Property[]) =>
  node('domU1', [strings('compatible', 'xen,domain'), ...properties]);
const module = strings('compatible', 'multiboot,module');
const shared = (...values: number[]) => node('shm', [cells('xen,shared-mem', ...values)]);

test.each([
  [
    'banks in /chosen’s cells',
    domain(cells('xen,static-mem', 1, 2, 3, 4)),
    'xen,static-mem',
    around(1, 1),
    ['host address 1, size 2', 'host address 3, size 4'],
  ],
  [
    'the heap in the root’s',
    node('chosen', [cells('xen,static-heap', 1, 2, 3)]),
    'xen,static-heap',
    around(2, 2, { address: 2, size: 1 }),
    ['host address 100000002, size 3'],
  ],
  [
    'a module in its parent’s',
    node('m', [module, reg(1, 2)]),
    'reg',
    around(1, 1),
    ['host address 1, size 2'],
  ],
  ['memory in KiB', domain(cells('memory', 0, 0x400)), 'memory', around(1, 1), ['KiB 400']],
  [
    'shared memory',
    shared(1, 2, 3),
    'xen,shared-mem',
    around(1, 1),
    ['host address 1, guest address 2, size 3'],
  ],
  ['shared memory from the heap', shared(2, 3), 'xen,shared-mem', around(1, 1), ['guest address 2, size 3']],
  ['a ragged length', domain(cells('xen,static-mem', 1, 2, 3)), 'xen,static-mem', around(1, 1), undefined],
  ['an empty value', domain(flag('xen,static-mem')), 'xen,static-mem', around(1, 1), undefined],
  ['reg of something else', node('x', [reg(1, 2)]), 'reg', around(1, 1), undefined],
  ['a property that is not there', domain(), 'xen,static-mem', around(1, 1), undefined],
  ['memory of something else', node('x', [cells('memory', 0, 1)]), 'memory', around(1, 1), undefined],
  [
    'cells nobody can read',
    domain(cells('xen,static-mem', 1, 2, 3)),
    'xen,static-mem',
    around(3, 0),
    undefined,
  ],
])('%s', (_what, of, name, at, expected) => {
  expect(shown(of, name, at)).toEqual(expected);
});

test('bytes of a tuple: sizes as they are, KiB times 1024, none where there is no size', () => {
  expect(bytesOf([{ meaning: 'KiB', cells: 2, value: 4n }])).toBe(4096n);
  expect(bytesOf([{ meaning: 'size', cells: 1, value: 4n }])).toBe(4n);
  expect(bytesOf([{ meaning: 'host address', cells: 1, value: 4n }])).toBeNull();
});

test('surroundings follow cells downwards, and remember the root’s', () => {
  const inChosen = below(node('chosen', cellProperties(1, 1)), below(node('', cellProperties(2, 1)), ROOT));
  expect(inChosen).toEqual({ cells: { address: 1, size: 1 }, rootCells: { address: 2, size: 1 } });
  expect(below(node('domU1'), inChosen)).toEqual(inChosen);
});
