// The whole main job by mouse: a board opened, carved, broken, mended and taken away as a device tree.
import { groupedHex, hex } from '../../src/model/addr.ts';
import { expect, test } from './helpers/app.ts';
import { cutOff } from './helpers/cut-off.ts';
import { cells, cellsOf, hasDtc } from './helpers/dtc.ts';
import { layout } from './helpers/layouts.ts';

const MiB = 1024n * 1024n;
const GiB = 1024n * MiB;

test('carve the ZCU102: heap, a direct-mapped domain and a remapped one; an overlap is named and undone; the export holds what the screen shows', async ({
  app,
}) => {
  const { bar, page } = app;
  await app.pickBoard('ZCU102');

  await app.press('Add static heap');
  await bar.drag('static heap', { to: 0x800_0000n });
  await expect(app.field('size')).toHaveValue('256 MiB');

  await app.press('Add domain');
  await bar.draw('domU1', { from: 0x4000_0000n, to: 0x6000_0000n });
  await app.setField('size', '512M');
  await page.getByRole('switch', { name: 'direct-map' }).click();
  await app.idle();

  await app.press('Add domain');
  await bar.draw('domU2', { from: 0x8_1000_0000n, to: 0x8_5000_0000n });
  await app.setField('size', '1G');
  await app.addKernel('domU1', '0x7000_0000', '24M');
  await app.addKernel('domU2', '0x7200_0000', '24M');
  await expect(app.verdict).toContainText('Boots on Xen 4.22');

  const heap = await bar.place('static heap');
  const first = await bar.place('domU1 bank 0');
  const second = await bar.place('domU2 bank 0');
  expect(heap.end - heap.start).toBe(256n * MiB);
  expect(first.end - first.start).toBe(512n * MiB);
  expect(second.end - second.start).toBe(GiB);

  // An overlap: named while the mouse still holds it, with the line Xen would print, and gone after undo.
  await bar.drag('static heap', { to: first.start + 64n * MiB, hold: true });
  await expect(app.verdict).toContainText('Xen 4.22 refuses:');
  await bar.drop();
  await expect(app.findings.first()).toContainText('overlaps');
  await expect(app.findings.first()).toContainText('domU1');
  await page.getByRole('button', { name: 'Undo' }).click();
  await app.idle();
  await expect(app.verdict).toContainText('Boots on Xen 4.22');
  expect(await bar.place('static heap')).toEqual(heap);

  // What the inspector says is what the map says.
  await bar.block('domU1 bank 0').click();
  await app.idle();
  await expect(app.field('start (host physical)')).toHaveValue(groupedHex(first.start));
  await expect(app.field('end (host physical)')).toHaveValue(groupedHex(first.end - 1n));

  const { name, content } = await app.download('Full tree, source');
  expect(name).toBe('zcu102.dts');
  const text = content.toString();
  expect(text).toContain('xen,static-heap');
  if (!hasDtc()) return;
  expect(
    cellsOf(content, [
      ['/chosen', 'xen,static-heap'],
      ['/chosen/domU1', 'xen,static-mem'],
      ['/chosen/domU1', 'memory'],
      ['/chosen/domU2', 'xen,static-mem'],
      ['/chosen/domU2', 'memory'],
    ]),
  ).toEqual([
    cells(heap.start, 256n * MiB),
    cells(first.start, 512n * MiB),
    cells((512n * MiB) / 1024n),
    cells(second.start, GiB),
    cells(GiB / 1024n),
  ]);
  expect(cellsOf(content, [['/chosen/domU1', 'direct-map']])).toEqual(['']);
});

test('Escape during a drag puts everything back and leaves nothing to undo', async ({ app }) => {
  await app.pickBoard('ZCU102');
  await app.press('Add static heap');
  const before = await app.bar.place('static heap');
  const undo = await app.page.getByRole('button', { name: 'Undo' }).getAttribute('title');
  await app.bar.drag('static heap', { to: 0x6000_0000n, hold: true });
  await app.page.keyboard.press('Escape');
  await app.bar.drop();
  expect(await app.bar.place('static heap')).toEqual(before);
  await expect(app.page.getByRole('button', { name: 'Undo' })).toHaveAttribute('title', undo ?? '');
});

test('the live text follows the drag and lights the lines of the selection', async ({ app }) => {
  await app.pickBoard('ZCU102');
  await app.press('Add domain');
  await app.bar.draw('domU1', { from: 0x5000_0000n, to: 0x6000_0000n });
  await app.setField('start (host physical)', '0x5000_0000');
  await app.setField('size', '256M');
  const editor = app.page.getByTestId('editor');
  await expect(editor).toContainText('xen,static-mem = <0x0 0x50000000 0x0 0x10000000>');
  await expect(editor.locator('.memmap-selected-line')).toHaveCount(1);
  await app.bar.drag('domU1 bank 0', { to: 0x2000_0000n, hold: true });
  const { start } = await app.bar.place('domU1 bank 0');
  expect(start).not.toBe(0x5000_0000n);
  await expect(editor).toContainText(`xen,static-mem = <0x0 ${hex(start)} 0x0 0x10000000>`);
  await app.bar.drop();
});

test('another release is judged at once, and every release’s verdict stands in the menu', async ({ app }) => {
  await app.pickBoard('ZCU102');
  await app.press('Add static heap');
  await app.press('Add domain');
  await app.bar.draw('domU1', { from: 0x4000_0000n, to: 0x5000_0000n });
  await app.addKernel('domU1', '0x7000_0000', '24M');
  await app.page.getByTestId('target').click();
  await expect(app.page.getByRole('menuitemradio', { name: /Xen 4\.22/ })).toContainText('boots');
  await app.page.getByRole('menuitemradio', { name: /Xen 4\.19/ }).click();
  await app.idle();
  await expect(app.verdict).toContainText('Xen 4.19');
});

test('a long name in Xen’s line loses its middle where room is short; what Xen says of it stays', async ({
  app,
}) => {
  const name = `${'a-name-of-sixty-characters-'.padEnd(52, 'x')}-the-end`;
  const board = layout({
    memory: [[0x4000_0000n, 0x8000_0000n]],
    domains: [
      { name: 'domU1', banks: [[0x5000_0000n, 0x1000_0000n]], kernel: [0x4400_0000n, 0x100_0000n] },
      { name, banks: [[0x6000_0000n, 0x1000_0000n]] },
    ],
  });
  await app.goto();
  await app.drop({ name: 'board.dts', content: board });
  await expect(app.verdict).toContainText(`Could not set up domain ${name}`);
  const isWhole = (): Promise<boolean> =>
    app.verdict
      .getByText('a-name-of-sixty', { exact: false })
      .last()
      .evaluate((start) => start.scrollWidth <= start.clientWidth);
  for (const [width, whole] of [
    [1920, true],
    [1280, false],
  ] as const) {
    await app.page.setViewportSize({ width, height: 800 });
    await app.idle();
    expect(await isWhole(), `${width}`).toBe(whole);
    for (const words of ['Could not set up domain', 'xx-the-end', '(rc = -2)']) {
      const part = app.verdict.getByText(words).last();
      const [its, all] = [await part.boundingBox(), await app.verdict.boundingBox()];
      expect((its?.x ?? 0) + (its?.width ?? Infinity)).toBeLessThan((all?.x ?? 0) + (all?.width ?? 0));
      expect(await part.evaluate((text) => text.scrollWidth <= text.clientWidth)).toBe(true);
    }
  }
});

test('with a long name the inspector says what is selected, and nothing of it is cut off', async ({
  app,
}) => {
  const { page } = app;
  const name = 'guest-with-a-name-of-sixty-characters-that-somebody-gave-it1';
  const share = (role: string): string => `
			shm {
				compatible = "xen,domain-shared-memory-v1";
				xen,shm-id = "ipc";
				xen,shared-mem = <0x0 0x70000000 0x0 0x10000000 0x0 0x1000000>;
				role = "${role}";
			};`;
  const roles = ['owner', 'borrower'].values();
  const board = layout({
    memory: [[0x4000_0000n, 0x8000_0000n]],
    domains: [
      { name, banks: [[0x5000_0000n, 0x1000_0000n]], kernel: [0x4400_0000n, 0x100_0000n] },
      { name: 'domU2', banks: [[0x6000_0000n, 0x1000_0000n]], kernel: [0x4600_0000n, 0x100_0000n] },
    ],
  }).replaceAll('vpl011;', () => `vpl011;${share(roles.next().value ?? '')}`);
  await page.setViewportSize({ width: 1280, height: 800 });
  await app.goto();
  await app.drop({ name: 'board.dts', content: board });
  const isShown = async (text: string): Promise<boolean> => {
    const [its, pane] = await Promise.all([
      app.inspector.getByText(text).last().boundingBox(),
      app.inspector.boundingBox(),
    ]);
    return its !== null && pane !== null && its.width > 20 && its.x + its.width <= pane.x + pane.width;
  };
  await app.bar.block(`${name} kernel`).click();
  await app.idle();
  expect(await isShown('· kernel')).toBe(true);
  expect(await isShown('for guest')).toBe(true);
  await app.bar.block('shared memory ipc').click();
  await app.idle();
  expect(await isShown('· shared')).toBe(true);
  await expect(app.inspector.getByText('stops sharing, domU2 owns it')).toBeVisible();
  for (const address of await app.inspector.getByText('0x1000_0000').all())
    expect((await address.boundingBox())?.width).toBeGreaterThan(60);
  expect(await cutOff(page)).toEqual([]);
});

test('a module is read off a file: its size and header, nothing more', async ({ app }) => {
  await app.pickBoard('ZCU102');
  await app.press('Add domain');
  await app.press('Add kernel or ramdisk');
  const header = Buffer.alloc(4096);
  header.writeBigUInt64LE(0x8_0000n, 8);
  header.writeBigUInt64LE(0x200_0000n, 16);
  header.write('ARM\x64', 56, 'latin1');
  const choosing = app.page.waitForEvent('filechooser');
  await app.page.getByRole('button', { name: 'Read from a file…' }).click();
  await (await choosing).setFiles({ name: 'Image', mimeType: '', buffer: header });
  await expect(app.page.getByTestId('module-file')).toContainText(
    'Image, 4 KiB: arm64 Image, 32 MiB in memory',
  );
  await app.page.getByRole('dialog').getByRole('button', { name: 'Add kernel' }).click();
  await app.idle();
  await expect(app.inspector).toContainText('text offset 0x8_0000');
});

test('every form of the design can be taken away, and the blob opens again', async ({ app }) => {
  await app.pickBoard('ZCU102');
  await app.press('Add static heap');
  const heap = await app.bar.place('static heap');
  for (const [entry, ending] of [
    ['Full tree, source', '.dts'],
    ['/chosen alone', '.chosen.dts'],
    ['Overlay, source', '.dtso'],
    ['Overlay, blob', '.dtbo'],
  ] as const) {
    const { name, content } = await app.download(entry);
    expect(name).toBe(`zcu102${ending}`);
    expect(content.length).toBeGreaterThan(100);
  }
  const blob = await app.download('Full tree, blob');
  expect(blob.name).toBe('zcu102.dtb');
  await app.drop({ name: 'again.dtb', content: blob.content });
  await expect(app.page.getByLabel('Name of the design')).toHaveValue('again');
  expect(await app.bar.place('static heap')).toEqual(heap);
});
