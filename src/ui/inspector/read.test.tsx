import { describe, expect, test } from 'vitest';
import { bytes, GiB, MiB } from '../../model/addr.ts';
import { type Range, range } from '../../model/range.ts';
import type { Result } from '../../model/result.ts';
import { barePlan } from '../../testing/bare-plan.ts';
import { guestStartOf, mappings, mappingsOf, mappingsText } from './mappings.ts';
import {
  readAfter,
  readBefore,
  readCpus,
  readDom0Memory,
  readDomainName,
  readLast,
  readMemory,
  readSize,
  readStart,
} from './read.ts';

const AT = range(0x4000_0000n, 512n * MiB);
const ROOM = { before: bytes(64n * MiB), after: bytes(-16n * MiB) };
const shown = (read: Result<Range>): string =>
  read.ok ? `${read.value.start.toString(16)}+${read.value.size.toString(16)}` : read.problem.message;

describe('the linked numbers', () => {
  test.each<[string, Result<Range>, string]>([
    ['start', readStart('0x2400_0000', AT), '24000000+20000000'],
    ['start, relative', readStart('+2M', AT), '40200000+20000000'],
    ['size keeps the start', readSize('1G', AT), '40000000+40000000'],
    ['size, relative', readSize('-2M', AT), '40000000+1fe00000'],
    ['last byte', readLast('0x43ff_ffff', AT), '40000000+4000000'],
    ['before moves', readBefore('0', AT, ROOM), '3c000000+20000000'],
    ['before moves on', readBefore('+2M', AT, ROOM), '40200000+20000000'],
    ['after moves back out of an overlap', readAfter('0', AT, ROOM), '3f000000+20000000'],
  ])('%s', (_, read, expected) => {
    expect(shown(read)).toBe(expected);
  });

  test.each<[string, Result<Range>, RegExp]>([
    ['an empty size', readSize('0', AT), /more than 0/],
    ['an end below the start', readLast('0x3fffffff', AT), /below the start/],
    ['an exclusive end', readLast('0x4400_0000', AT), /inclusive.*0x43ff_ffff/],
    ['no number', readStart('here', AT), /not a number/],
    ['past 64 bits', readSize('0xffff_ffff_ffff_ffff', AT), /64 bits/],
    ['before zero', readAfter('2G', AT, ROOM), /below address 0/],
  ])('%s is refused by name', (_, read, message) => {
    expect(shown(read)).toMatch(message);
  });
});

test('a domain’s fields are read as their property allows', () => {
  const plan = barePlan();
  expect(readDomainName(' rtos-1 ', plan, 'domU1')).toEqual({ ok: true, value: 'rtos-1' });
  expect(readDomainName('a b', plan, 'domU1').ok).toBe(false);
  expect(readDomainName('x'.repeat(32), plan, 'domU1').ok).toBe(false);
  expect(readCpus('4')).toEqual({ ok: true, value: 4 });
  expect([readCpus('0'), readCpus('1.5'), readCpus(''), readCpus('129')].some((read) => read.ok)).toBe(false);
  expect(readMemory('512M', null)).toEqual({ ok: true, value: 512n * MiB });
  expect(readMemory('1000', null).ok).toBe(false);
});

test('dom0_mem is whole pages, or left out', () => {
  expect(readDom0Memory('', null)).toEqual({ ok: true, value: null });
  expect(readDom0Memory('+256M', bytes(512n * MiB))).toEqual({ ok: true, value: 768n * MiB });
  expect(['0', '1K', 'max'].some((text) => readDom0Memory(text, null).ok)).toBe(false);
});

test.each<[bigint, bigint, bigint, string]>([
  [0x4000_0000n, 0x2400_0000n, 512n * MiB, '256 × 2 MiB mappings'],
  [0x4000_0000n, 0x4000_0000n, GiB, '1 × 1 GiB mapping'],
  [0x4000_0000n, 0x6000_0000n, GiB, '512 × 2 MiB mappings'],
  [0x4000_0000n, 0x4000_1000n, 2n * MiB, '512 × 4 KiB mappings'],
  // A ragged end is never aligned together with what is left: every page is mapped by itself.
  [0x4000_0000n, 0x4000_0000n, 4n * MiB + 4096n, '1025 × 4 KiB mappings'],
  // A ragged start costs only its own block.
  [0x3fff_f000n, 0x3fff_f000n, 4n * MiB + 4096n, '2 × 2 MiB + 1 × 4 KiB mappings'],
  [0x3fe0_0000n, 0x3fe0_0000n, GiB + 2n * MiB, '1 × 1 GiB + 1 × 2 MiB mappings'],
  [0x3fe0_0000n, 0x3fe0_0000n, GiB + 4n * MiB, '514 × 2 MiB mappings'],
  [0n, 0n, 0n, ''],
])('%x → %x, %d bytes: %s', (guest, host, size, expected) => {
  expect(mappingsText(mappings(guest, host, size))).toBe(expected);
});

test('a bank in two host pieces is mapped piece by piece, each at its place in the guest', () => {
  const pieces = [range(0x5000_0000n, 2n * MiB), range(0x6000_0000n, 2n * MiB)];
  const bank = { guest: pieces[0]!.start, size: 4n * MiB, host: pieces };
  expect(mappingsText(mappingsOf(range(0x6000_0000n, 2n * MiB), [bank]))).toBe('1 × 2 MiB mapping');
  expect(guestStartOf(range(0x6000_1000n, 4096n), [bank])).toBe(0x5020_1000n);
  expect(guestStartOf(range(0x7000_0000n, 4096n), [bank])).toBeNull();
  expect(mappingsOf(range(0x6000_0000n, 2n * MiB), [{ ...bank, host: null }])).toEqual([]);
});
