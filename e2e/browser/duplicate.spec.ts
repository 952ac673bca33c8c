// Copies: of banks, of a whole domain, of shared memory; and what has no copy says why.
import { expect, test } from './helpers/app.ts';
import { carve } from './helpers/carve.ts';

const MiB = 1024n * 1024n;

test('by mouse: a domain from its inspector, in the person’s own text too, and back', async ({ app }) => {
  const { bar, page } = app;
  await carve(app);
  await app.selectRow(/^domU1/);
  await app.press('Duplicate domU1');
  await expect(app.field('name')).toHaveValue('domU3');
  const copies = [await bar.place('domU3 bank 0'), await bar.place('domU3 bank 1')];
  expect(copies.map(({ start, end }) => end - start)).toEqual([128n * MiB, 128n * MiB]);
  await expect(bar.block('domU3 bank 0')).not.toHaveAttribute('aria-label', /overlaps/);
  await expect(page.getByTestId('editor')).toContainText('domU3 {');
  await expect(page.getByTestId('editor')).toContainText('both banks');
  await page.getByRole('button', { name: 'Undo' }).click();
  await app.idle();
  await expect(bar.block('domU3 bank 0')).toHaveCount(0);
  await expect(page.getByTestId('editor')).not.toContainText('domU3');
});

test('by keyboard: Ctrl+D on a row of the list and on the map, from the palette; what has no copy says why', async ({
  app,
}) => {
  const { bar, page } = app;
  await carve(app);
  await app.list.getByRole('button', { name: /^domU2/ }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+d');
  await app.idle();
  expect((await bar.place('domU3 bank 0')).start).toBe(0x5800_0000n);

  await bar.block('static heap').focus();
  await page.keyboard.press('Control+d');
  await app.idle();
  await expect(bar.block('static heap bank 1')).toBeFocused();

  await app.addKernel('domU1', '0x7000_0000', '2M');
  await page.keyboard.press('ControlOrMeta+k');
  await app.idle();
  await page.getByRole('combobox').fill('duplicate');
  await expect(page.getByRole('option').first()).toContainText('one file of its kind');
  await page.keyboard.press('Escape');
});
