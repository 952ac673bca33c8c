// In a large design a thread paints the steps of a drag: what one sees is what elements show once the hand rests.
import type { Page } from '@playwright/test';
import { type App, expect, test } from './helpers/app.ts';
import { fortyDomains, thirtyTwoRegions } from './helpers/scenes.ts';

const stage = (page: Page) => page.getByRole('application', { name: 'Memory map' });

/** How many pixels of two pictures differ by more than `by` of 255 in a colour. */
const differing = (page: Page, pictures: readonly [Buffer, Buffer], by: number): Promise<number> =>
  page.evaluate(
    async ([pngs, most]) => {
      const read = async (png: string): Promise<Uint8ClampedArray> => {
        const bytes = Uint8Array.from(atob(png), (char) => char.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
        const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
        if (context === null) throw new Error('no canvas');
        context.drawImage(bitmap, 0, 0);
        return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
      };
      const [a, b] = await Promise.all([read(pngs[0] ?? ''), read(pngs[1] ?? '')]);
      if (a.length !== b.length) throw new Error('not of one size');
      const pixels = new Set<number>();
      for (const [i, colour] of a.entries()) if (Math.abs(colour - (b[i] ?? 0)) > most) pixels.add(i >> 2);
      return pixels.size;
    },
    [pictures.map((png) => png.toString('base64')), by] as const,
  );

/** Opens a large design and brings a bank and its neighbours near, the bank selected. */
async function open(app: App): Promise<void> {
  await app.drop({ name: 'board.dts', content: fortyDomains });
  await app.bar.block('domU2 bank 0').click();
  await app.page.keyboard.press('f');
  for (let i = 0; i < 4; i += 1) await app.page.keyboard.press('-');
  await app.idle();
}

/** Takes a bank in the hand and over its neighbour, which it then lies on. */
async function hold(app: App, by = 0xc00_0000n): Promise<{ readonly x: number; readonly y: number }> {
  const { bar, page } = app;
  const box = await bar.block('domU2 bank 0').boundingBox();
  if (box === null) throw new Error('not in view');
  const y = box.y + box.height / 2;
  const { start, end } = await bar.place('domU2 bank 0');
  const from = await bar.pxOf((start + end) / 2n);
  const x = from + (await bar.pxOf(start + by)) - (await bar.pxOf(start));
  await page.mouse.move(from, y);
  await page.mouse.down();
  await page.mouse.move(x, y, { steps: 3 });
  await app.idle();
  return { x, y };
}

/** Keeps the hand moving, and what it holds where it is, while `act` looks. */
async function moving<T>(
  page: Page,
  at: { readonly x: number; readonly y: number },
  act: () => Promise<T>,
): Promise<T> {
  let goesOn = true;
  const hand = (async () => {
    for (let i = 0; goesOn; i += 1) await page.mouse.move(at.x, at.y + (i % 2));
  })();
  try {
    await expect(stage(page)).toHaveAttribute('data-painted', 'true');
    return await act();
  } finally {
    goesOn = false;
    await hand;
  }
}

/** The lanes as they are painted, as elements show them at rest, and as they were before; the same where things were. */
async function pictures(app: App, zoom = 1) {
  const { page } = app;
  const box = await page.locator('[data-pane=map]').boundingBox();
  if (box === null) throw new Error('no map');
  // Without the overview, which follows when the hand rests.
  const clip = { ...box, y: box.y + 60 * zoom, height: box.height - 60 * zoom };
  const ghost = await app.bar.block('domU2 bank 0').boundingBox();
  if (ghost === null) throw new Error('not in view');
  const shots = async () => ({
    lanes: await page.screenshot({ clip }),
    ghost: await page.screenshot({ clip: ghost }),
  });
  const before = await shots();
  const at = await hold(app);
  const painted = await moving(page, at, async () => {
    const picture = await shots();
    await expect(stage(page)).toHaveAttribute('data-painted', 'true');
    return picture;
  });
  await app.idle();
  await expect(stage(page)).toHaveAttribute('data-painted', 'false');
  return { before, painted, elements: await shots() };
}

/** A glyph may fall into the next quarter of a pixel. */
const alike = async (page: Page, pictures: readonly [Buffer, Buffer]): Promise<void> =>
  expect(await differing(page, pictures, 96)).toBeLessThan(20);

for (const [name, prepare, zoom] of [
  ['dark', (app: App) => app.page.emulateMedia({ colorScheme: 'dark' }), 1],
  ['light', (app: App) => app.page.emulateMedia({ colorScheme: 'light' }), 1],
  ['more contrast', (app: App) => app.page.emulateMedia({ contrast: 'more' }), 1],
  ['text at 200 %', (app: App) => app.setTextSize(2), 2],
] as const)
  test(`what a thread paints is what elements show: ${name}`, async ({ app }) => {
    await prepare(app);
    await open(app);
    const { before, painted, elements } = await pictures(app, zoom);
    await expect(app.page.locator('text', { hasText: 'overlaps domU3 bank 0' })).toBeVisible();
    expect(await differing(app.page, [before.lanes, elements.lanes], 96)).toBeGreaterThan(1000);
    await alike(app.page, [painted.lanes, elements.lanes]);
    expect(await differing(app.page, [before.ghost, elements.ghost], 24)).toBeGreaterThan(500);
    expect(await differing(app.page, [painted.ghost, elements.ghost], 24)).toBeLessThan(20);
  });

test('what is pushed aside is painted where it goes, with a ghost where it was', async ({ app }) => {
  const { bar, page } = app;
  await open(app);
  const box = await bar.block('domU3 bank 0').boundingBox();
  if (box === null) throw new Error('not in view');
  const old = { x: box.x + box.width / 2, y: box.y, width: box.width / 2 - 4, height: box.height };
  const before = await page.screenshot({ clip: old });
  await page.keyboard.down('Control');
  const at = await hold(app, 0x1400_0000n);
  await expect(page.locator('[data-ghost="domU3 bank 0"]')).toBeAttached();
  const map = await page.locator('[data-pane=map]').boundingBox();
  if (map === null) throw new Error('no map');
  const clip = { ...map, y: map.y + 60, height: map.height - 60 };
  const painted = await moving(page, at, async () => ({
    lanes: await page.screenshot({ clip }),
    old: await page.screenshot({ clip: old }),
  }));
  await app.idle();
  await alike(page, [painted.lanes, await page.screenshot({ clip })]);
  const elements = await page.screenshot({ clip: old });
  expect(await differing(page, [before, elements], 24)).toBeGreaterThan(200);
  expect(await differing(page, [painted.old, elements], 24)).toBeLessThan(20);
});

test('a drag that was painted ends where the hand is, and Escape takes it back', async ({ app }) => {
  const { bar, page } = app;
  await open(app);
  const { start } = await bar.place('domU2 bank 0');
  const at = await hold(app);
  await moving(page, at, () => page.keyboard.press('Escape'));
  await page.mouse.up();
  await app.idle();
  expect((await bar.place('domU2 bank 0')).start).toBe(start);
  await expect(stage(page)).toHaveAttribute('data-painted', 'false');

  await hold(app);
  await page.mouse.move(at.x + 1, at.y);
  await page.mouse.up();
  await app.idle();
  expect((await bar.place('domU2 bank 0')).start).toBeGreaterThan(start);
  await expect(app.verdict).toContainText('refuses');
  await page.getByRole('button', { name: 'Undo' }).click();
  await app.idle();
  expect((await bar.place('domU2 bank 0')).start).toBe(start);
});

for (const [what, move] of [
  ['comes nearer', (app: App) => app.page.mouse.wheel(0, -300)],
  [
    'goes down the lanes',
    (app: App) => stage(app.page).evaluate((svg) => svg.parentElement?.parentElement?.scrollBy(0, 300)),
  ],
] as const)
  test(`a view that ${what} while the hand holds something is painted too`, async ({ app }) => {
    const { page } = app;
    await open(app);
    const at = await hold(app);
    const box = await page.locator('[data-pane=map]').boundingBox();
    if (box === null) throw new Error('no map');
    const clip = { ...box, y: box.y + 60, height: box.height - 60 };
    const before = await page.screenshot({ clip });
    const painted = await moving(page, at, async () => {
      await move(app);
      await page.waitForTimeout(300);
      return page.screenshot({ clip });
    });
    await app.idle();
    expect(await differing(page, [before, painted], 96)).toBeGreaterThan(1000);
    expect(await differing(page, [painted, await page.screenshot({ clip })], 96)).toBeLessThan(20);
  });

test('the region that makes a design a large one is painted as it is drawn', async ({ app }) => {
  const { bar, page } = app;
  await app.drop({ name: 'board.dts', content: thirtyTwoRegions });
  const box = await bar.lane('domU16').boundingBox();
  const [from, to] = [await bar.pxOf(0xa_0000_0000n), await bar.pxOf(0xb_0000_0000n)];
  if (box === null) throw new Error('not in view');
  const at = { x: to, y: box.y + box.height / 2 };
  await page.mouse.move(from, at.y);
  await page.mouse.down();
  await page.mouse.move((from + to) / 2, at.y);
  await page.mouse.move(to, at.y, { steps: 3 });
  const map = await page.locator('[data-pane=map]').boundingBox();
  if (map === null) throw new Error('no map');
  const clip = { ...map, y: map.y + 60, height: map.height - 60 };
  const painted = await moving(page, at, () => page.screenshot({ clip }));
  await app.idle();
  expect(await differing(page, [painted, await page.screenshot({ clip })], 96)).toBeLessThan(20);
});

test('in the system’s own colours elements show every step', async ({ app }) => {
  const { page } = app;
  await page.emulateMedia({ forcedColors: 'active' });
  await open(app);
  const seen = await page.evaluateHandle(() => {
    const values = new Set<string | null>();
    const map = document.querySelector('svg[data-painted]');
    const look = (): void => void values.add(map?.getAttribute('data-painted') ?? null);
    if (map !== null) new MutationObserver(look).observe(map, { attributes: true });
    look();
    return values;
  });
  const { x, y } = await hold(app);
  for (let i = 0; i < 10; i += 1) await page.mouse.move(x + 2 * i, y);
  await app.idle();
  expect(await seen.evaluate((values) => [...values])).toEqual(['false']);
});
