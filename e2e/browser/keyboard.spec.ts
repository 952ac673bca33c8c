// Everything without a mouse.
import { expect, test } from './helpers/app.ts';

test('a board is found, carved and mended by keyboard alone', async ({ app }) => {
  const { page } = app;
  await page.getByLabel('Search boards').focus();
  await page.keyboard.type('zcu');
  await page.keyboard.press('Enter');
  await app.idle();

  await page.getByRole('button', { name: 'Add static heap' }).first().focus();
  await page.keyboard.press('Enter');
  await app.idle();
  const heap = await app.bar.place('static heap');

  await app.bar.block('static heap').focus();
  await page.keyboard.press('ArrowRight');
  await app.idle();
  expect((await app.bar.place('static heap')).start - heap.start).toBe(0x20_0000n);

  await page.keyboard.press('Control+z');
  await app.idle();
  expect(await app.bar.place('static heap')).toEqual(heap);
  await page.keyboard.press('Control+y');
  await app.idle();
  expect((await app.bar.place('static heap')).start - heap.start).toBe(0x20_0000n);

  await app.bar.block('static heap').focus();
  await page.keyboard.press('Delete');
  await app.idle();
  await expect(app.bar.block('static heap')).toHaveCount(0);
  await page.keyboard.press('Control+Shift+z');
  await page.keyboard.press('Control+z');
  await app.idle();
  await expect(app.bar.block('static heap')).toHaveCount(1);

  // What has the focus goes: it comes to the nearest.
  await app.press('Add domain');
  await app.list.getByRole('button', { name: /^domU1/ }).focus();
  await page.keyboard.press('Control+z');
  await app.idle();
  await expect(app.list.getByRole('button', { name: 'Add domain' })).toBeFocused();
  await app.bar.block('static heap').focus();
  for (const key of ['Control+z', 'Control+z']) await page.keyboard.press(key);
  await app.idle();
  await expect(app.bar.block('static heap')).toHaveCount(0);
  await expect(app.bar.block('RAM bank 0')).toBeFocused();
});

test('a dialog that puts something else where it was asked for leaves the focus there', async ({ app }) => {
  const { page } = app;
  await app.pickBoard('QEMU virt, 2 GiB');
  await app.press('Add domain');
  await app.list.getByRole('button', { name: /^domU1/ }).click();
  await app.inspector.getByRole('button', { name: 'Kernel or ramdisk' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByLabel('size').fill('16M');
  await page.keyboard.press('Enter');
  await app.idle();
  await expect(app.inspector.getByRole('heading', { name: 'domU1 · kernel' })).toBeVisible();
  await expect(app.inspector.locator(':focus')).toHaveCount(1);
});

test('fields take expressions with Enter and give the old value back with Escape', async ({ app }) => {
  await app.pickBoard('ZCU102');
  await app.press('Add static heap');
  await app.setField('start (host physical)', '0x1000_0000');
  await app.setField('start (host physical)', '+2M');
  await expect(app.field('start (host physical)')).toHaveValue('0x1020_0000');
  await app.setField('size', '128 MiB');
  await expect(app.field('end (host physical)')).toHaveValue('0x181f_ffff');

  await app.setField('size', 'much');
  await expect(app.inspector.getByRole('alert')).toContainText('not a number');
  await app.field('size').press('Escape');
  await expect(app.field('size')).toHaveValue('128 MiB');
  await expect(app.inspector.getByRole('alert')).toHaveCount(0);

  // Undo belongs to the design again once the field holds nothing unapplied.
  await app.field('size').press('Control+z');
  await app.idle();
  await expect(app.field('size')).toHaveValue('256 MiB');
});

test('menus, tabs and dialogs answer to the keys people know', async ({ app }) => {
  const { page } = app;
  await app.pickBoard('ZCU102');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  const view = page.getByRole('toolbar', { name: 'View of the map' });
  await view.getByRole('button', { name: /^Zoom out/ }).focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
  await expect(view.getByRole('button', { name: /^Strict linear/ })).toBeFocused();
  await page.keyboard.press('Home');
  await expect(view.getByRole('button', { name: /^Zoom out/ })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(view.locator(':focus')).toHaveCount(0);

  const menu = page.getByRole('button', { name: 'Export' });
  await menu.focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('End');
  await expect(page.getByRole('menuitem', { name: 'Design file' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menuitem')).toHaveCount(0);
  await expect(menu).toBeFocused();

  await page.getByRole('tab', { name: 'Findings' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Predicted log' })).toBeFocused();
  await expect(page.getByRole('list', { name: 'Predicted console log' })).toBeVisible();

  await page.getByRole('separator', { name: 'Width of the list' }).focus();
  const width = async () => (await app.list.boundingBox())?.width ?? 0;
  const before = await width();
  await page.keyboard.press('ArrowRight');
  expect(await width()).toBe(before + 16);
  await page.keyboard.press('Enter');
  await expect(app.list).toBeHidden();
  await page.reload();
  await app.idle();
  await expect(app.list).toBeHidden();
  await page.getByRole('separator', { name: 'Width of the list' }).focus();
  await page.keyboard.press('Enter');
  expect(await width()).toBe(before + 16);
});

test('F6 goes round the panes, Escape lets go of the selection', async ({ app }) => {
  const { page } = app;
  await app.pickBoard('ZCU102');
  await app.press('Add static heap');
  await expect(app.inspector).toContainText('static heap');
  const panes: (string | null)[] = [];
  for (let i = 0; i < 5; i += 1) {
    await page.keyboard.press('F6');
    panes.push(
      await page.evaluate(
        () => document.activeElement?.closest<HTMLElement>('[data-pane]')?.dataset['pane'] ?? null,
      ),
    );
  }
  expect(new Set(panes).size).toBe(5);
  await app.list.getByRole('button', { name: /Static heap/ }).focus();
  await page.keyboard.press('Escape');
  await app.idle();
  await expect(app.inspector).toContainText('What next');
});

test('a region in focus has one ring, its own', async ({ app }) => {
  const { page } = app;
  await app.pickBoard('ZCU102');
  await page.getByRole('button', { name: 'Add static heap' }).first().click();
  await app.idle();
  await app.bar.block('static heap').focus();
  await page.keyboard.press('ArrowRight');
  await app.idle();
  const shown = app.bar.block('static heap').evaluate((block) => ({
    ring: getComputedStyle(block.querySelector('[class*=ring]') ?? block).stroke,
    outline: getComputedStyle(block).outlineStyle,
  }));
  expect(await shown).toMatchObject({ outline: 'none', ring: expect.stringMatching(/^rgb/) });
  const button = page.getByRole('button', { name: 'Undo' });
  await button.focus();
  expect(await button.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid');
});
