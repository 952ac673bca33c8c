// New memory: drawn in a lane by mouse, and by keyboard alone.
import { expect, test } from './helpers/app.ts';
import { carve } from './helpers/carve.ts';

test('by mouse: its size is told while it is drawn; Escape leaves nothing', async ({ app }) => {
  const { bar, page } = app;
  await carve(app);
  await bar.draw('domU2', { from: 0x6000_0000n, to: 0x6800_0000n, hold: true });
  await expect(page.getByTestId('drag-badge')).toContainText(/^\d+ MiB \(0x[0-9a-f_]+\) · \d+ MiB snap$/);
  await expect(bar.block('domU2 bank 1')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await bar.drop();
  await expect(bar.block('domU2 bank 1')).toHaveCount(0);
  await bar.draw('domU2', { from: 0x6000_0000n, to: 0x6800_0000n });
  await expect(bar.block('domU2 bank 1')).toHaveAttribute('aria-pressed', 'true');
});

test('by keyboard: N puts a caret, arrows go, Enter begins and ends, Escape takes back', async ({ app }) => {
  const { bar, page } = app;
  await carve(app);
  const caret = page.getByRole('slider', { name: /^New region in / });
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
    await app.idle();
  };
  await bar.block('domU2 bank 0').focus();
  await press('n');
  await expect(caret).toBeFocused();
  await expect(caret).toHaveAttribute('aria-label', 'New region in domU2');
  await expect(caret).toHaveAttribute('aria-valuetext', 'host physical 0x5800_0000, free RAM');
  await expect(page.getByTestId('drag-badge')).toHaveText('0x5800_0000 · Enter begins a region');
  await press(',', ',', 'ArrowRight');
  await expect(caret).toHaveAttribute('aria-valuetext', 'host physical 0x3820_0000, free RAM');
  await press('Shift+ArrowLeft');
  await expect(caret).toHaveAttribute('aria-valuetext', 'host physical 0x3620_0000, in domU1 bank 1');

  // Drawn over a neighbour it is drawn, and said; Escape first takes that back, then leaves.
  await press('Enter', 'Shift+ArrowRight');
  await expect(bar.block('domU2 bank 1')).toHaveCount(1);
  await expect(page.getByTestId('drag-badge')).toHaveText('32 MiB (0x200_0000) · 2 MiB snap');
  await expect(caret).toHaveAttribute(
    'aria-valuetext',
    'host physical 0x3620_0000 to 0x3820_0000, 32 MiB, overlaps domU1 bank 1 by 30 MiB',
  );
  await press('Escape');
  await expect(bar.block('domU2 bank 1')).toHaveCount(0);
  await expect(caret).toBeFocused();
  await press('Escape');
  await expect(caret).toHaveCount(0);
  await expect(bar.block('domU2 bank 0')).toBeFocused();
  // Where a nearer view has left nothing of where one came from, that comes back too.
  await press('n', '+', '+', '+');
  await expect(bar.block('domU2 bank 0')).toHaveCount(0);
  await press('Escape');
  await expect(bar.block('domU2 bank 0')).toBeFocused();
  await press('0');

  await press('n', 'ArrowUp');
  await expect(caret).toHaveAttribute('aria-label', 'New region in domU1');
  await press('PageUp', 'Enter', '.', 'Enter');
  await expect(bar.block('domU1 bank 2')).toBeFocused();
  await expect(bar.block('domU1 bank 2')).toHaveAttribute('aria-pressed', 'true');
  expect(await bar.place('domU1 bank 2')).toEqual({ start: 0x7800_0000n, end: 0x8000_0000n });
  await press('Control+z');
  await expect(bar.block('domU1 bank 2')).toHaveCount(0);
  await expect(bar.block('domU1 bank 1')).toBeFocused();
});

test('by keyboard: a lane that has nothing yet; undo and a look elsewhere leave nothing', async ({ app }) => {
  const { bar, page } = app;
  await app.pickBoard('ZCU102');
  await app.press('Add domain');
  const caret = page.getByRole('slider', { name: 'New region in domU1' });
  await bar.block('RAM bank 0').focus();
  for (const key of ['n', 'ArrowDown', 'PageUp', 'Enter', 'PageUp']) await page.keyboard.press(key);
  await app.idle();
  await expect(bar.block('domU1 bank 0')).toHaveCount(1);
  await page.keyboard.press('Tab');
  await app.idle();
  await expect(caret).toHaveCount(0);
  await expect(bar.block('domU1 bank 0')).toHaveCount(0);

  await bar.block('RAM bank 0').focus();
  for (const key of ['n', 'ArrowDown', 'PageUp', 'Shift+F10']) await page.keyboard.press(key);
  await app.idle();
  await expect(page.getByRole('menu', { name: 'domU1, free space' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(caret).toBeFocused();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: /^Add 256 MiB/ }).press('Enter');
  await app.idle();
  await expect(bar.block('domU1 bank 0')).toBeFocused();
  await expect(caret).toHaveCount(0);
});

test('a kernel and shared memory are drawn in their lanes, by mouse and by keyboard', async ({ app }) => {
  const { bar, page } = app;
  await carve(app);
  await expect(bar.lane('Modules')).toContainText('drag here to load domU1’s kernel');
  await bar.draw('Modules', { from: 0x6000_0000n, to: 0x6200_0000n });
  await expect(bar.block('domU1 kernel')).toHaveAttribute('aria-pressed', 'true');
  await bar.block('domU1 kernel').focus();
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
    await app.idle();
  };
  await press('n');
  await expect(page.getByRole('slider', { name: 'New region in Modules' })).toBeFocused();
  await press('.', 'Enter', 'Shift+ArrowLeft', 'Enter');
  await expect(bar.block('domU2 kernel')).toBeFocused();
  await press('Control+z');
  await expect(bar.block('domU2 kernel')).toHaveCount(0);
  await expect(bar.block('domU1 kernel')).toBeFocused();

  // It was meant for the other, and is a ramdisk.
  await bar.block('domU1 kernel').click();
  await app.inspector.getByRole('button', { name: 'for domU1' }).click();
  await page.getByRole('menuitem', { name: 'domU2' }).click();
  await app.inspector.locator('label', { hasText: 'ramdisk' }).click();
  await app.idle();
  await expect(bar.block('domU2 ramdisk')).toHaveAttribute('aria-pressed', 'true');
  await press('Control+z', 'Control+z');
  await expect(bar.block('domU1 kernel')).toHaveCount(1);

  // The first shared memory comes from a domain's panel; the next is drawn beside it, and moves for all who share it.
  await app.press('Select domU1');
  await app.inspector.getByRole('button', { name: 'Shared memory', exact: true }).click();
  await app.idle();
  await bar.draw('Shared', { from: 0x6800_0000n, to: 0x6c00_0000n });
  await expect(app.inspector.getByRole('button', { name: /^domU2 0x[0-9a-f_]+ borrower/ })).toHaveCount(1);
  await app.setField('start (host physical)', '0x7000_0000');
  await app.inspector.getByRole('button', { name: /^domU2 / }).click();
  await app.idle();
  await expect(app.field('start (host physical)')).toHaveValue('0x7000_0000');
  await app.setField('start (guest physical)', '0x9000_0000');
  await expect(app.inspector.getByRole('button', { name: /^domU2 0x9000_0000/ })).toHaveCount(1);
  await press('Control+z', 'Control+z', 'Control+z');
  await expect(bar.block('shared memory shm1')).toHaveCount(0);
  await expect(bar.block('shared memory shm0')).toHaveCount(1);
});

test('by keyboard: a domain from the palette, a bank from its inspector', async ({ app }) => {
  const { bar, page } = app;
  await carve(app);
  await page.keyboard.press('ControlOrMeta+k');
  await app.idle();
  await page.getByRole('combobox').fill('add domain');
  await page.keyboard.press('Enter');
  await app.idle();
  await app.inspector.getByRole('switch', { name: 'static memory' }).focus();
  await page.keyboard.press('Space');
  await app.idle();
  await expect(bar.block('domU3 bank 0')).toHaveCount(1);
  await expect(bar.block('domU3 bank 0')).not.toHaveAttribute('aria-label', /overlaps/);
  await app.inspector.getByRole('button', { name: 'Bank', exact: true }).focus();
  await page.keyboard.press('Enter');
  await app.idle();
  await expect(bar.block('domU3 bank 1')).toHaveAttribute('aria-pressed', 'true');
});

test('by keyboard: a lane that goes takes the caret along, and comes back without it', async ({ app }) => {
  const { bar, page } = app;
  await app.pickBoard('ZCU102');
  await app.press('Add domain');
  const lane = page.getByRole('button', { name: 'Select domU1' });
  const caret = page.getByRole('slider', { name: 'New region in domU1' });
  await bar.block('RAM bank 0').focus();
  for (const key of ['n', 'ArrowDown']) await page.keyboard.press(key);
  await expect(caret).toBeFocused();
  await page.keyboard.press('Control+z');
  await app.idle();
  await expect(lane).toHaveCount(0);
  await expect(caret).toHaveCount(0);
  await expect(bar.block('RAM bank 0')).toBeFocused();
  await page.keyboard.press('Control+Shift+z');
  await app.idle();
  await expect(lane).not.toHaveCount(0);
  await expect(caret).toHaveCount(0);
});

test('a window that gets too narrow for the map’s place ends what was begun, by mouse or by keyboard', async ({
  app,
}) => {
  const { bar, page } = app;
  await carve(app);
  await bar.draw('domU2', { from: 0x6000_0000n, to: 0x6800_0000n, hold: true });
  await page.setViewportSize({ width: 700, height: 700 });
  await app.idle();
  await expect(bar.block('domU2 bank 0')).toBeVisible();
  await expect(bar.block('domU2 bank 1')).toHaveCount(0);
  await bar.drop();

  await bar.block('domU2 bank 0').focus();
  for (const key of ['n', 'Enter', 'Shift+ArrowRight']) await page.keyboard.press(key);
  await app.idle();
  await expect(bar.block('domU2 bank 1')).toHaveCount(1);
  await page.setViewportSize({ width: 1600, height: 1000 });
  await app.idle();
  await expect(bar.block('domU2 bank 0')).toBeVisible();
  await expect(bar.block('domU2 bank 1')).toHaveCount(0);
});
