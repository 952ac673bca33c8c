// The map under fingers: a tablet's browser, touches as its screen sends them.
import type { App } from './helpers/app.ts';
import { expect, test } from './helpers/app.ts';
import { Fingers, type Place } from './helpers/fingers.ts';
import { conflict } from './helpers/scenes.ts';

test.use({ hasTouch: true, isMobile: true, viewport: { width: 1180, height: 820 } });

const opened = async (app: App): Promise<Fingers> => {
  await app.drop({ name: 'board.dts', content: conflict });
  return new Fingers(app.page);
};

/** The middle of a block, and a point of the window at an address at its height. */
async function middle(app: App, name: string): Promise<Place> {
  const box = await app.bar.block(name).boundingBox();
  if (box === null) throw new Error(`${name} is not in view`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
const at = async (app: App, address: bigint, y: number): Promise<Place> => ({
  x: await app.bar.pxOf(address),
  y,
});

test('a tap selects; a drag of one finger moves, and one up or down does not', async ({ app }) => {
  const fingers = await opened(app);
  const from = await middle(app, 'logger bank 0');
  await fingers.tap(from);
  await expect(app.inspector).toContainText('logger · static memory');

  const before = await app.bar.place('logger bank 0');
  await fingers.drag({ from, to: { x: from.x + 60, y: from.y + 4 } });
  const after = await app.bar.place('logger bank 0');
  expect(after.start).toBeGreaterThan(before.start);
  expect(after.end - after.start).toBe(before.end - before.start);

  const there = await middle(app, 'logger bank 0');
  await fingers.drag({ from: there, to: { x: there.x + 4, y: there.y - 80 } });
  expect(await app.bar.place('logger bank 0')).toEqual(after);
});

test('a handle is taken from beside it, and resizes', async ({ app }) => {
  const fingers = await opened(app);
  const { x, y } = await middle(app, 'logger bank 0');
  await fingers.tap({ x, y });
  const before = await app.bar.place('logger bank 0');
  const end = await app.bar.pxOf(before.end);
  await fingers.drag({ from: { x: end + 14, y }, to: { x: end + 64, y } });
  const after = await app.bar.place('logger bank 0');
  expect(after.start).toBe(before.start);
  expect(after.end).toBeGreaterThan(before.end);
});

test('in an empty lane a finger draws, in others when asked to', async ({ app }) => {
  const fingers = new Fingers(app.page);
  await app.pickBoard('ZCU102');
  await app.press('Add domain');
  const lane = await app.bar.lane('domU1').boundingBox();
  const y = (lane?.y ?? 0) + (lane?.height ?? 0) / 2;
  const draw = async (from: bigint, to: bigint) =>
    fingers.drag({ from: await at(app, from, y), to: await at(app, to, y) });
  await draw(0x1000_0000n, 0x2000_0000n);
  await expect(app.bar.block('domU1 bank 0')).toHaveCount(1);
  await draw(0x3000_0000n, 0x4000_0000n);
  await expect(app.bar.block('domU1 bank 1')).toHaveCount(0);
  await app.page.getByRole('button', { name: 'What a finger does' }).tap();
  await app.page.getByRole('menuitemcheckbox', { name: 'Draws in free space' }).tap();
  await app.page.keyboard.press('Escape');
  await app.idle();
  await draw(0x3000_0000n, 0x4000_0000n);
  await expect(app.bar.block('domU1 bank 1')).toHaveCount(1);
});

test('two fingers come closer, go sideways and go down the lanes', async ({ app }) => {
  const fingers = await opened(app);
  const { x, y } = await middle(app, 'linux bank 0');
  const before = await app.bar.place('linux bank 0');
  const width = async () => (await app.bar.pxOf(before.end)) - (await app.bar.pxOf(before.start));
  const narrow = await width();
  await fingers.drag(
    { from: { x: x - 20, y }, to: { x: x - 80, y } },
    { from: { x: x + 20, y }, to: { x: x + 80, y } },
  );
  const wide = await width();
  expect(wide / narrow).toBeGreaterThan(2);
  // Nothing was moved by the finger that came first.
  expect(await app.bar.place('linux bank 0')).toEqual(before);

  const left = await app.bar.pxOf(before.start);
  await fingers.drag(
    { from: { x: x - 40, y }, to: { x: x + 20, y } },
    { from: { x: x + 40, y }, to: { x: x + 100, y } },
  );
  expect((await app.bar.pxOf(before.start)) - left).toBeGreaterThan(30);
  expect(Math.abs((await width()) - wide)).toBeLessThan(2);
});

test('one finger on the board’s own memory moves the view, sideways and down', async ({ app }) => {
  await app.page.setViewportSize({ width: 1180, height: 560 });
  const fingers = await opened(app);
  await app.page.keyboard.press('Escape');
  const { x, y } = await middle(app, 'RAM bank 0');
  await app.page.getByRole('button', { name: 'Zoom in' }).tap();
  await app.idle();
  const px = await app.bar.pxOf(0x2000_0000n);
  await fingers.drag({ from: { x, y }, to: { x: x + 80, y } });
  expect((await app.bar.pxOf(0x2000_0000n)) - px).toBeGreaterThan(60);

  const top = async () => (await app.bar.lane('Hardware').boundingBox())?.y ?? 0;
  const high = await top();
  await fingers.drag({ from: { x, y }, to: { x, y: y - 60 } });
  expect(high - (await top())).toBeGreaterThan(40);
});

test('a finger that stays opens the menu, and what it opened is not pressed by letting go', async ({
  app,
}) => {
  const fingers = await opened(app);
  await fingers.put(await middle(app, 'rtos bank 0'));
  const menu = app.page.getByRole('menu', { name: 'rtos bank 0' });
  await expect(menu).toBeVisible();
  await fingers.lift();
  await expect(menu).toBeVisible();
  await app.page.getByRole('menuitem', { name: 'Duplicate' }).tap();
  await app.idle();
  await expect(app.bar.block('rtos bank 1')).toHaveCount(1);
});

test('a tap shows everything again, frames, opens the palette, straightens a guest', async ({ app }) => {
  const fingers = await opened(app);
  const { bar, page } = app;
  const tap = async (name: string): Promise<void> => {
    await page.getByRole('button', { name, exact: true }).tap();
    await app.idle();
  };
  const px = await bar.pxOf(0x6000_0000n);
  await tap('Zoom in (+)');
  expect(Math.abs((await bar.pxOf(0x6000_0000n)) - px)).toBeGreaterThan(20);
  await tap('Show everything (0)');
  expect(await bar.pxOf(0x6000_0000n)).toBeCloseTo(px, 3);

  await fingers.put(await middle(app, 'logger bank 0'));
  await expect(page.getByRole('menuitem', { name: 'Frame' })).toBeVisible();
  await fingers.lift();
  await page.getByRole('menuitem', { name: 'Frame' }).tap();
  await app.idle();
  expect((await bar.block('logger bank 0').boundingBox())?.width).toBeGreaterThan(300);

  await tap('Commands');
  await page.getByRole('combobox', { name: 'Command, region or finding' }).fill('rtos bank 0');
  await page.getByRole('option').first().tap();
  await app.idle();
  await expect(app.inspector).toContainText('rtos · static memory');

  await tap('Select rtos');
  await app.inspector.getByRole('switch', { name: 'direct-map' }).tap();
  await app.idle();
  await expect(
    bar
      .lane('rtos', 'guest')
      .getByRole('button', { name: /^rtos bank 0 as .* guest physical 0x6000_0000 to/ }),
  ).toHaveCount(1);
});
