// What catches a dragged edge: the grid, a neighbour, a bank's end; for several, their outermost edges; for Alt, nothing.
import { expect, test } from './helpers/app.ts';
import { carve } from './helpers/carve.ts';

test('a neighbour catches an edge and is named; with Alt it does not, and only pages count', async ({
  app,
}) => {
  const { bar, page } = app;
  await carve(app);
  await bar.drag('domU1 bank 0', { to: 0x2801_0000n, hold: true });
  await expect(page.getByTestId('drag-badge')).toContainText('start of domU1 bank 1');
  await page.keyboard.down('Alt');
  await app.idle();
  await expect(page.getByTestId('drag-badge')).toContainText('4 KiB snap');
  await page.keyboard.up('Alt');
  await app.idle();
  await expect(page.getByTestId('drag-badge')).toContainText('start of domU1 bank 1');
  await bar.drop();
  expect((await bar.place('domU1 bank 0')).end).toBe(0x3000_0000n);

  await bar.drag('domU2 bank 0', { to: 0x7801_0000n, hold: true });
  await expect(page.getByTestId('drag-badge')).toContainText('end of RAM');
  await bar.drop();
  expect((await bar.place('domU2 bank 0')).end).toBe(0x8000_0000n);
});

test('what fits between two neighbours meets both, and each has its guide', async ({ app }) => {
  const { bar, page } = app;
  await carve(app);
  await bar.block('domU2 bank 0').click();
  await app.setField('start (host physical)', '0x6000_0000');
  await bar.drag('domU2 bank 0', { to: 0x2801_0000n, hold: true });
  await expect(page.getByTestId('drag-badge')).toContainText(
    '· end of domU1 bank 0 and start of domU1 bank 1',
  );
  const guides = (await page.getByTestId('guides').getAttribute('d')) ?? '';
  expect(guides.match(/V/g)).toHaveLength(2);
  await bar.drop();
  expect(await bar.place('domU2 bank 0')).toEqual({ start: 0x2800_0000n, end: 0x3000_0000n });
  await expect(page.getByRole('status').filter({ hasText: 'domU2 bank 0 now' })).toContainText(
    'meets end of domU1 bank 0 and start of domU1 bank 1',
  );
});

test('of several the outermost edges are caught', async ({ app }) => {
  const { bar, page } = app;
  await carve(app);
  await bar.block('domU1 bank 0').click();
  await bar.block('domU1 bank 1').click({ modifiers: ['ControlOrMeta'] });
  // Held by the lower one, the upper one's end comes to rest.
  await bar.drag('domU1 bank 0', { to: 0x3801_0000n, hold: true });
  await expect(page.getByTestId('drag-badge')).toContainText('start of domU2 bank 0');
  await bar.drop();
  expect((await bar.place('domU1 bank 1')).end).toBe(0x5000_0000n);
  expect((await bar.place('domU1 bank 0')).start).toBe(0x3800_0000n);
});

test('the grid: chosen in the inspector or with G, for drags and for arrows', async ({ app }) => {
  const { bar, page } = app;
  await carve(app);
  await bar.block('domU2 bank 0').click();
  await page.getByRole('radio', { name: '64K' }).check({ force: true });
  await app.idle();
  await bar.block('domU2 bank 0').focus();
  await page.keyboard.press('ArrowRight');
  await app.idle();
  expect((await bar.place('domU2 bank 0')).start).toBe(0x5001_0000n);
  await page.keyboard.press('Shift+g');
  await page.keyboard.press('ArrowRight');
  await app.idle();
  expect((await bar.place('domU2 bank 0')).start).toBe(0x5001_1000n);
  for (let i = 0; i < 3; i += 1) await page.keyboard.press('g');
  await app.idle();
  await expect(page.getByRole('status').filter({ hasText: 'snap 1 GiB' })).toHaveCount(1);
  await page.keyboard.press('ArrowLeft');
  await app.idle();
  expect((await bar.place('domU2 bank 0')).start).toBe(0x4000_0000n);
});
