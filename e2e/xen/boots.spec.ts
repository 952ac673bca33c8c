// Layouts that boot: what each guest finds from inside is where the layout puts it.
import { expect } from '@playwright/test';
import { bootXen } from './boot.mjs';
import { BOOTARGS, domain, module, ranges, test, withChosen } from './fixtures.ts';

test('direct-map RAM is at its host address, other RAM from 0x40000000 on', async ({ virt }) => {
  const outcome = await bootXen({
    dtb: withChosen(
      virt,
      `xen,static-heap = ${ranges([0x50000000, 0x8000000])};
      ${domain('straight', 0x40000, `direct-map; xen,static-mem = ${ranges([0x60000000, 0x10000000])}; ${module('kernel', 0x44000000)}`)}
      ${domain('bent', 0x20000, `xen,static-mem = ${ranges([0x90000000, 0x4000000], [0x80000000, 0x4000000])}; ${module('kernel', 0x45000000)}`)}`,
    ),
  });
  expect(outcome).toMatchObject({ verdict: 'boots', panicMessage: null, faults: {} });
  expect(outcome.guests).toMatchObject({
    straight: {
      ram: [{ start: '0x60000000', size: '0x10000000', sound: true }],
      entry: '0x60000000',
      dtb: '0x68000000',
      gic: [
        { start: '0x8000000', size: '0x10000' },
        { start: '0x80a0000', size: '0xf60000' },
      ],
      uart: { start: '0x9000000', size: '0x1000' },
    },
    bent: {
      ram: [{ start: '0x40000000', size: '0x8000000', sound: true }],
      entry: '0x40000000',
      dtb: '0x47e00000',
      gic: [
        { start: '0x3001000', size: '0x10000' },
        { start: '0x3020000', size: '0x1000000' },
      ],
      uart: { start: '0x22000000', size: '0x1000' },
    },
  });
});

test('a ramdisk arrives behind the device tree, byte for byte', async ({ virt }) => {
  const ramdisk = Buffer.alloc(0x3000, 'ramdisk ');
  const { verdict, guests } = await bootXen({
    dtb: withChosen(
      virt,
      domain(
        'domU1',
        0x40000,
        `xen,static-mem = ${ranges([0x60000000, 0x10000000])};
        ${module('kernel', 0x44000000)} ${module('ramdisk', 0x45000000, ramdisk.length)}`,
      ),
    ),
    modules: [{ addr: 0x45000000n, file: ramdisk }],
  });
  expect(verdict).toBe('boots');
  expect(guests['domU1']).toMatchObject({
    dtb: '0x48000000',
    initrd: { start: '0x48200000', end: '0x48203000', firstWord: `0x${ramdisk.readUInt32LE().toString(16)}` },
  });
});

test('a kernel may stand where QEMU puts its own device tree', async ({ virt }) => {
  const { verdict, guests } = await bootXen({
    dtb: withChosen(
      virt,
      domain(
        'domU1',
        0x40000,
        `xen,static-mem = ${ranges([0x60000000, 0x10000000])}; ${module('kernel', 0x40000000)}`,
      ),
    ),
  });
  expect(verdict).toBe('boots');
  expect(guests['domU1']?.ram).toEqual([{ start: '0x40000000', size: '0x10000000', sound: true }]);
});

test('two guests find each other’s word in static shared memory', async ({ virt, xen }) => {
  const shared = (role: string) => `
    shm@70000000 {
      compatible = "xen,domain-shared-memory-v1"; role = "${role}"; xen,shm-id = "ipc0";
      xen,shared-mem = <0x0 0x70000000 0x0 0x10000000 0x0 0x100000>;
    };`;
  const { verdict, guests } = await bootXen({
    dtb: withChosen(
      virt,
      domain(
        'one',
        0x20000,
        `xen,static-mem = ${ranges([0x60000000, 0x8000000])}; ${module('kernel', 0x44000000)} ${shared('owner')}`,
      ) +
        domain(
          'two',
          0x20000,
          `xen,static-mem = ${ranges([0x68000000, 0x8000000])}; ${module('kernel', 0x45000000)} ${shared('borrower')}`,
        ),
    ),
  });
  test.skip(xen.release === '4.18', '4.18 refuses the second reference to a region');
  expect(verdict).toBe('boots');
  const seen = [guests['one'], guests['two']].flatMap(
    (guest) => guest?.shm.map((region) => region.seen) ?? [],
  );
  expect(seen.toSorted((a, b) => a - b)).toEqual([0, expect.any(Number)]);
  expect(seen.some((count) => count > 0)).toBe(true);
});

test('dom0 and a domU boot side by side', async ({ virt }) => {
  const { verdict, guests } = await bootXen({
    dtb: withChosen(
      virt,
      `xen,xen-bootargs = "${BOOTARGS} dom0_mem=256M bootscrub=0"; ${module('kernel', 0x46000000)}
      ${domain('domU1', 0x20000, `xen,static-mem = ${ranges([0xa0000000, 0x8000000])}; ${module('kernel', 0x44000000)}`)}`,
    ),
  });
  expect(verdict).toBe('boots');
  expect(Object.keys(guests).toSorted()).toEqual(['dom0', 'domU1']);
  expect(guests['dom0']?.ram.reduce((sum, { size }) => sum + BigInt(size), 0n)).toBe(0x1000_0000n);
});
