// Pushing what is in the way: by mouse and by keys, one region and several; who gives way is shown where it was.
import { expect, test } from './helpers/app.ts';
import { carve } from './helpers/carve.ts';

const MiB = 1024n * 1024n;

test('by mouse: with Ctrl a drag pushes what is in its way, as one entry', async ({ app }) => {
  const { bar, page } = app;
  await carve(app);
  await bar.drag('domU1 bank 0', { to: 0x2c00_0000n, push: true, hold: true });
  await expect(page.getByTestId('drag-badge')).toContainText('pushes 1');
  await expect(page.locator('[data-ghost="domU1 bank 1"]')).toHaveCount(1);
  await bar.drop();
  await page.keyboard.up('Control');
  const [low, high] = [await bar.place('domU1 bank 0'), await bar.place('domU1 bank 1')];
  expect(low.start).toBeGreaterThan(0x2900_0000n);
  expect(high).toEqual({ start: low.end, end: low.end + 128n * MiB });
  expect((await bar.place('domU2 bank 0')).start).toBe(0x5000_0000n);
  await page.getByRole('button', { name: 'Undo' }).click();
  await app.idle();
  expect((await bar.place('domU1 bank 0')).start).toBe(0x2000_0000n);
  expect((await bar.place('domU1 bank 1')).start).toBe(0x3000_0000n);
});

test('by mouse: several push as one', async ({ app }) => {
  const { bar, page } = app;
  await carve(app);
  await bar.block('static heap').click();
  await bar.block('domU1 bank 1').click({ modifiers: ['ControlOrMeta'] });
  await bar.drag('domU1 bank 1', { to: 0x4c00_0000n, push: true, hold: true });
  await expect(page.getByTestId('drag-badge')).toContainText('pushes 2');
  await bar.drop();
  await page.keyboard.up('Control');
  const by = (await bar.place('domU1 bank 1')).start - 0x3000_0000n;
  const [heap, low, top] = [
    await bar.place('static heap'),
    await bar.place('domU1 bank 0'),
    await bar.place('domU2 bank 0'),
  ];
  expect(heap.start).toBe(0x1000_0000n + by);
  expect(low.start).toBe(heap.end);
  expect(top.start).toBe((await bar.place('domU1 bank 1')).end);
});

test('by keyboard: Ctrl and the arrows push; who gives way is shown and counted', async ({ app }) => {
  const { bar, page } = app;
  await carve(app);
  const seen = await bar.watch();
  await bar.block('domU1 bank 0').focus();
  for (let i = 0; i < 5; i += 1) await page.keyboard.press('Control+Shift+ArrowRight');
  await app.idle();
  expect((await bar.place('domU1 bank 0')).start).toBe(0x2000_0000n + 160n * MiB);
  expect((await bar.place('domU1 bank 1')).start).toBe(0x2000_0000n + 288n * MiB);
  expect(await seen()).toContain('+160 MiB (+0xa00_0000) · 2 MiB snap · pushes 1');
  expect(await seen()).toContain('ghost of domU1 bank 1');
  await expect(page.getByRole('status').filter({ hasText: '1 pushed aside' })).toHaveCount(1);

  // As far as there is room, and then it says what stops it.
  for (let i = 0; i < 40; i += 1) await page.keyboard.press('Control+Shift+ArrowRight');
  await app.idle();
  expect((await bar.place('domU2 bank 0')).end).toBe(0x8000_0000n);
  expect((await bar.place('domU1 bank 0')).end).toBe(0x8000_0000n - 256n * MiB);
  await expect(page.getByRole('status').filter({ hasText: 'stopped by end of RAM' })).toHaveCount(1);
});
