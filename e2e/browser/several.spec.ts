// Several regions at once: chosen, moved, told apart and removed, by mouse and by keyboard.
import { type App, expect, test } from './helpers/app.ts';
import { carve } from './helpers/carve.ts';

const MiB = 1024n * 1024n;

const pressed = (app: App) => app.page.getByRole('button', { pressed: true, name: /host physical/ });
const undoTitle = (app: App) => app.page.getByRole('button', { name: 'Undo' }).getAttribute('title');

test('by mouse: one more with Ctrl, a run with Shift, a box with Shift; they move as one and undo as one', async ({
  app,
}) => {
  const { bar, page } = app;
  await carve(app);
  await bar.block('domU1 bank 0').click();
  await bar.block('domU2 bank 0').click({ modifiers: ['ControlOrMeta'] });
  await expect(pressed(app)).toHaveCount(2);
  await bar.drag('domU2 bank 0', { to: 0x6000_0000n });
  const by = (await bar.place('domU2 bank 0')).start - 0x5000_0000n;
  expect(by).not.toBe(0n);
  expect((await bar.place('domU1 bank 0')).start - 0x2000_0000n).toBe(by);
  expect((await bar.place('domU1 bank 1')).start).toBe(0x3000_0000n);
  expect(await undoTitle(app)).toContain('Move 2 regions');
  await page.getByRole('button', { name: 'Undo' }).click();
  await app.idle();
  expect((await bar.place('domU1 bank 0')).start).toBe(0x2000_0000n);
  expect((await bar.place('domU2 bank 0')).start).toBe(0x5000_0000n);

  await bar.block('domU1 bank 0').click();
  await bar.block('domU1 bank 1').click({ modifiers: ['Shift'] });
  await expect(pressed(app)).toHaveCount(2);

  // A box from domU1's lane down to domU2's.
  await page.keyboard.press('Escape');
  await app.idle();
  const [top, low] = [await bar.lane('domU1').boundingBox(), await bar.lane('domU2').boundingBox()];
  await page.mouse.move(await bar.pxOf(0x2c00_0000n), (top?.y ?? 0) + 10);
  await page.keyboard.down('Shift');
  await page.mouse.down();
  await page.mouse.move(await bar.pxOf(0x6000_0000n), (low?.y ?? 0) + 20, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await app.idle();
  await expect(pressed(app)).toHaveCount(2);
  await expect(bar.block('domU1 bank 0')).toHaveAttribute('aria-pressed', 'false');
});

test('Escape puts all of them back', async ({ app }) => {
  await carve(app);
  await app.bar.block('domU1 bank 0').click();
  await app.bar.block('domU2 bank 0').click({ modifiers: ['ControlOrMeta'] });
  const undo = await undoTitle(app);
  await app.bar.drag('domU1 bank 0', { to: 0x4000_0000n, hold: true });
  await app.page.keyboard.press('Escape');
  await app.bar.drop();
  expect((await app.bar.place('domU1 bank 0')).start).toBe(0x2000_0000n);
  expect((await app.bar.place('domU2 bank 0')).start).toBe(0x5000_0000n);
  expect(await undoTitle(app)).toBe(undo);
});

test('by keyboard: Space, Shift+Space, Ctrl+A; arrows move, Delete removes, in the person’s own text too', async ({
  app,
}) => {
  const { bar, page } = app;
  await carve(app);
  await bar.block('domU1 bank 0').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('.');
  await page.keyboard.press('Shift+Space');
  await app.idle();
  await expect(pressed(app)).toHaveCount(2);
  await page.keyboard.press('ArrowRight');
  await app.idle();
  expect((await bar.place('domU1 bank 0')).start).toBe(0x2000_0000n + 2n * MiB);
  expect((await bar.place('domU1 bank 1')).start).toBe(0x3000_0000n + 2n * MiB);
  const editor = page.getByTestId('editor');
  await expect(editor).toContainText('<0 0x20200000 0 0x8000000>, <0 0x30200000 0 0x8000000>');
  await expect(editor).toContainText('both banks');

  await page.keyboard.press('Control+a');
  await app.idle();
  await expect(pressed(app)).toHaveCount(2);
  await page.keyboard.press('Delete');
  await app.idle();
  await expect(bar.block('domU1 bank 0')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await app.idle();
  expect((await bar.place('domU1 bank 1')).start).toBe(0x3000_0000n);
});
