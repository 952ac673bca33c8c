// One edge of a region pulled: by its handle, by keys on the handle and on the region; what it shows meanwhile.
import { expect, test } from './helpers/app.ts';
import { carve } from './helpers/carve.ts';

const MiB = 1024n * 1024n;

test('by mouse: an edge goes, the other stays; the old size is a ghost, the new one told in hex too', async ({
  app,
}) => {
  const { bar, page } = app;
  await carve(app);
  await bar.drag('domU1 bank 1', { to: 0x3c00_0000n, edge: 'end', hold: true });
  await expect(page.getByTestId('drag-badge')).toContainText(
    /^\d+ MiB, \+\d+ MiB \(\+0x[0-9a-f_]+\) · \d+ MiB snap$/,
  );
  await expect(page.locator('[data-ghost="domU1 bank 1"]')).toHaveCount(1);
  await expect(app.field('start (host physical)')).toHaveValue('0x3000_0000');
  await bar.drop();
  await expect(page.locator('[data-ghost]')).toHaveCount(0);
  const grown = await bar.place('domU1 bank 1');
  expect(grown.start).toBe(0x3000_0000n);
  expect(grown.end).toBeGreaterThan(0x3a00_0000n);

  await bar.drag('domU1 bank 1', { to: 0x3400_0000n, edge: 'start' });
  const shrunk = await bar.place('domU1 bank 1');
  expect(shrunk.end).toBe(grown.end);
  expect(shrunk.start).toBeGreaterThan(0x3200_0000n);

  const undo = await page.getByRole('button', { name: 'Undo' }).getAttribute('title');
  await bar.drag('domU1 bank 1', { to: 0x6000_0000n, edge: 'end', hold: true });
  await page.keyboard.press('Escape');
  await bar.drop();
  expect(await bar.place('domU1 bank 1')).toEqual(shrunk);
  expect(await page.getByRole('button', { name: 'Undo' }).getAttribute('title')).toBe(undo);
});

test('by mouse: over a neighbour it is drawn and judged while it is held', async ({ app }) => {
  const { bar } = app;
  await carve(app);
  await bar.drag('domU1 bank 0', { to: 0x3400_0000n, edge: 'end', hold: true });
  await expect(bar.block('domU1 bank 0')).toHaveAttribute('aria-label', /overlaps domU1 bank 1 by/);
  await expect(app.findings.filter({ hasText: 'overlap' })).not.toHaveCount(0);
  await bar.drop();
});

test('by keyboard: Alt and the arrows pull the end, the handles either edge', async ({ app }) => {
  const { bar, page } = app;
  await carve(app);
  const seen = await bar.watch();
  await bar.block('domU2 bank 0').focus();
  await page.keyboard.press('Alt+ArrowRight');
  await app.idle();
  expect(await bar.place('domU2 bank 0')).toEqual({ start: 0x5000_0000n, end: 0x5800_0000n + 2n * MiB });
  expect(await seen()).toContain('130 MiB, +2 MiB (+0x20_0000)');
  await expect(page.getByRole('status').filter({ hasText: 'domU2 bank 0 now host physical' })).toHaveCount(1);

  await page.getByRole('slider', { name: 'start of domU2 bank 0' }).focus();
  await page.keyboard.press('Shift+ArrowLeft');
  await app.idle();
  expect((await bar.place('domU2 bank 0')).start).toBe(0x5000_0000n - 32n * MiB);
  expect(await seen()).toContain('+32 MiB (+0x200_0000)');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await app.idle();
  expect(await bar.place('domU2 bank 0')).toEqual({ start: 0x5000_0000n, end: 0x5800_0000n });
});
