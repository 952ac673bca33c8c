// What is pinned: it stays under mouse and keys, stops what is pushed, says so, and lets a typed number move it.
import { type App, expect, test } from './helpers/app.ts';
import { carve } from './helpers/carve.ts';

const lock = (app: App) => app.page.locator('[data-lock]');
const undoTitle = (app: App) => app.page.getByRole('button', { name: 'Undo' }).getAttribute('title');

test('by mouse: pinned from the menu, it cannot be dragged, and what is pushed stops at it', async ({
  app,
}) => {
  const { bar, page } = app;
  await carve(app);
  await bar.menu('domU2 bank 0');
  await page.getByRole('menuitem', { name: /^Pin where it is/ }).click();
  await app.idle();
  await expect(bar.block('domU2 bank 0')).toHaveAttribute('aria-label', /, pinned/);
  await expect(lock(app)).toHaveCount(1);
  await expect(app.list.getByRole('button', { name: /^domU2/ })).toContainText('pinned');

  const undo = await undoTitle(app);
  expect(undo).toContain('Pin domU2 bank 0');
  await bar.drag('domU2 bank 0', { to: 0x6000_0000n, hold: true });
  await expect(page.getByTestId('drag-badge')).toContainText('domU2 bank 0 is pinned');
  await expect(page.getByRole('status').filter({ hasText: 'is pinned and stays' })).toHaveCount(1);
  await bar.drop();
  await expect(page.getByTestId('drag-badge')).toHaveCount(0);
  expect((await bar.place('domU2 bank 0')).start).toBe(0x5000_0000n);
  expect(await undoTitle(app)).toBe(undo);

  await bar.drag('domU1 bank 1', { to: 0x6800_0000n, push: true, hold: true });
  await expect(page.getByTestId('drag-badge')).toContainText('stopped by domU2 bank 0 (pinned)');
  await bar.drop();
  expect((await bar.place('domU1 bank 1')).end).toBe(0x5000_0000n);
});

test('by keyboard: P pins and lets go; of several that move, the pinned one stays', async ({ app }) => {
  const { bar, page } = app;
  await carve(app);
  const seen = await bar.watch();
  await bar.block('domU1 bank 0').focus();
  await page.keyboard.press('p');
  await app.idle();
  await expect(bar.block('domU1 bank 0')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await app.idle();
  expect((await bar.place('domU1 bank 0')).start).toBe(0x2000_0000n);
  await expect(page.getByRole('status').filter({ hasText: 'P lets go of it' })).toHaveCount(1);

  await page.keyboard.press('Control+a');
  await page.keyboard.press('.');
  await page.keyboard.press('ArrowRight');
  await app.idle();
  expect((await bar.place('domU1 bank 0')).start).toBe(0x2000_0000n);
  expect((await bar.place('domU1 bank 1')).start).toBe(0x3020_0000n);
  expect(await seen()).toContain('1 pinned stays');

  await page.keyboard.press(',');
  await page.keyboard.press('Enter');
  await page.keyboard.press('p');
  await app.idle();
  await page.keyboard.press('ArrowRight');
  await app.idle();
  expect((await bar.place('domU1 bank 0')).start).toBe(0x2020_0000n);
});

test('the inspector says so and still takes numbers; the text may be typed over; a design file keeps it', async ({
  app,
}) => {
  const { bar, page } = app;
  await carve(app);
  await bar.block('domU2 bank 0').click();
  await page.getByRole('switch', { name: 'pinned' }).click();
  await app.idle();
  await expect(app.inspector).toContainText('only a number typed for it moves it');
  await app.setField('start (host physical)', '0x5800_0000');
  expect((await bar.place('domU2 bank 0')).start).toBe(0x5800_0000n);
  await expect(bar.block('domU2 bank 0')).toHaveAttribute('aria-label', /, pinned/);

  const { content } = await app.download('Design file');
  const { plan } = JSON.parse(content.toString()) as { plan: { pinned: string[] } };
  expect(plan.pinned).toHaveLength(1);
  await app.drop({ name: 'pinned.memmap.json', content: content.toString() });
  await expect(bar.block('domU2 bank 0')).toHaveAttribute('aria-label', /, pinned/);
});
