// What mapping costs each domain, and the move that makes it cheaper, carried out and taken back, by keyboard alone.
import { expect, test } from './helpers/app.ts';

test('a bank a page off costs entries and tables; the move offered mends it, as one undo entry', async ({
  app,
}) => {
  const { bar, page } = app;
  await app.pickBoard('QEMU virt, 2 GiB');
  const tab = page.getByRole('tab', { name: 'Mapping cost' });
  await tab.click();
  await app.idle();
  await expect(page.getByRole('tabpanel', { name: 'Mapping cost' })).toContainText('No domain yet');

  await app.press('Add domain');
  await bar.draw('domU1', { from: 0x6000_0000n, to: 0x6800_0000n });
  await app.setField('size', '128M');
  await app.setField('start (host physical)', '0x6000_1000');
  await app.addKernel('domU1', '0x4400_0000', '16M');
  const row = page.getByRole('row', { name: /^domU1 / });
  await expect(row).toContainText('32,768');
  await expect(row).toContainText('66 of 512');
  await expect(row).toContainText(
    'bank 0 4 KiB down, to 0x6000_0000 (host physical), saves 32,704 entries and 64 tables',
  );

  await tab.focus();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Fold results' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(row.getByRole('button', { name: 'domU1' }).first()).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(row.getByRole('button', { name: 'Move domU1 bank 0 4 KiB down' })).toBeFocused();
  await page.keyboard.press('Enter');
  await app.idle();
  expect((await bar.place('domU1 bank 0')).start).toBe(0x6000_0000n);
  await expect(row).toContainText('2 of 512');
  await expect(row).toContainText('Nothing to gain');
  await expect(row.getByRole('button', { name: 'domU1' })).toBeFocused();
  await expect(app.verdict).toContainText('Boots on Xen 4.22');

  await page.keyboard.press('Control+z');
  await app.idle();
  expect((await bar.place('domU1 bank 0')).start).toBe(0x6000_1000n);
  await expect(row).toContainText('66 of 512');
});
