// What keys do for a mouse and a finger has none of: edits from the menu of a long press, and a finger that pushes, draws,
// selects several or snaps to nothing, as chosen beside the axis.
import type { App } from './helpers/app.ts';
import { expect, test } from './helpers/app.ts';
import { carve } from './helpers/carve.ts';
import { Fingers, type Place } from './helpers/fingers.ts';

test.use({ hasTouch: true, isMobile: true, viewport: { width: 1180, height: 820 } });

const MiB = 1024n * 1024n;

const opened = async (app: App): Promise<Fingers> => {
  await carve(app);
  return new Fingers(app.page);
};

async function middle(app: App, name: string): Promise<Place> {
  const box = await app.bar.block(name).boundingBox();
  if (box === null) throw new Error(`${name} is not in view`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Leaves a finger on a place until the menu is there, and taps one of its entries. */
async function fromMenu(app: App, fingers: Fingers, at: Place, entry: RegExp): Promise<void> {
  await fingers.put(at);
  const item = app.page.getByRole('menuitem', { name: entry });
  await expect(item).toBeVisible();
  await fingers.lift();
  await item.tap();
  await app.idle();
}

/** Chooses what a finger does. */
async function choose(app: App, ...modes: readonly RegExp[]): Promise<void> {
  const button = app.page.getByRole('button', { name: 'What a finger does' });
  await button.tap();
  for (const name of modes) await app.page.getByRole('menuitemcheckbox', { name }).tap();
  await app.page.keyboard.press('Escape');
  await app.idle();
}

/** Drags a block by its middle so that its start would come to `to`. */
async function drag(app: App, fingers: Fingers, name: string, to: bigint): Promise<void> {
  const from = await middle(app, name);
  const by = (await app.bar.pxOf(to)) - (await app.bar.pxOf((await app.bar.place(name)).start));
  await fingers.drag({ from, to: { x: from.x + by, y: from.y } });
}

test('split, merged, deleted and put into free space from the menu of a long press', async ({ app }) => {
  const { bar } = app;
  const fingers = await opened(app);
  const at = await middle(app, 'domU2 bank 0');
  await fromMenu(app, fingers, at, /^Split in the middle/);
  expect((await bar.place('domU2 bank 1')).start).toBe(0x5400_0000n);
  await fromMenu(app, fingers, await middle(app, 'domU2 bank 0'), /^Merge 2 banks/);
  expect(await bar.place('domU2 bank 0')).toEqual({ start: 0x5000_0000n, end: 0x5800_0000n });
  await fromMenu(app, fingers, at, /^Delete/);
  await expect(bar.block('domU2 bank 0')).toHaveCount(0);
  await fromMenu(app, fingers, { x: await bar.pxOf(0x6000_0000n), y: at.y }, /^Add 256 MiB for domU2 here/);
  expect((await bar.place('domU2 bank 0')).end - (await bar.place('domU2 bank 0')).start).toBe(256n * MiB);
});

test('pinned from the menu of a long press, a region stays under the finger until it is let go', async ({
  app,
}) => {
  const { bar, page } = app;
  const fingers = await opened(app);
  const at = await middle(app, 'domU2 bank 0');
  await fromMenu(app, fingers, at, /^Pin where it is/);
  await expect(bar.block('domU2 bank 0')).toHaveAttribute('aria-label', /, pinned/);
  await drag(app, fingers, 'domU2 bank 0', 0x6000_0000n);
  expect((await bar.place('domU2 bank 0')).start).toBe(0x5000_0000n);
  await expect(page.getByRole('status').filter({ hasText: 'is pinned and stays' })).toHaveCount(1);
  await fromMenu(app, fingers, at, /^Unpin/);
  await drag(app, fingers, 'domU2 bank 0', 0x6000_0000n);
  expect((await bar.place('domU2 bank 0')).start).toBeGreaterThan(0x5000_0000n);
});

test('a finger pushes, and snaps to nothing, when asked to', async ({ app }) => {
  const { bar } = app;
  const fingers = await opened(app);
  await drag(app, fingers, 'domU1 bank 0', 0x2801_0000n);
  // Caught by its neighbour, and not pushing it.
  expect((await bar.place('domU1 bank 0')).end).toBe(0x3000_0000n);
  await choose(app, /^Pushes/);
  await drag(app, fingers, 'domU1 bank 0', 0x3000_0000n);
  expect((await bar.place('domU1 bank 1')).start).toBe((await bar.place('domU1 bank 0')).end);
  expect((await bar.place('domU1 bank 1')).start).toBeGreaterThan(0x3000_0000n);
  await expect(app.page.getByRole('button', { name: 'Undo' })).toBeEnabled();
  await app.page.getByRole('button', { name: 'Undo' }).tap();
  await app.idle();
  expect((await bar.place('domU1 bank 1')).start).toBe(0x3000_0000n);

  await choose(app, /^Pushes/, /^Snaps to pages only/);
  await drag(app, fingers, 'domU2 bank 0', 0x57f0_3000n);
  expect((await bar.place('domU2 bank 0')).start % (2n * MiB)).not.toBe(0n);
});

test('taps and a box select several, which move as one', async ({ app }) => {
  const { bar } = app;
  const fingers = await opened(app);
  const pressed = app.page.getByRole('button', { pressed: true, name: /host physical/ });
  await choose(app, /^Selects several/);
  await fingers.tap(await middle(app, 'domU1 bank 0'));
  await fingers.tap(await middle(app, 'domU2 bank 0'));
  await expect(pressed).toHaveCount(2);
  await drag(app, fingers, 'domU1 bank 0', 0x2400_0000n);
  const by = (await bar.place('domU1 bank 0')).start - 0x2000_0000n;
  expect(by).toBeGreaterThan(0n);
  expect((await bar.place('domU2 bank 0')).start - 0x5000_0000n).toBe(by);
  await fingers.tap(await middle(app, 'domU2 bank 0'));
  await expect(pressed).toHaveCount(1);

  const [low, high] = [await middle(app, 'domU1 bank 0'), await middle(app, 'domU2 bank 0')];
  await fingers.drag({
    from: { x: (await bar.pxOf(0x7000_0000n)) + 4, y: high.y },
    to: { x: low.x, y: low.y },
  });
  await expect(pressed).toHaveCount(3);
});
