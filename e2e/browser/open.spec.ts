// Opening what people have, and what they have by mistake.
import { readFile } from 'node:fs/promises';
import { boards } from './helpers/trees.ts';
import { expect, test } from './helpers/app.ts';

test('a .dts dropped anywhere opens, named after its file', async ({ app }) => {
  await app.drop({ name: 'gateway.dts', content: boards.text });
  await expect(app.page.getByLabel('Name of the design')).toHaveValue('gateway');
  await expect(app.page.getByRole('banner')).toContainText('1 GiB in 1 bank');
});

test('a .dtb dropped anywhere opens', async ({ app }) => {
  await app.drop({ name: 'gateway.dtb', content: boards.blob });
  await expect(app.page.getByRole('banner')).toContainText('1 GiB in 1 bank');
});

test('the example of the design document opens, and what is wrong with it is listed', async ({ app }) => {
  const content = await readFile(
    new URL('../../src/testing/samples/design-draft-direct-map.dts', import.meta.url),
    'utf8',
  );
  await app.drop({ name: 'draft.dts', content });
  await app.page.keyboard.press('Escape');
  for (const words of [
    'says “xen, domain”, with a space in it',
    'Write xen,static-heap',
    'in the cells of its parent /chosen',
    'has no memory property',
    'domU1 bank 0 overlaps static heap bank 0 by 1 GiB',
  ]) {
    const found = app.findings.filter({ hasText: words });
    await expect(found.first()).toContainText('our advice');
  }
});

test('a text and what it includes open together', async ({ app }) => {
  await app.drop(
    { name: 'top.dts', content: '/dts-v1/; /include/ "soc.dtsi"' },
    { name: 'soc.dtsi', content: boards.text.replace('/dts-v1/;', '') },
  );
  await expect(app.page.getByRole('banner')).toContainText('1 GiB in 1 bank');
});

const BROKEN = [
  { name: 'truncated.dtb', content: boards.blob.subarray(0, 100) },
  { name: 'noise.dtb', content: Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919) & 0xff) },
  { name: 'empty.dtb', content: '' },
  { name: 'letter.dts', content: 'Dear Xen,' },
  { name: 'other.json', content: '{"format":"something-else"}' },
  { name: 'huge.dtb', content: 100_000_000 },
];
for (const file of BROKEN)
  test(`${file.name} is refused by name, and what is open stays`, async ({ app }) => {
    await app.pickBoard('ZCU102');
    await app.press('Add static heap');
    const before = await app.bar.place('static heap');
    await app.drop(file);
    await expect(app.notice).toContainText(file.name);
    expect(await app.bar.place('static heap')).toEqual(before);
    // Until dismissed, whatever else happens.
    await app.press('Add domain');
    await expect(app.notice).toContainText(file.name);
    await app.page.getByRole('button', { name: 'Dismiss' }).click();
    await expect(app.notice).toHaveCount(0);
  });

test('a broken file on the first screen leaves the doors open', async ({ app }) => {
  await app.drop({ name: 'noise.bin', content: Uint8Array.of(0, 1, 2, 3) });
  await expect(app.notice).toContainText('noise.bin');
  await app.pickBoard('ZCU102');
  await expect(app.verdict).toBeVisible();
});

test('a board without RAM asks for its banks, refuses nonsense beside the form, and takes good ones', async ({
  app,
}) => {
  await app.drop({ name: 'bare.dts', content: boards.withoutRam });
  const dialog = app.page.getByRole('dialog', { name: 'Which RAM does it have?' });
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: '2 GiB' }).click();
  await expect(dialog.getByLabel('bank 0 start (host physical)')).toHaveValue('0x8000_0000');
  await dialog.getByRole('button', { name: 'Add bank' }).click();
  await dialog.getByLabel('bank 1 start (host physical)').fill('0x9000_0000');
  await dialog.getByLabel('size').nth(1).fill('1G');
  await dialog.getByRole('button', { name: 'Use these banks' }).click();
  await expect(dialog.getByRole('alert')).toContainText('overlaps bank 0');
  await dialog.getByLabel('bank 1 start (host physical)').fill('0x8_0000_0000');
  await dialog.getByRole('button', { name: 'Use these banks' }).click();
  await app.idle();
  await expect(dialog).toHaveCount(0);
  await expect(app.page.getByRole('banner')).toContainText('3 GiB in 2 banks');
});

test('a bundled board that leaves RAM to its firmware suggests what it is sold with', async ({ app }) => {
  await app.pickBoard('Raspberry Pi 4');
  const dialog = app.page.getByRole('dialog', { name: 'Which RAM does it have?' });
  await dialog.getByRole('button', { name: 'Use these banks' }).click();
  await app.idle();
  await expect(app.page.getByRole('banner')).toContainText(/Raspberry Pi 4 Model B · \S+ [MG]iB in/);
});
