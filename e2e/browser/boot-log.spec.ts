// A real Xen's console: named line by line, compared with what is open, and made a map.
import { readFileSync } from 'node:fs';
import type { Locator } from '@playwright/test';
import { type App, expect, test } from './helpers/app.ts';

const sample = (name: string): string =>
  readFileSync(new URL(`../../src/exchange/boot-log/samples/${name}`, import.meta.url), 'utf8');

const dialog = (app: App): Locator => app.page.getByRole('dialog');
const line = (app: App, words: string): Locator =>
  dialog(app)
    .getByRole('list', { name: 'Console, with names' })
    .getByRole('listitem')
    .filter({ hasText: words });

test('a dropped console is named line by line, and its map drawn over what was open', async ({ app }) => {
  await app.pickBoard('ZCU102');
  await app.drop({ name: 'board.log', content: sample('three-domains-4.19.txt') });
  await expect(app.page.getByTestId('log-summary')).toHaveText('Xen 4.19.6 (debug build) boots');
  await expect(line(app, 'RESVD[3]')).toContainText('bank[3]: domU2’s static bank 0, 128 MiB');
  await expect(line(app, 'MODULE[2]')).toContainText('mod[2]: domU1’s kernel');
  await expect(line(app, 'Bringing up CPU1')).toHaveCount(0);
  await dialog(app).getByRole('button', { name: '81 other lines' }).click();
  await expect(line(app, 'Bringing up CPU1')).toBeVisible();
  await dialog(app)
    .getByRole('tab', { name: /Not in the log/ })
    .click();
  await expect(dialog(app)).toContainText('Who shares SHMEM[0]');

  await app.press('Rebuild the map from it');
  await expect(dialog(app)).toHaveCount(0);
  expect(await app.bar.place('domU2 bank 1')).toEqual({ start: 0x7200_0000n, end: 0x7600_0000n });
  expect(await app.bar.place('Xen image')).toEqual({ start: 0x4020_0000n, end: 0x4036_5000n });
  await expect(app.verdict).toContainText('Boots on Xen 4.19');
  await expect(app.inspector).toContainText('Who shares SHMEM[0]');
  await app.press('Undo');
  await expect(app.page.getByLabel('Name of the design')).toHaveValue('zcu102');
});

test('a boot that stopped before it listed anything is named by the open design', async ({ app }) => {
  await app.drop({ name: 'collision.dts', content: sample('collision.dts') });
  await app.paste(sample('collision-4.19.txt'));
  await expect(line(app, 'overlapping with bank[0]')).toContainText('domU2 bank 0 overlaps domU1 bank 0');
  await expect(app.page.getByTestId('log-summary')).toContainText('Early FDT parsing failed (-22)');
  await expect(dialog(app).getByRole('button', { name: 'Rebuild the map from it' })).toBeDisabled();
  await expect(dialog(app)).toContainText('there is nothing to draw');
  await dialog(app).getByRole('tab', { name: 'Compared with collision' }).click();
  await expect(app.page.getByTestId('log-comparison')).toContainText('No difference: the 2 lines');
});

test('a design that differs shows where, and the line it is in', async ({ app }) => {
  const moved = sample('three-domains.dts').replace('0x0 0x72000000', '0x0 0x74000000');
  await app.drop({ name: 'moved.dts', content: moved });
  await app.drop({ name: 'console.txt', content: sample('three-domains-4.22.txt') });
  await dialog(app)
    .getByRole('tab', { name: /Compared with moved/ })
    .click();
  await expect(app.page.getByTestId('log-comparison')).toContainText(
    'First difference: RESVD[4]. 2 differences',
  );
  await dialog(app).getByRole('button', { name: '26', exact: true }).click();
  await expect(line(app, 'RESVD[4]')).toHaveAttribute('aria-current', 'true');
  await expect(line(app, 'RESVD[4]')).toBeInViewport();
});

test('on the first screen a log is pasted, typed or chosen; what is none says so', async ({ app }) => {
  await app.paste('Dear Xen,');
  await expect(app.notice).toContainText('The pasted text cannot be opened');
  await app.page.getByRole('button', { name: 'Paste a boot log…' }).click();
  const field = dialog(app).getByLabel('Console log');
  await expect(field).toBeFocused();
  await expect(dialog(app).getByRole('button', { name: 'Read it' })).toHaveAttribute(
    'title',
    /^Paste or type/,
  );
  await field.fill('(XEN) nothing of use');
  await dialog(app).getByRole('button', { name: 'Read it' }).click();
  await expect(dialog(app).getByRole('alert')).toContainText('no line of it is from Xen’s boot');
  await field.fill('(XEN) RAM: 0000000040000000 - 00000000bfffffff');
  await dialog(app).getByRole('button', { name: 'Read it' }).click();
  await expect(app.page.getByTestId('log-summary')).toHaveText('Xen ends before it is up');
  await dialog(app).getByRole('button', { name: 'Read another log' }).click();
  await app.page.keyboard.press('Escape');
  await expect(dialog(app)).toHaveCount(0);
  await app.paste(`${sample('collision-4.19.txt')}${sample('dom0-4.22.txt')}`);
  await expect(app.page.getByTestId('log-summary')).toContainText('boot 2 of 2 in this text');
  await app.press('Rebuild the map from it');
  expect(await app.bar.place('domU1 bank 0')).toEqual({ start: 0x6000_0000n, end: 0x6800_0000n });
});
