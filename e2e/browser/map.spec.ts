// The map itself: how it is looked at, drawn in, touched and read aloud.
import type { Page } from '@playwright/test';
import { type App, expect, test } from './helpers/app.ts';
import { SCENES } from './helpers/scenes.ts';

const KiB = 1024n;
const MiB = 1024n * KiB;

/** A domain with one bank of 256 MiB at 0x2000_0000, selected. */
async function oneDomain(app: App): Promise<void> {
  await app.pickBoard('ZCU102');
  await app.press('Add domain');
  await app.bar.draw('domU1', { from: 0x2000_0000n, to: 0x3000_0000n });
  await app.setField('start (host physical)', '0x2000_0000');
  await app.setField('size', '256M');
}

/** Centre of a lane's height, in window px. */
async function laneY(app: App, title: string): Promise<number> {
  const box = await app.bar.lane(title).boundingBox();
  if (box === null) throw new Error(`the lane ${title} is not in view`);
  return box.y + box.height / 2;
}

test('the wheel zooms at the pointer down to single pages, a double click shows everything', async ({
  app,
}) => {
  await oneDomain(app);
  const { bar, page } = app;
  const x = Math.round(await bar.pxOf(0x2800_0000n));
  const y = await laneY(app, 'Hardware');
  await page.mouse.move(x, y);
  for (let i = 0; i < 20; i += 1) await page.mouse.wheel(0, -700);
  await app.idle();
  expect((await bar.pxOf(0x2800_0000n + 4n * KiB)) - (await bar.pxOf(0x2800_0000n))).toBeCloseTo(256, 3);
  await page.mouse.dblclick(x, await laneY(app, 'Xen'));
  await app.idle();
  expect(await bar.pxOf(0x2800_0000n)).toBeCloseTo(x, -1);
});

test('a drag on the hardware lane, a sideways wheel and the overview’s window move the view', async ({
  app,
}) => {
  await oneDomain(app);
  const { bar, page } = app;
  const overview = page.getByRole('slider', { name: /in view/ });
  await overview.focus();
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  await app.idle();
  const box = await bar.lane('Hardware').boundingBox();
  const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, await laneY(app, 'Hardware')];
  const seen = await page.evaluate((at) => window.__memmap?.addrOf?.(at) ?? 0n, x);
  const before = await bar.pxOf(seen);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 60, y, { steps: 4 });
  await page.mouse.up();
  await app.idle();
  expect((await bar.pxOf(seen)) - before).toBeCloseTo(-60, 1);
  await page.mouse.wheel(-60, 0);
  await app.idle();
  expect(await bar.pxOf(seen)).toBeCloseTo(before, 1);
  await overview.focus();
  await page.keyboard.press('ArrowRight');
  await app.idle();
  expect(await bar.pxOf(seen)).toBeLessThan(before);
});

test('by keyboard: a region is framed, zoomed into and out of, everything shown; a guest gets its own axis', async ({
  app,
}) => {
  await oneDomain(app);
  const { bar, page } = app;
  const press = async (key: string): Promise<void> => {
    await page.keyboard.press(key);
    await app.idle();
  };
  const width = async (): Promise<number> => (await bar.pxOf(0x3000_0000n)) - (await bar.pxOf(0x2000_0000n));
  const fit = await width();
  await bar.block('domU1 bank 0').focus();
  await press('f');
  const framed = await width();
  expect(framed).toBeGreaterThan(4 * fit);
  await press('-');
  expect(await width()).toBeCloseTo(framed / 2, 0);
  await press('+');
  await press('+');
  expect(await width()).toBeCloseTo(framed * 2, 0);
  await press('0');
  expect(await width()).toBeCloseTo(fit, 3);

  const own = page.getByRole('button', { name: 'Give domU1’s guest lane an axis of its own' });
  await own.focus();
  await press('Enter');
  await expect(page.getByText('own axis')).toBeVisible();
  await app.selectRow(/^domU1/);
  const direct = app.inspector.getByRole('switch', { name: 'direct-map' });
  await direct.focus();
  await press('Space');
  await expect(
    bar.lane('domU1', 'guest').getByRole('button', { name: /guest physical 0x2000_0000 to 0x3000_0000/ }),
  ).toHaveCount(1);
});

test('an empty lane says that one can draw there; what is drawn is a bank, a heap', async ({ app }) => {
  await app.pickBoard('ZCU102');
  await app.press('Add domain');
  const { bar, page } = app;
  await expect(page.getByText('drag here to give domU1 memory')).toBeVisible();
  await bar.draw('domU1', { from: 0x2000_0000n, to: 0x3000_0000n });
  await expect(page.getByText('drag here to give domU1 memory')).toHaveCount(0);
  await bar.draw('Xen', { from: 0x5000_0000n, to: 0x5800_0000n });
  expect((await bar.place('static heap')).start % (2n * MiB)).toBe(0n);
  await expect(app.field('start (host physical)')).toBeVisible();
});

test('memory out of view says which way it lies, and pressing it goes there', async ({ app }) => {
  await oneDomain(app);
  const { bar, page } = app;
  const box = await bar.block('RAM bank 1').boundingBox();
  await page.mouse.dblclick((box?.x ?? 0) + 300, (box?.y ?? 0) + 8);
  await app.idle();
  await expect(bar.block('domU1 bank 0')).toHaveCount(0);
  await page.getByRole('button', { name: /^Go to domU1 bank 0, host physical/ }).click();
  await app.idle();
  await expect(bar.block('domU1 bank 0')).toBeVisible();
});

test('what is chosen in the list has its lane in view, and a lane that is in view stays where it is', async ({
  app,
}) => {
  await SCENES.find(({ name }) => name === 'forty domains')?.reach(app);
  const { bar, page } = app;
  await expect(bar.lane('domU38')).not.toBeInViewport();
  const list = page.getByRole('navigation', { name: 'What exists' });
  const domain = (name: string): Promise<void> => list.getByRole('button', { name }).first().click();
  await domain('domU38');
  await app.idle();
  await expect(bar.lane('domU38')).toBeInViewport();
  const before = await laneY(app, 'domU38');
  await domain('domU37');
  await app.idle();
  expect(await laneY(app, 'domU38')).toBe(before);
});

test('a guest lane on an axis of its own says so', async ({ app }) => {
  await oneDomain(app);
  const { bar, page } = app;
  const ram = bar.lane('domU1', 'guest').getByRole('button', { name: /^domU1 bank 0 as the guest sees it/ });
  const narrow = (await ram.boundingBox())?.width ?? 0;
  await page.getByRole('button', { name: 'Give domU1’s guest lane an axis of its own' }).click();
  await app.idle();
  await expect(page.getByText('own axis')).toBeVisible();
  expect((await ram.boundingBox())?.width ?? 0).toBeGreaterThan(narrow);
});

test('every move is spoken, with what it runs into', async ({ app }) => {
  await oneDomain(app);
  const { bar, page } = app;
  await app.press('Add domain');
  await bar.draw('domU2', { from: 0x3000_0000n, to: 0x3800_0000n });
  await app.setField('start (host physical)', '0x3000_0000');
  await bar.block('domU1 bank 0').focus();
  await page.keyboard.press('Alt+Shift+ArrowRight');
  await app.idle();
  await expect(page.getByRole('status').filter({ hasText: 'domU1' })).toContainText(
    'domU1 bank 0 now host physical 0x2000_0000 to 0x3200_0000, 288 MiB, overlaps domU2 bank 0 by 32 MiB',
  );
});

test.describe('by touch', () => {
  test.use({ hasTouch: true });

  type Finger = readonly [x: number, y: number];
  async function touches(page: Page): Promise<(type: string, fingers: readonly Finger[]) => Promise<void>> {
    const session = await page.context().newCDPSession(page);
    return async (type, fingers) => {
      const touchPoints = fingers.map(([x, y], id) => ({ x, y, id }));
      await session.send('Input.dispatchTouchEvent', { type: type as 'touchStart', touchPoints });
    };
  }

  test('one finger drags; a second one takes that back and zooms', async ({ app }) => {
    await oneDomain(app);
    const { bar, page } = app;
    const touch = await touches(page);
    const box = await bar.block('domU1 bank 0').boundingBox();
    const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2];
    const before = await bar.place('domU1 bank 0');

    await touch('touchStart', [[x, y]]);
    await touch('touchMove', [[x + 20, y]]);
    await touch('touchMove', [[x + 40, y]]);
    const start = async (): Promise<bigint> => (await bar.place('domU1 bank 0')).start;
    await expect.poll(start).toBeGreaterThan(before.start);
    const [left, right] = [await bar.pxOf(0x2000_0000n), await bar.pxOf(0x3000_0000n)];
    await touch('touchStart', [
      [x + 40, y],
      [x + 140, y],
    ]);
    await touch('touchMove', [
      [x, y],
      [x + 200, y],
    ]);
    await touch('touchEnd', []);
    await app.idle();
    expect(await bar.place('domU1 bank 0')).toEqual(before);
    expect((await bar.pxOf(0x3000_0000n)) - (await bar.pxOf(0x2000_0000n))).toBeGreaterThan(right - left);
  });
});
