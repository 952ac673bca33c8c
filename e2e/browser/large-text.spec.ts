// A phone whose text is twice as large: the verdict is there to be read, with every word of what Xen says.
import { expect, test } from './helpers/app.ts';
import { conflict } from './helpers/scenes.ts';

test.use({ viewport: { width: 390, height: 844 } });

test('the verdict has a row of its own, and nothing goes beyond the edge', async ({ app }) => {
  const { page } = app;
  await app.drop({ name: 'board.dts', content: conflict });
  await app.setTextSize(2);
  await expect(app.verdict).toContainText('refuses');
  const box = await app.verdict.boundingBox();
  expect(box?.width).toBeGreaterThan(340);
  expect(box?.height).toBeLessThan(220);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  for (const name of ['List', 'Map', 'Inspector', 'Findings', 'Device tree']) {
    const button = page.getByRole('navigation').getByRole('button', { name, exact: true });
    expect(await button.evaluate((of) => of.scrollWidth - of.clientWidth)).toBe(0);
  }
});
