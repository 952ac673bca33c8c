// Layouts that do not boot: what Xen says, and that the runner always comes to an end.
import { expect } from '@playwright/test';
import { bootXen } from './boot.mjs';
import { domain, module, ranges, test, withChosen } from './fixtures.ts';

const twoDomains = (first: string, second: string) =>
  domain('domU1', 0x40000, `xen,static-mem = ${first}; ${module('kernel', 0x44000000)}`) +
  domain('domU2', 0x40000, `xen,static-mem = ${second}; ${module('kernel', 0x45000000)}`);

/** What Xen says to two static ranges that share memory. 4.18 stops reading the tree there and fails later. */
const OVERLAP: Record<string, RegExp> = {
  '4.17': /^Xen BUG at common\/page_alloc\.c:\d+$/,
  '4.18': /./,
};

test('overlapping static memory is refused', async ({ virt, xen }) => {
  const outcome = await bootXen({
    dtb: withChosen(virt, twoDomains(ranges([0x60000000, 0x10000000]), ranges([0x6fe00000, 0x10000000]))),
  });
  expect(outcome.verdict).toBe('panic');
  expect(outcome.panicMessage).toMatch(OVERLAP[xen.release] ?? /^Early FDT parsing failed \(-22\)$/);
  expect(outcome.before.length).toBeGreaterThan(0);
});

test('static memory that touches is not', async ({ virt }) => {
  const { verdict, guests } = await bootXen({
    dtb: withChosen(virt, twoDomains(ranges([0x60000000, 0x10000000]), ranges([0x70000000, 0x10000000]))),
  });
  expect(verdict).toBe('boots');
  expect(Object.keys(guests)).toHaveLength(2);
});

test('the reason stands before the panic', async ({ virt }) => {
  const outcome = await bootXen({
    dtb: withChosen(
      virt,
      domain(
        'domU1',
        0x80000,
        `xen,static-mem = ${ranges([0x60000000, 0x10000000])}; ${module('kernel', 0x44000000)}`,
      ),
    ),
  });
  expect(outcome.panicMessage).toBe('Failed to allocate requested static memory for domain d1.');
  expect(outcome.before.join('\n')).toContain('Size of "memory" property doesn\'t match up');
});

test('a layout that hangs is called that', async ({ virt }) => {
  // Xen never finishes handing out a page of which only a part is asked for.
  const outcome = await bootXen({
    dtb: withChosen(virt, domain('domU1', 0x20002, module('kernel', 0x44000000))),
    silenceMs: 5000,
  });
  expect(outcome).toMatchObject({ verdict: 'hang', panicMessage: null, guests: {} });
});

test('the bound on the whole boot holds, whatever Xen is doing', async ({ virt }) => {
  const outcome = await bootXen({
    dtb: withChosen(virt, domain('domU1', 0x20002, module('kernel', 0x44000000))),
    timeoutMs: 50,
  });
  expect(outcome).toMatchObject({ verdict: 'hang', guests: {} });
});

test('a device tree of another board is not tried', async ({ virt }) => {
  const other = withChosen(virt, '').toString('latin1').replaceAll('linux,dummy-virt', 'acme,great-board');
  await expect(bootXen({ dtb: Buffer.from(other, 'latin1') })).rejects.toThrow('QEMU’s virt');
});
