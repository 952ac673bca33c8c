import { expect, test } from 'vitest';
import type { Release } from '../../model/release.ts';
import type { Build } from '../../model/target.ts';
import { bootExample } from '../../testing/example.ts';
import { domU, kernel, machine, MIB, shm } from '../refusals/example-text.ts';

const one = (at: number, role: 'owner' | 'borrower' | null, guest = 0x10000000, size = MIB): string =>
  shm('one', at, guest, size, role);
const two = (at: number, role: 'owner' | 'borrower', guest = 0x10000000, size = MIB): string =>
  shm('two', at, guest, size, role);
const OWNER = domU({
  name: 'owner',
  banks: [0x70000000, 128 * MIB],
  kernel: kernel(0x45000000),
  more: one(0x90000000, 'owner'),
});

const SILENT = 'shm-guest-overlaps-shm silent';
const STOPS = 'shm-guest-overlaps-shm assertion';

// The layouts shared-region-…-a-borrowed-one and …-by-a-later-domain of e2e/xen/layouts: so did real Xen, 4.17 to unstable.
test.each<[string, string, readonly [Release, Build], string | null]>([
  [
    'nobody’s, then its own',
    domU({ more: one(0x90000000, 'borrower') + two(0x91000000, 'owner') }),
    ['4.22', 'debug'],
    STOPS,
  ],
  [
    'nobody’s on a release build',
    domU({ more: one(0x90000000, 'borrower') + two(0x91000000, 'owner') }),
    ['4.22', 'release'],
    SILENT,
  ],
  [
    'nobody’s, beside its own',
    domU({ more: one(0x90000000, 'borrower') + two(0x91000000, 'owner', 0x10100000) }),
    ['4.22', 'debug'],
    null,
  ],
  [
    'its own, then nobody’s',
    domU({ more: two(0x91000000, 'owner') + one(0x90000000, 'borrower') }),
    ['4.22', 'debug'],
    SILENT,
  ],
  [
    'Xen’s, then its own',
    domU({ more: one(0x90000000, null) + two(0x91000000, 'owner') }),
    ['4.22', 'debug'],
    SILENT,
  ],
  [
    'of an owner before, then its own',
    OWNER + domU({ more: one(0x90000000, 'borrower') + two(0x91000000, 'owner') }),
    ['4.22', 'debug'],
    SILENT,
  ],
  [
    'of an owner behind, then its own',
    domU({ more: one(0x90000000, 'borrower') + two(0x91000000, 'owner') }) + OWNER,
    ['4.22', 'debug'],
    STOPS,
  ],
  [
    '2 MiB as one',
    domU({
      more: one(0x90000000, 'borrower', 0x10000000, 2 * MIB) + two(0x91000000, 'owner', 0x10000000, 2 * MIB),
    }),
    ['4.18', 'debug'],
    SILENT,
  ],
  [
    '2 MiB as one',
    domU({
      more: one(0x90000000, 'borrower', 0x10000000, 2 * MIB) + two(0x91000000, 'owner', 0x10000000, 2 * MIB),
    }),
    ['4.19', 'debug'],
    STOPS,
  ],
  [
    'part of 2 MiB',
    domU({ more: one(0x90000000, 'borrower', 0x10000000, 2 * MIB) + two(0x91000000, 'owner') }),
    ['4.18', 'debug'],
    STOPS,
  ],
])('a shared region over another: %s', (_, domains, [release, build], expected) => {
  const text = machine(domains);
  const { findings } = bootExample({ release, build, triggers: () => text, harmless: () => text }, text);
  const [found] = findings.filter(({ rule }) => rule === 'shm-guest-overlaps-shm');
  expect(
    found === undefined ? null : `${found.rule} ${found.stops ? found.consequence : found.severity}`,
  ).toBe(expected);
});
