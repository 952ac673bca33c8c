// The sheet of shortcuts: from wherever one is, with the keys of every part of the page.
import { expect, test } from './helpers/app.ts';
import { carve } from './helpers/carve.ts';

test('? opens it from the map too, and it says what the keys there do', async ({ app }) => {
  const { bar, page } = app;
  await carve(app);
  await bar.block('domU1 bank 0').focus();
  await page.keyboard.press('?');
  await app.idle();
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet).toBeVisible();
  for (const title of [
    'Page',
    'Map, with a region in focus',
    'Map, drawing a region',
    'Map, by pointer',
    'Fields',
    'Text',
  ])
    await expect(sheet.getByRole('heading', { name: title, exact: true })).toBeVisible();
  const row = (words: string) => sheet.locator('dl > div').filter({ hasText: words });
  await expect(row('Pin it where it is').locator('kbd')).toHaveText('P');
  await expect(row('Move it and push').locator('kbd')).toHaveText([/\+←$/, /\+→$/]);
  await expect(row('Suspend snapping').locator('kbd')).toHaveText('Alt+drag');
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await expect(bar.block('domU1 bank 0')).toBeFocused();
});
