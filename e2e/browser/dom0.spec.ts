// dom0 from nothing to a device tree: added, given memory, seen where Xen would take it, made certain, taken back.
import { expect, test } from './helpers/app.ts';

const MiB = 1024n * 1024n;

test('add dom0 on the QEMU board, set dom0_mem, see its memory, undo step by step', async ({ app }) => {
  const { bar, page } = app;
  await app.pickBoard('QEMU virt, 2 GiB');
  await expect(bar.lane('dom0')).toHaveCount(0);

  await app.press('Add dom0');
  await expect(app.verdict).toContainText('Boots on Xen 4.22');
  await expect(app.field('dom0_mem')).toHaveValue('512 MiB');
  const first = await bar.place('dom0 bank 0 as Xen would take it');
  expect(first.end - first.start).toBe(512n * MiB);
  await expect(bar.lane('dom0', 'guest')).toBeVisible();
  await expect(page.getByTestId('editor')).toContainText('dom0_mem=512M');

  await app.setField('dom0_mem', '256M');
  const second = await bar.place('dom0 bank 0 as Xen would take it');
  expect(second.end - second.start).toBe(256n * MiB);
  await expect(page.getByTestId('editor')).toContainText('dom0_mem=256M');
  await expect(app.list.getByRole('button', { name: /^dom0 256 MiB/ })).toBeVisible();

  // More than the board has: Xen's own words, on the line and in the list.
  await app.setField('dom0_mem', '4G');
  await expect(app.verdict).toContainText('Failed to allocate requested dom0 memory.');
  await page.getByRole('button', { name: 'Undo' }).click();
  await app.idle();
  expect(await bar.place('dom0 bank 0 as Xen would take it')).toEqual(second);
  await expect(app.verdict).toContainText('Boots on Xen 4.22');

  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await app.idle();
  await expect(bar.lane('dom0')).toHaveCount(0);
  await expect(page.getByTestId('editor')).not.toContainText('dom0_mem');
});

test('dom0’s memory cannot be dragged; what may differ from boot to boot is said and can be made certain', async ({
  app,
}) => {
  const { bar, page } = app;
  await app.pickBoard('QEMU virt, 2 GiB');
  await app.press('Add dom0');
  await app.setField('dom0_mem', '128M');
  // Free memory in pieces of several sizes: which is clean first depends on how far idle CPUs are.
  await app.press('Add domain');
  await bar.draw('domU1', { from: 0x6000_0000n, to: 0x6400_0000n });
  await app.setField('start (host physical)', '0x6000_0000');
  await app.setField('size', '64M');
  await app.addKernel('domU1', '0x4400_0000', '16M');
  await expect(app.findings.filter({ hasText: 'lie elsewhere at the next boot' })).toHaveCount(1);

  const before = await bar.place('dom0 bank 0 as Xen would take it');
  const chunk = bar.block('dom0 bank 0 as Xen would take it');
  const box = await chunk.boundingBox();
  if (box === null) throw new Error('dom0’s memory is not in view');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 80, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await app.idle();
  expect(await bar.place('dom0 bank 0 as Xen would take it')).toEqual(before);

  await chunk.press('Enter');
  await app.idle();
  await app.press('Add bootscrub=0');
  await expect(app.findings.filter({ hasText: 'lie elsewhere' })).toHaveCount(0);
  await expect(app.field('xen,xen-bootargs')).toHaveValue(/ bootscrub=0$/);
});

test('dom0 by keyboard: added, memory set, removed with Delete', async ({ app }) => {
  const { page } = app;
  await app.pickBoard('QEMU virt, 2 GiB');
  await page.getByRole('button', { name: 'Add dom0' }).first().focus();
  await page.keyboard.press('Enter');
  await app.idle();
  await app.field('dom0_mem').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('1G');
  await page.keyboard.press('Enter');
  await app.idle();
  await expect(page.getByTestId('editor')).toContainText('dom0_mem=1G');
  await app.bar.block('dom0 bank 0 as Xen would take it').focus();
  await page.keyboard.press('Delete');
  await app.idle();
  await expect(app.bar.lane('dom0')).toHaveCount(0);
  await expect(page.getByTestId('editor')).not.toContainText('dom0_mem');
});
