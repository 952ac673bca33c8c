// The device tree as its owner's text: edited from the map and by typing, one history for both, nothing else touched.
import { hex } from '../../src/model/addr.ts';
import { type App, expect, test } from './helpers/app.ts';
import { longBoard } from './helpers/long-board.ts';

const BANK = 'xen,static-mem = <0x0 0x50000000   0x0 0x10000000>;	// agreed';

/** The line of the editor that holds some words, in view. */
const line = (app: App, words: string) =>
  app.page.getByTestId('editor').locator('.view-line', { hasText: words }).first();

/** The whole text, as it is handed out. */
const textOf = async (app: App): Promise<string> =>
  (await app.download('Full tree, source')).content.toString();

/** Lines that differ between two texts of as many lines: before and after. */
function changed(before: string, after: string): readonly (readonly [string, string])[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  expect(now.length).toBe(old.length);
  return old.flatMap((one, i) => (one === now[i] ? [] : [[one, now[i] ?? ''] as const]));
}

/** Opens the board and brings the domain's lines into view. */
async function open(app: App, text = longBoard): Promise<void> {
  await app.drop({ name: 'gateway.dts', content: text });
  await app.list
    .getByRole('button', { name: /^cluster/ })
    .first()
    .click();
  await app.idle();
  await expect(line(app, 'vpl011')).toBeVisible();
}

test('a board file of three thousand lines is pasted; a drag changes exactly the lines it must', async ({
  app,
}) => {
  expect(longBoard.split('\n').length).toBeGreaterThan(3000);
  await app.paste(longBoard);
  expect(await textOf(app)).toBe(longBoard);

  await app.bar.drag('cluster bank 0', { to: 0x6000_0000n, hold: true });
  const { start } = await app.bar.place('cluster bank 0');
  expect(start).not.toBe(0x5000_0000n);
  await expect(line(app, hex(start))).toBeVisible();
  await app.bar.drop();
  expect(changed(longBoard, await textOf(app))).toEqual([
    [`\t\t\t${BANK}`, `\t\t\t${BANK.replace('0x50000000', hex(start))}`],
  ]);
  await expect(line(app, hex(start))).toBeVisible();

  await app.page.getByRole('button', { name: 'Undo' }).click();
  await app.idle();
  expect(await textOf(app)).toBe(longBoard);
});

test('a region typed into the text is on the map; a broken text keeps the last good picture; one undo for all', async ({
  app,
}) => {
  const { bar, page } = app;
  await open(app);
  await line(app, 'xen,static-mem').click();
  await page.keyboard.press('Home');
  for (let i = 0; i < 'xen,static-mem = <'.length; i += 1) await page.keyboard.press('ArrowRight');
  // At once: how fast keys follow each other decides how many entries they make.
  await page.keyboard.insertText('0x0 0x70000000 0x0 0x1000000 ');
  await app.idle();
  expect(await bar.place('cluster bank 0')).toEqual({ start: 0x7000_0000n, end: 0x7100_0000n });
  expect(await bar.place('cluster bank 1')).toEqual({ start: 0x5000_0000n, end: 0x6000_0000n });

  await bar.drag('cluster bank 0', { to: 0x7800_0000n });
  const dragged = await bar.place('cluster bank 0');
  await expect(line(app, hex(dragged.start))).toBeVisible();

  await line(app, 'vpl011').click();
  await page.keyboard.press('End');
  await page.keyboard.press('Backspace');
  await app.idle();
  await expect(page.getByTestId('last-good')).toContainText(/Last good picture.*line 2\d\d\d, column/);
  await expect(page.getByTestId('text-status')).toContainText('line 2');
  expect(await bar.place('cluster bank 0')).toEqual(dragged);

  // The same list of entries, walked from inside the editor and from the bar.
  await page.keyboard.press('Control+z');
  await app.idle();
  await expect(page.getByTestId('last-good')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await app.idle();
  expect((await bar.place('cluster bank 0')).start).toBe(0x7000_0000n);
  await page.keyboard.press('Control+z');
  await app.idle();
  await expect(bar.block('cluster bank 1')).toHaveCount(0);
  expect(await textOf(app)).toBe(longBoard);
  for (let i = 0; i < 3; i += 1) await page.getByRole('button', { name: 'Redo' }).click();
  await app.idle();
  await expect(page.getByTestId('last-good')).toBeVisible();
});

test('keys that come at once are one entry, however long the page works at each', async ({ app }) => {
  const { page } = app;
  await open(app);
  await line(app, 'xen,static-mem').click();
  await page.keyboard.press('End');
  // A machine so slow that a second goes by whenever the page looks at the clock.
  await page.evaluate(() => {
    const now = performance.now.bind(performance);
    let lost = 0;
    performance.now = () => now() + (lost += 1000);
  });
  await page.keyboard.insertText(' /* two banks */');
  await app.idle();
  expect(await textOf(app)).toBe(longBoard.replace(BANK, `${BANK} /* two banks */`));
  await page.getByRole('button', { name: 'Undo' }).click();
  await app.idle();
  expect(await textOf(app)).toBe(longBoard);
});

test('the caret selects on the map, and a selection on the map is lit in the text', async ({ app }) => {
  const { bar, page } = app;
  await open(app);
  await line(app, 'multiboot,kernel').click();
  await app.idle();
  await expect(app.field('start (host physical)')).toHaveValue('0x4800_0000');
  await bar.block('cluster bank 0').click();
  await app.idle();
  await expect(page.locator('.memmap-selected-line')).toHaveCount(1);
  await expect(line(app, '0x50000000')).toBeVisible();
});

test('what is marked can be mended: the name alone changes, and undo puts it back', async ({ app }) => {
  const { page } = app;
  const misspelt = longBoard.replace('xen,static-mem', 'xen,static_mem');
  await open(app, misspelt);
  await expect(app.bar.block('cluster bank 0')).toHaveCount(0);
  await line(app, 'xen,static_mem').click();
  await page.keyboard.press('Control+.');
  await page.locator('.action-widget').getByText('Rename to xen,static-mem').click();
  await app.idle();
  await expect(app.bar.block('cluster bank 0')).toBeVisible();
  expect(await textOf(app)).toBe(longBoard);
  await page.getByRole('button', { name: 'Undo' }).click();
  await app.idle();
  expect(await textOf(app)).toBe(misspelt);
  // The list of findings has the same fix.
  await app.findings.getByRole('button', { name: 'Rename to xen,static-mem' }).click();
  await expect(app.bar.block('cluster bank 0')).toBeVisible();
  expect(await textOf(app)).toBe(longBoard);
});

test('hover decodes the numbers and names whose cells apply; completion knows Xen’s names', async ({
  app,
}) => {
  const { page } = app;
  await open(app);
  await line(app, '0x50000000').getByText('0x50000000').hover();
  const hover = page.locator('.monaco-hover').first();
  await expect(hover).toContainText('0x5000_0000 – 0x5fff_ffff');
  await expect(hover).toContainText('#address-cells of /chosen');

  await line(app, 'vpl011').click();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('dire');
  const suggestion = page.locator('.suggest-widget').getByText('direct-map');
  await expect(suggestion.first()).toBeVisible();
  await page.keyboard.press('Enter');
  await app.idle();
  await expect(page.getByRole('switch', { name: 'direct-map' })).toBeChecked();
  expect(await textOf(app)).toBe(longBoard.replace('vpl011;', 'vpl011;\n\t\t\tdirect-map;'));
});

test('the text is laid out only when asked, as one entry', async ({ app }) => {
  await open(app);
  await app.page.getByRole('button', { name: 'Format this text' }).click();
  await app.idle();
  const formatted = await textOf(app);
  expect(formatted).toContain('xen,static-mem = <0x0 0x50000000 0x0 0x10000000>;\t// agreed');
  expect(formatted).toContain('/* upper case, as the vendor has it */');
  await app.page.getByRole('button', { name: 'Undo' }).click();
  await app.idle();
  expect(await textOf(app)).toBe(longBoard);
});

test('edits go into an overlay where that is chosen, and the board file stays', async ({ app }) => {
  const { page } = app;
  await open(app);
  await page.getByRole('radio', { name: 'an overlay' }).check();
  await app.idle();
  await app.bar.drag('cluster bank 0', { to: 0x6000_0000n });
  const { start } = await app.bar.place('cluster bank 0');
  const overlay = (await app.download('Overlay, source')).content.toString();
  expect(overlay).toContain('/plugin/;');
  expect(overlay).toContain(hex(start));
  expect(overlay).not.toContain('vpl011');
  expect(await textOf(app)).toContain(hex(start));
  await page.getByRole('tab', { name: 'gateway.dts' }).click();
  await app.idle();
  await page.reload();
  await app.idle();
  await expect(page.getByRole('tab', { name: 'gateway.dts' })).toBeVisible();
  expect((await app.bar.place('cluster bank 0')).start).toBe(start);
});

test('the keyboard gets in and out of the text', async ({ app }) => {
  const { page } = app;
  await open(app);
  await line(app, 'vpl011').click();
  await expect(page.getByTestId('text-status')).toContainText('Escape, then Tab');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('text-status')).toHaveText('Tab leaves the text.');
  await page.keyboard.press('Tab');
  await expect(page.locator('.monaco-editor.focused')).toHaveCount(0);
  expect(await textOf(app)).toBe(longBoard);
});
