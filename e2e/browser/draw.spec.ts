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
