import fc from 'fast-check';
import { expect, it } from 'vitest';
import { holdsFor } from '../../testing/seed.ts';
import {
  type Entries,
  entriesAfter,
  type Level,
  type MappedPages,
  type RootLevel,
  tablesOf,
} from './stage2.ts';

/** `40000>60000+200`: guest page frame, host page frame and pages, in hex. */
const mappings = (text: string): MappedPages[] =>
  text.split(' ').map((word) => {
    const [guest = 0n, host = 0n, pages = 0n] = word.split(/[>+]/).map((hex) => BigInt(`0x${hex}`));
    return { guest, host, pages };
  });

/** `2:40000+200`: level, guest page frame and pages, in hex. */
const text = (all: readonly Entries[]): string =>
  all
    .map(({ level, start, end }) => `${level}:${start.toString(16)}+${(end - start).toString(16)}`)
    .join(' ');

it.each([
  ['one block of 2 MiB', '40000>60000+200', '2:40000+200', 2],
  ['one block of 1 GiB', '40000>80000+40000', '1:40000+40000', 1],
  ['a page too many costs every block before it', '40000>60000+401', '3:40000+401', 5],
  ['a page too few likewise', '40000>60000+3ff', '3:40000+3ff', 4],
  ['a ragged start costs its own 2 MiB only', '401ff>601ff+401', '3:401ff+1 2:40200+400', 3],
  ['guest and host apart by a page', '40000>60001+400', '3:40000+400', 4],
  ['apart by 2 MiB: no block of 1 GiB', '40000>80200+40000', '2:40000+40000', 2],
  ['growing from a page to 1 GiB', '3fdff>bfdff+40201', '3:3fdff+1 2:3fe00+200 1:40000+40000', 3],
  ['over 512 GiB', '7ffffff>7ffffff+2', '3:7ffffff+2', 6],
  [
    'a page in a block of 2 MiB',
    '40000>60000+400 40001>9+1',
    '3:40000+1 3:40001+1 3:40002+1fe 2:40200+200',
    3,
  ],
  [
    'a page in a block of 1 GiB',
    '40000>80000+40000 40201>9+1',
    '2:40000+200 3:40200+1 3:40201+1 3:40202+1fe 2:40400+3fc00',
    3,
  ],
  [
    'a block of 2 MiB in one of 1 GiB',
    '40000>80000+40000 40200>0+200',
    '2:40000+200 2:40200+200 2:40400+3fc00',
    2,
  ],
  ['a block over pages frees their table', '40000>60001+200 40000>60000+200', '2:40000+200', 2],
  ['pages that share a table', '40000>1+1 40010>2+1', '3:40000+1 3:40010+1', 3],
])('%s', (_, mapped, entries, tables) => {
  const all = entriesAfter(mappings(mapped));
  expect(text(all)).toBe(entries);
  expect(tablesOf(all, 0)).toBe(BigInt(tables));
});

/** Tables as Xen makes them, entry by entry: a table is 512 slots, by offset; an entry that maps is a string. */
type Table = Map<bigint, Table | 'maps'>;
const BITS: Readonly<Record<number, bigint>> = { 0: 27n, 1: 18n, 2: 9n, 3: 0n };
const offset = (frame: bigint, level: number): bigint => (frame >> (BITS[level] ?? 0n)) & 511n;
const split = (): Table => new Map(Array.from({ length: 512 }, (_, i) => [BigInt(i), 'maps']));

function walk(mapped: readonly MappedPages[]): Table {
  const root: Table = new Map();
  for (const { guest, host, pages } of mapped) {
    let [gfn, mfn, left] = [guest, host, pages];
    while (left > 0n) {
      const mask = gfn | mfn | left;
      const target = mask % 0x40000n === 0n ? 1 : mask % 0x200n === 0n ? 2 : 3;
      let table = root;
      for (let level = 0; level < target; level += 1) {
        const at = offset(gfn, level);
        const there = table.get(at);
        const next = there === undefined ? new Map() : there === 'maps' ? split() : there;
        table.set(at, next);
        table = next;
      }
      table.set(offset(gfn, target), 'maps');
      const size = 1n << (BITS[target] ?? 0n);
      gfn += size;
      mfn += size;
      left -= size;
    }
  }
  return root;
}

function countOf(table: Table, level = 0): { entries: bigint[]; tables: bigint } {
  const sum = { entries: [0n, 0n, 0n, 0n], tables: 0n };
  for (const slot of table.values()) {
    if (slot === 'maps') sum.entries[level] = (sum.entries[level] ?? 0n) + 1n;
    else {
      const below = countOf(slot, level + 1);
      below.entries.forEach((n, i) => (sum.entries[i] = (sum.entries[i] ?? 0n) + n));
      sum.tables += below.tables + 1n;
    }
  }
  return sum;
}

/** Frames in a few blocks around 1 GiB and 512 GiB, mostly near their edges. */
const frame = fc
  .tuple(
    fc.constantFrom(0x40000n, 0x80000n, 0x7fffe00n),
    fc.constantFrom(0n, 0x200n, 0x400n),
    fc.constantFrom(0n, 0n, 1n, 0x1ffn),
  )
  .map(([base, block, page]) => base + block + page);
const pages = fc.constantFrom(1n, 2n, 0x1ffn, 0x200n, 0x201n, 0x400n, 0x600n, 0x40000n, 0x40200n);
const mapped = fc.array(fc.record({ guest: frame, host: frame, pages }), { minLength: 1, maxLength: 5 }).map(
  // A whole gigabyte page by page is slow to walk and shows nothing more.
  (all) => all.filter((one) => one.pages < 0x1000n || ((one.guest | one.host | one.pages) & 511n) === 0n),
);

it('leaves what Xen’s own walk, entry by entry, leaves', () => {
  holdsFor(
    fc.property(mapped, fc.constantFrom<RootLevel>(0, 1), (all, rootLevel) => {
      const entries = entriesAfter(all);
      const expected = countOf(walk(all));
      const count = (level: Level): bigint =>
        entries
          .filter((e) => e.level === level)
          .reduce((sum, { start, end }) => sum + ((end - start) >> (BITS[level] ?? 0n)), 0n);
      expect([count(1), count(2), count(3)]).toEqual(expected.entries.slice(1));
      const ofRoot = rootLevel === 0 ? 0n : BigInt(walk(all).size);
      expect(tablesOf(entries, rootLevel)).toBe(expected.tables - ofRoot);
      const starts = entries.map(({ start }) => start);
      expect(starts).toEqual(starts.toSorted((a, b) => (a < b ? -1 : 1)));
    }),
    100,
  );
});
