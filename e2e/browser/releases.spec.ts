// One layout before every release and build: the matrix, what makes the difference, and a cell as a target.
import { expect, test } from './helpers/app.ts';

test('the matrix says what becomes of the design everywhere, and a cell makes its target the one that counts', async ({
  app,
}) => {
  const { bar, page } = app;
  await app.pickBoard('QEMU virt, 2 GiB');
  for (const [name, from, kernel] of [
    ['domU1', 0x6000_0000n, '0x4400_0000'],
    ['domU2', 0x7000_0000n, '0x4600_0000'],
  ] as const) {
    await app.press('Add domain');
    await bar.draw(name, { from, to: from + 0x800_0000n });
    await app.addKernel(name, kernel, '16M');
  }
  // A kernel inside the other domain's bank: refused, but not by every release and not in the same way.
  await app.selectRow(/domU2 kernel/);
  await app.setField('start (host physical)', '0x6200_0000');

  await page.getByRole('tab', { name: 'Releases' }).click();
  await app.idle();
  const cell = (name: RegExp) => page.getByRole('button', { name });
  await expect(cell(/^Xen 4\.22, release build: panics: /)).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('region', { name: 'What differs between releases' })).toContainText(
    'since 4.18',
  );

  await cell(/^Xen 4\.17, debug build: /).click();
  await app.idle();
  await expect(page.getByTestId('target')).toContainText('Xen 4.17 · debug');
  await expect(app.verdict).toContainText('Xen 4.17');

  // By keyboard: one up, one left, Enter.
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await app.idle();
  await expect(page.getByTestId('target')).toContainText('Xen 4.18 · release');
});

test('how Xen is built is chosen by keyboard, and a Xen that was not booted says so', async ({ app }) => {
  const { page } = app;
  await app.pickBoard('QEMU virt, 2 GiB');
  const target = page.getByTestId('target');
  const option = (name: string) => page.getByRole('menuitemcheckbox', { name });
  await target.focus();
  await page.keyboard.press('ArrowDown');
  await expect(option('Early printk')).toBeVisible();
  await expect(app.verdict).not.toContainText('from source');

  // The menu stays open for more than one.
  await page.keyboard.press('End');
  await page.keyboard.press('Space');
  await expect(option('Early printk')).toHaveAttribute('aria-checked', 'true');
  await option('MPU instead of MMU').focus();
  await page.keyboard.press('Enter');
  await app.idle();
  await expect(option('Static memory')).toBeDisabled();
  await expect(option('Cache colouring')).toContainText('not with MPU');
  await expect(page.getByRole('menu', { name: 'Target' })).toContainText('no Xen 4.22 with MPU');
  await page.keyboard.press('Escape');
  await expect(target).toContainText('2 options');
  await expect(app.verdict).toContainText('from source');
});
