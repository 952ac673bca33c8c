import { expect, test } from 'vitest';
import { MiB } from '../../model/addr.ts';
import { entityId } from '../../model/plan.ts';
import { type Range, range } from '../../model/range.ts';
import { bendsOf } from './bend.ts';
import type { Ribbon } from './scene.ts';

/** `256+64>1024` : 64 MiB of host memory at 256 MiB, found by the guest at 1 GiB. */
function ribbons(text: string, hostLane = 'host domU1'): Ribbon[] {
  return text.split(' ').map((one, i) => {
    const [host = 0n, size = 0n, guest = 0n] = one.split(/[+>]/).map((n) => BigInt(n) * MiB);
    const ids = [entityId(1)];
    return { key: `${i}`, owner: 'dom-0', ids, hostLane, host: range(host, size), guest: range(guest, size) };
  });
}

const told = ({ start, size }: Range): string => `${start / MiB}+${size / MiB}`;
const bends = (before: readonly Ribbon[], after: readonly Ribbon[]): string[] =>
  bendsOf(before, after).map(
    ({ from, to }) =>
      `${told(to.host)}: ${from === null ? 'nowhere' : told(from.guest)} to ${told(to.guest)}`,
  );

test.each([
  ['keeps its number', '256+64>256', '256+64>1024', ['256+64: 256+64 to 1024+64']],
  [
    'parts where the guest’s first bank is full',
    '256+96>256',
    '256+64>1024 320+32>8192',
    ['256+64: 256+64 to 1024+64', '320+32: 320+32 to 8192+32'],
  ],
  [
    'grows together',
    '256+64>1024 320+32>8192',
    '256+96>256',
    ['256+64: 1024+64 to 256+64', '320+32: 8192+32 to 320+32'],
  ],
  ['has got memory it had not', '256+64>256', '256+96>1024', ['256+96: nowhere to 1024+96']],
  ['was elsewhere', '256+64>256', '512+64>1024', ['512+64: nowhere to 1024+64']],
  [
    'overlaps another, each its own',
    '256+64>256 288+64>288',
    '256+64>1024 288+64>1088',
    ['256+64: 256+64 to 1024+64', '288+64: 288+64 to 1088+64'],
  ],
])('a ribbon that %s', (_name, before, after, expected) => {
  expect(bends(ribbons(before), ribbons(after))).toEqual(expected);
});

test('memory of another lane is other memory', () => {
  expect(bends(ribbons('256+64>256', 'shared'), ribbons('256+64>1024'))).toEqual([
    '256+64: nowhere to 1024+64',
  ]);
});
