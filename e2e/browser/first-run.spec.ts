// From nothing to a verdict, as somebody does who has never seen the page: every step is on screen when it is due.
import { expect, test } from './helpers/app.ts';

for (const { where, viewport } of [
  { where: 'at the desk', viewport: { width: 1600, height: 1000 } },
  { where: 'on a phone', viewport: { width: 390, height: 844 } },
])
  test.describe(where, () => {
    test.use({ viewport });

    test('two doors, a board, a domain, its kernel: Xen boots it', async ({ app }) => {
      const { page } = app;
      await expect(page.getByRole('heading', { name: 'Open your board' })).toBeVisible();
      await expect(page.getByText('nothing is sent anywhere')).toBeVisible();
      await app.pickBoard('QEMU virt, 2 GiB');
      // There is a verdict at once, and what to do about it.
      await expect(app.verdict).toContainText('Xen 4.22');
      await app.press('Add domain');
      if (where === 'on a phone') await page.getByRole('button', { name: 'Inspector' }).click();
      await app.press('Kernel or ramdisk');
      await page.getByRole('dialog').getByRole('button', { name: 'Add kernel' }).click();
      await app.idle();
      await expect(app.verdict).toContainText('Boots on Xen 4.22');
    });
  });

test('a page that shows nothing yet says what would', async ({ app }) => {
  const { page } = app;
  await app.pickBoard('QEMU virt, 2 GiB');
  await page.setViewportSize({ width: 390, height: 844 });
  await app.idle();
  await expect(page.getByText('Nothing is placed yet.')).toBeVisible();
  await app.press('Add static heap');
  await expect(app.bar.block('static heap')).toBeVisible();
  await expect(page.getByText('Nothing is placed yet.')).toBeHidden();
});

test('by keyboard: after a board is picked the next key is in what has come', async ({ app }) => {
  const { page } = app;
  await page
    .getByRole('list', { name: 'Boards' })
    .getByRole('button', { name: 'QEMU virt, 2 GiB' })
    .press('Enter');
  await app.idle();
  await expect(page.getByRole('main')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('main').locator(':focus')).toHaveCount(1);
});
