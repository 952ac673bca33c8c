// The page on paper.
import { expect, test } from './helpers/app.ts';
import { conflict } from './helpers/scenes.ts';

test('paper says what was assumed, how Xen stands to what is used, and shared memory once', async ({
  app,
}) => {
  const { page } = app;
  await app.drop({ name: 'board.dts', content: conflict });
  await app.list.getByRole('button', { name: /^logger \d/ }).click();
  await app.inspector.getByRole('button', { name: 'Shared memory', exact: true }).click();
  await app.idle();
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  const paper = page.getByTestId('paper');
  await expect(paper).toContainText(
    'SUPPORT.md (from 4.17): Static Allocation, Static Heap, Static Memory Sharing.',
  );
  await expect(paper).toContainText(/Assumed, for want of being told: .*xen-image/);
  await expect(paper.getByRole('rowheader', { name: 'shared memory shm0' })).toHaveCount(1);
  await expect(paper.getByRole('row', { name: /^linux, 1:1/ })).toContainText('shm0');
});

test('paper has the verdict, the map with its guest lanes, every finding and figure', async ({ app }) => {
  const { page } = app;
  await app.drop({ name: 'board.dts', content: conflict });
  // Whatever the screen shows: here, a tab that is not of findings.
  await page.getByRole('tab', { name: 'Releases' }).click();
  await app.idle();
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  const paper = page.getByTestId('paper');
  await expect(paper).toBeVisible();
  await expect(paper).toContainText('Xen 4.22 refuses: Early FDT parsing failed (-22)');
  await expect(paper).toContainText('rtos bank 0 overlaps linux bank 0 by 64 MiB');
  await expect(paper).toContainText('0x4400_0000 to 0x63ff_ffff incl.');
  await expect(page.getByRole('toolbar', { name: 'Design' })).toBeHidden();
  const lanes = paper.getByRole('group', { name: /physical$/ });
  const picture = await paper.getByRole('application').boundingBox();
  const sheet = await paper.boundingBox();
  if (picture === null || sheet === null) throw new Error('nothing on paper');
  expect(picture.x + picture.width).toBeLessThanOrEqual(sheet.x + sheet.width + 1);
  for (const name of ['Hardware, host physical', 'rtos, host physical', 'logger, guest physical'])
    await expect(lanes.and(paper.getByRole('group', { name, exact: true }))).toBeVisible();
  // Black on white.
  expect(await paper.evaluate((element) => getComputedStyle(element).color)).toBe('rgb(0, 0, 0)');

  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: 'screen' });
  await expect(paper).toHaveCount(0);
  await expect(page.getByRole('tab', { name: 'Releases' })).toHaveAttribute('aria-selected', 'true');
});
