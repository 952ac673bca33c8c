import { expect, test } from 'vitest';
import { bootExample } from '../../testing/example.ts';
import { dom0, domU, kernel, machine, MIB, ramdisk } from '../refusals/example-text.ts';

/** What ends the boot of a machine, 4.17 unless said, and over what. */
function endOf(chosen: string, release: '4.17' | '4.22' = '4.17'): string {
  const text = machine(chosen);
  const { panic, findings } = bootExample({ release, triggers: () => text, harmless: () => text }, text);
  if (panic === null) return 'boots';
  return `${panic.message ?? panic.consequence} ← ${findings.find(({ rule }) => rule === panic.rule)?.message}`;
}

const first = domU({ kernel: kernel(0x50000800) });
const second = (at: string) => domU({ name: 'domU2', banks: [0x70000000, 128 * MIB], kernel: at });

// kernel-under-a-later-kernel and dom0-kernel-under-a-later-kernel of e2e/xen/layouts: so did real Xen 4.17.
test.each([
  [
    'a kernel’s header',
    first + second(kernel(0x50000000)),
    /^Could not set up domain domU1 ← .*domU2’s kernel/,
  ],
  [
    'dom0’s',
    dom0 + domU({ kernel: kernel(0x41fff800) }),
    /^Could not set up DOM0 guest OS ← .*domU1’s kernel/,
  ],
  [
    'a kernel’s, by a ramdisk',
    domU({ kernel: kernel(0x50000800) + ramdisk(0x50000000, MIB) }),
    /^Could not set up domain domU1 ← .*domU1’s ramdisk/,
  ],
  ['what is loaded before does not', second(kernel(0x50000000)) + first, /^Xen BUG at common\/page_alloc/],
  ['nor what is behind the header', first + second(kernel(0x50000840)), /^Xen BUG at common\/page_alloc/],
  ['nor a kernel at the same place', first + second(kernel(0x50000800)), /^boots$/],
])('a later module over %s', (_, chosen, end) => expect(endOf(chosen)).toMatch(end));

// The same layouts on real Xen 4.22, debug build.
test.each([
  [
    'a domU’s kernel',
    first + second(kernel(0x50000000)),
    /^Could not set up domain domU1 .*← .*domU2’s kernel/,
  ],
  [
    'dom0’s',
    dom0 + domU({ kernel: kernel(0x41fff800) }),
    /^Could not set up d0 guest OS .*← .*domU1’s kernel/,
  ],
  [
    'none: behind the header',
    first + second(kernel(0x50000840)),
    /domU2’s kernel at 0x5000_0840 was not recorded/,
  ],
])('from 4.18 a later module is dropped, and lies all the same over %s', (_, chosen, end) =>
  expect(endOf(chosen, '4.22')).toMatch(end),
);
