import { expect, test } from 'vitest';
import { bootExample } from '../../testing/example.ts';
import { domU, kernel, machine, MIB } from '../refusals/example-text.ts';

const domains = (count: number, at: (i: number) => number): string =>
  Array.from({ length: count }, (_, i) =>
    domU({
      name: `domU${i + 1}`,
      banks: [0x60000000 + i * 32 * MIB, 16 * MIB],
      kernel: kernel(at(i)),
    }),
  ).join('\n');

test.each([
  [
    'the table is full',
    domains(31, (i) => 0x44000000 + i * MIB),
    'domU31’s kernel at 0x45e0_0000 was not recorded: Xen has room for 32 modules.',
  ],
  [
    'another is there',
    domains(2, (i) => 0x44000000 + i * 0x1000),
    'domU2’s kernel at 0x4400_1000 was not recorded: its range was already taken.',
  ],
  [
    'another is there, and the table is full',
    domains(31, (i) => (i === 1 ? 0x44001000 : 0x44000000 + i * MIB)),
    'domU2’s kernel at 0x4400_1000 was not recorded: its range was already taken.',
  ],
])('a kernel that was not recorded, because %s', (_, chosen, message) => {
  const text = machine(chosen);
  const { findings } = bootExample({ release: '4.22', triggers: () => text, harmless: () => text }, text);
  expect(findings.filter(({ rule }) => rule === 'mod-kernel-lost').map((one) => one.message)).toContain(
    message,
  );
});
