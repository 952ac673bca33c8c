import { expect, test } from 'vitest';
import { addr } from '../../model/addr.ts';
import { range } from '../../model/range.ts';
import { bareOutcome } from '../../testing/bare-analysis.ts';
import { guestFacts } from './guest-facts.ts';

const facts = (fields: Parameters<typeof bareOutcome>[0]): string[] =>
  guestFacts(bareOutcome(fields)).map(
    ({ term, at, note }) =>
      `${term}${at.map(({ start, size }) => ` ${start.toString(16)}+${size.toString(16)}`).join('')}${note === null ? '' : ' …'}`,
  );

test('each thing once, shared memory not among RAM', () => {
  const bank = { guest: addr(0x4000_0000n), size: 0x1000_0000n, host: null };
  const area = { guest: addr(0x2000_0000n), size: 0x1000n, host: null };
  expect(
    facts({
      memory: [bank, area],
      kernel: addr(0x4000_0000n),
      dtb: addr(0x4800_0000n),
      loaded: [{ what: 'kernel', range: range(0x4000_0000n, 0x8000n) }],
      gic: [range(0x300_1000n, 0x1000n), range(0x300_2000n, 0x2000n)],
      shared: [{ id: 'ipc0', ...area }],
    }),
  ).toEqual([
    'RAM 40000000+10000000',
    'kernel 40000000+8000',
    'device tree 48000000+0',
    'GIC 3001000+1000 3002000+2000',
    'shared ipc0 20000000+1000',
  ]);
});

test('what is not known is said to be, and what there is none of is not', () => {
  expect(facts({ extended: null, xenstore: { at: null, by: 'xen' } })).toEqual([
    'extended regions …',
    'Xenstore …',
  ]);
  expect(facts({ extended: [] })).toEqual([]);
});

test('the origin goes with its thing', () => {
  const origin = { why: 'so', source: 'f, xen/a.c (Xen 4.22)' };
  const [fact] = guestFacts(bareOutcome({ uart: range(0x2200_0000n, 0x1000n), origins: { uart: origin } }));
  expect(fact).toMatchObject({ term: 'vPL011', origin });
});
