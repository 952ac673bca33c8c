// Splitting, merging, duplicating and adding by the map's menu and by its keys.
import { type App, expect, test } from './helpers/app.ts';

const MiB = 1024n * 1024n;

async function oneBank(app: App): Promise<void> {
  await app.pickBoard('ZCU102');
  await app.press('Add domain');
  await app.bar.draw('domU1', { from: 0x4000_0000n, to: 0x6000_0000n });
  await app.setField('start (host physical)', '0x4000_0000');
  await app.setField('size', '512M');
}
const item = (app: App, name: string | RegExp) => app.page.getByRole('menuitem', { name });
/** The right button on an address of a lane. */
async function rightClick(app: App, lane: string, at: bigint): Promise<void> {
  const box = await app.bar.lane(lane).boundingBox();
  await app.page.mouse.click(await app.bar.pxOf(at), (box?.y ?? 0) + (box?.height ?? 0) / 2, {
    button: 'right',
  });
  await app.idle();
}

test('by mouse: split where the pointer is, duplicated, merged, and put into free space', async ({ app }) => {
  const { bar, page } = app;
  await oneBank(app);
  await rightClick(app, 'domU1', 0x4800_0000n);
  await expect(page.getByRole('menu', { name: 'domU1 bank 0' })).toBeVisible();
  await item(app, /^Split at/).click();
  await app.idle();
  const [low, high] = [await bar.place('domU1 bank 0'), await bar.place('domU1 bank 1')];
  expect([low.start, high.end, low.end]).toEqual([0x4000_0000n, 0x6000_0000n, high.start]);
  await expect(app.inspector).toContainText('2 selected');
  await expect(app.inspector).toContainText('512 MiB');

  await rightClick(app, 'domU1', 0x4400_0000n);
  await item(app, /^Merge 2 banks/).click();
  await app.idle();
  expect(await bar.place('domU1 bank 0')).toEqual({ start: low.start, end: high.end });

  await rightClick(app, 'domU1', 0x4400_0000n);
  await item(app, /^Duplicate/).click();
  await app.idle();
  const copy = await bar.place('domU1 bank 1');
  expect(copy.end - copy.start).toBe(512n * MiB);

  await rightClick(app, 'Xen', 0x2000_0000n);
  await item(app, /^Add 256 MiB for the static heap here/).click();
  await app.idle();
  const heap = await bar.place('static heap');
  expect(heap.end - heap.start).toBe(256n * MiB);

  await rightClick(app, 'domU1', copy.start + 128n * MiB);
  await item(app, /^Delete/).click();
  await app.idle();
  await expect(bar.block('domU1 bank 1')).toHaveCount(0);

  // What is not possible says why, and a click beside the menu closes it.
  await rightClick(app, 'Xen', heap.start + 128n * MiB);
  await expect(item(app, /^Merge/)).toHaveAttribute('title', /no other bank of the same owner touches it/);
  await page.mouse.click(5, 5);
  await expect(page.getByRole('menu')).toHaveCount(0);
});

test('by keyboard: the menu opens with Shift+F10, and each edit has its key', async ({ app }) => {
  const { bar, page } = app;
  await oneBank(app);
  await bar.block('domU1 bank 0').focus();
  await page.keyboard.press('s');
  await app.idle();
  await expect(bar.block('domU1 bank 0')).toBeFocused();
  expect((await bar.place('domU1 bank 1')).start).toBe(0x5000_0000n);
  await page.keyboard.press('m');
  await app.idle();
  expect(await bar.place('domU1 bank 0')).toEqual({ start: 0x4000_0000n, end: 0x6000_0000n });

  await page.keyboard.press('Shift+F10');
  await app.idle();
  await expect(item(app, /^Split in the middle/)).toBeFocused();
  await expect(item(app, /^Merge with what touches it/)).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(bar.block('domU1 bank 0')).toBeFocused();
  await page.keyboard.press('Shift+F10');
  await app.idle();
  await page.keyboard.press('d');
  await page.keyboard.press('Enter');
  await app.idle();
  await expect(bar.block('domU1 bank 1')).toBeFocused();
  await page.keyboard.press('Control+z');
  await app.idle();
  await expect(bar.block('domU1 bank 1')).toHaveCount(0);

  await bar.block('domU1 bank 0').focus();
  await page.keyboard.press('Control+d');
  await app.idle();
  expect((await bar.place('domU1 bank 1')).end - (await bar.place('domU1 bank 1')).start).toBe(512n * MiB);
});
