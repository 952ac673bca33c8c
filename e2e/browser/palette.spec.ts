// The palette: commands, regions, addresses and findings by a few letters.
import { expect, test } from './helpers/app.ts';

test('a command, a region and a finding by a few letters', async ({ app }) => {
  const { page } = app;
  await app.pickBoard('ZCU102');
  const query = page.getByRole('combobox', { name: 'Command, region or finding' });
  const ask = async (words: string): Promise<void> => {
    await page.keyboard.press('ControlOrMeta+k');
    await app.idle();
    await query.fill(words);
  };
  await ask('add heap');
  await expect(page.getByRole('option').first()).toContainText('Add a static heap bank');
  await page.keyboard.press('Enter');
  await app.idle();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(app.bar.block('static heap')).toHaveAttribute('aria-pressed', 'true');

  // What is selected can be edited from here, and what is not possible says why.
  await ask('merge');
  await expect(page.getByRole('option').first()).toContainText('no other bank of the same owner touches it');
  await query.fill('split');
  await page.keyboard.press('Enter');
  await app.idle();
  await expect(app.bar.block('static heap bank 1')).toHaveCount(1);

  const { start } = await app.bar.place('static heap bank 1');
  await ask(`0x${start.toString(16)}`);
  await page.keyboard.press('Enter');
  await app.idle();
  await expect(app.bar.block('static heap bank 1')).toHaveAttribute('aria-pressed', 'true');
  await expect(app.bar.block('static heap bank 0')).toHaveAttribute('aria-pressed', 'false');

  await ask('kernel lost');
  await expect(page.getByRole('option').first()).toContainText('mod-kernel-lost');
  await query.fill('no such thing at all');
  await expect(page.getByRole('option')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('by mouse it is a button, and its first entry can be clicked', async ({ app }) => {
  await app.pickBoard('ZCU102');
  await app.page.getByRole('button', { name: 'Commands', exact: true }).click();
  await app.idle();
  await app.page.getByRole('combobox', { name: 'Command, region or finding' }).fill('RAM bank 1');
  await app.page.getByRole('option').first().click();
  await app.idle();
  await expect(app.bar.block('RAM bank 1')).toHaveAttribute('aria-pressed', 'true');
});

test('it is there before a board is open, and one dialog leads to another', async ({ app }) => {
  await app.page.keyboard.press('ControlOrMeta+k');
  await app.idle();
  await app.page.getByRole('option', { name: /Keyboard shortcuts/ }).click();
  await app.idle();
  await expect(app.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
});

test('what is typed before it is there is what it is asked, and no key of the map', async ({ app }) => {
  const { page } = app;
  await app.pickBoard('ZCU102');
  let arrive = (): void => {};
  const wanted = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route('**/PaletteDialog*', async (route) => {
    await wanted;
    await route.continue();
  });
  await page.locator('[data-block]').first().focus();
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('new dom');
  arrive();
  await app.idle();
  const query = page.getByRole('combobox', { name: 'Command, region or finding' });
  await expect(query).toHaveValue('new dom');
  await page.keyboard.type('ain');
  await expect(query).toHaveValue('new domain');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();
});
