import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addr, bytes } from '../model/addr.ts';
import type { HostFacts } from '../model/board.ts';
import { range } from '../model/range.ts';
import { holdsFor } from '../testing/seed.ts';
import { cellProperties } from '../testing/tree-spec.ts';
import { boardOnlyTree, treeOfFacts } from './facts-tree.ts';
import { readHost } from './host.ts';

const at = fc.bigInt(0n, 0xf_ffff_ffffn).map(addr);
const size = fc.bigInt(1n, 0xf_ffff_ffffn).map(bytes);
const place = fc.record({ start: at, size });
const name = fc.stringMatching(/^[a-z]{1,3}@[0-9a-f]{1,3}$/);
const path = (prefix: string) =>
  fc.tuple(fc.constantFrom('', '/soc', '/soc/bus@0'), name).map(([bus, leaf]) => `${prefix}${bus}/${leaf}`);

/** As a real tree gives them: devices under one bus stand together. */
const devices = fc
  .uniqueArray(fc.record({ path: path('/dev'), start: at, size, iommu: fc.boolean() }), {
    maxLength: 6,
    selector: (device) => device.path,
  })
  .map((list) => list.toSorted((a, b) => (a.path < b.path ? -1 : 1)));

const facts: fc.Arbitrary<HostFacts> = fc.record({
  memory: fc.array(place, { maxLength: 4 }),
  reserved: fc
    .tuple(
      fc.array(place, { maxLength: 2 }),
      fc.uniqueArray(
        fc.record({
          name,
          ranges: fc.option(fc.array(place, { minLength: 1, maxLength: 3 })),
          size,
          noMap: fc.boolean(),
        }),
        { maxLength: 4, selector: (r) => r.name },
      ),
    )
    .map(([memreserve, nodes]) => [
      ...memreserve.map((r) => ({ path: '/memreserve/', ...r, noMap: false })),
      ...nodes.flatMap((r) =>
        (r.ranges ?? [{ start: null, size: r.size }]).map((one) => ({
          path: `/reserved-memory/${r.name}`,
          ...one,
          noMap: r.noMap,
        })),
      ),
    ]),
  cpus: fc.nat(8),
  gic: fc.option(
    fc.oneof(
      fc.record({
        version: fc.constant(3 as const),
        path: path('/irq'),
        regions: fc.array(place, { minLength: 2, maxLength: 4 }),
      }),
      fc.record({
        version: fc.constant(2 as const),
        path: path('/irq'),
        regions: fc.array(place, { minLength: 1, maxLength: 4 }),
      }),
    ),
  ),
  uart: fc.option(fc.record({ path: path('/console'), start: at, size })),
  devices,
});

test('a board known by its facts reads as these facts', () => {
  holdsFor(
    fc.property(facts, (f) => {
      const read = readHost(treeOfFacts(f));
      expect({ ...read, devices: [] }).toEqual({ ...f, devices: [] });
      expect(read.devices.toSorted((a, b) => (a.path < b.path ? -1 : 1))).toEqual(f.devices);
    }),
  );
});

const board: HostFacts = {
  memory: [range(0x4000_0000n, 0x8000_0000n)],
  reserved: [{ path: '/reserved-memory/tee@1', start: addr(1n), size: 1n, noMap: true }],
  cpus: 4,
  gic: { version: 3, path: '/intc@1', regions: [range(1n, 1n), range(2n, 1n)] },
  uart: { path: '/soc/serial@9', start: addr(9n), size: 1n },
  devices: [],
};
const names = (root: { readonly children: readonly { readonly name: string }[] }): string[] =>
  root.children.map((child) => child.name);

test('RAM and reservations stand before /chosen, which is last', () => {
  expect(names(treeOfFacts(board).root)).toEqual([
    'memory@40000000',
    'reserved-memory',
    'cpus',
    'intc@1',
    'soc',
    'chosen',
  ]);
});

test('what facts vouch for is cells, RAM, reservations and /chosen', () => {
  const { root } = boardOnlyTree(treeOfFacts(board));
  expect(root.properties).toEqual(cellProperties(2, 2));
  expect(names(root)).toEqual(['memory@40000000', 'reserved-memory', 'chosen']);
});

test('facts from elsewhere cannot ask for endless trees', () => {
  const hostile = { ...board, cpus: 1e9, uart: { path: '/a'.repeat(1e5), start: addr(0n), size: 1n } };
  expect(readHost(treeOfFacts(hostile)).cpus).toBe(4096);
});
