// No serious or critical accessibility problem, in both themes and in every state people meet.
import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './helpers/app.ts';
import { boards } from './helpers/trees.ts';

const consoles = (name: string): string =>
  readFileSync(new URL(`../../src/exchange/boot-log/samples/${name}`, import.meta.url), 'utf8');

async function clean(page: Page, state: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(
    grave.map(
      ({ id, nodes }) => `${state}: ${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
    ),
  ).toEqual([]);
}

for (const colorScheme of ['dark', 'light'] as const)
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('first screen, board, dialogs, menus', async ({ app }) => {
      const { page } = app;
      await clean(page, 'first screen');
      await app.pickBoard('ZCU102');
      await clean(page, 'empty board');
      await app.press('Keyboard shortcuts');
      await clean(page, 'shortcuts');
      await page.keyboard.press('Escape');
      await page.getByTestId('target').click();
      await clean(page, 'target menu');
      await page.keyboard.press('Escape');
      await app.press('Add domain');
      await clean(page, 'domain');
      await app.press('Add kernel or ramdisk');
      await clean(page, 'module dialog');
    });

    test('dom0, and memory that may lie elsewhere', async ({ app }) => {
      const { page } = app;
      await app.pickBoard('ZCU102');
      await app.press('Add dom0');
      await app.setField('dom0_mem', '3G');
      await expect(app.findings.first()).toContainText('lie elsewhere');
      await clean(page, 'dom0');
    });

    test('a text of one’s own, whole and not', async ({ app }) => {
      const { page } = app;
      await app.drop({ name: 'gateway.dts', content: boards.text });
      await clean(page, 'own text');
      await page.getByTestId('editor').locator('.view-line', { hasText: 'compatible' }).first().click();
      await page.keyboard.press('End');
      await page.keyboard.press('Backspace');
      await app.idle();
      await expect(page.getByTestId('last-good')).toBeVisible();
      await clean(page, 'a text that is not whole');
    });

    test('a conflict, the log, the releases, a notice', async ({ app }) => {
      const { page } = app;
      await app.pickBoard('ZCU102');
      await app.press('Add static heap');
      await app.press('Add domain');
      await app.bar.draw('domU1', { from: 0x1000_0000n, to: 0x2000_0000n });
      await app.bar.drag('static heap', { to: 0x1800_0000n });
      await app.drop({ name: 'noise.dtb', content: Uint8Array.of(0, 1, 2) });
      await clean(page, 'conflict');
      await page.getByRole('tab', { name: 'Predicted log' }).click();
      await clean(page, 'log');
      await page.getByRole('tab', { name: 'Releases' }).click();
      await clean(page, 'releases');
      await page.getByRole('tab', { name: 'Mapping cost' }).click();
      await app.idle();
      await clean(page, 'mapping cost');
    });

    test('several selected, the map’s menu, the palette', async ({ app }) => {
      const { page } = app;
      await app.pickBoard('ZCU102');
      await app.press('Add static heap');
      await app.bar.block('static heap').focus();
      await page.keyboard.press('s');
      await app.idle();
      await clean(page, 'several');
      await page.keyboard.press('Shift+F10');
      await app.idle();
      await expect(page.getByRole('menu')).toBeVisible();
      await clean(page, 'menu of the map');
      await page.keyboard.press('Escape');
      await page.keyboard.press('ControlOrMeta+k');
      await app.idle();
      await clean(page, 'palette');
    });

    test('a boot log', async ({ app }) => {
      const { page } = app;
      await app.press('Paste a boot log…');
      await clean(page, 'asking for a log');
      await page.keyboard.press('Escape');
      await app.drop({ name: 'layout.dts', content: consoles('collision.dts') });
      await app.drop({ name: 'console.txt', content: consoles('three-domains-4.18.txt') });
      await clean(page, 'lines');
      await page.getByRole('tab', { name: /Compared/ }).click();
      await clean(page, 'comparison');
      await page.getByRole('tab', { name: /Not in the log/ }).click();
      await clean(page, 'lacks');
    });

    test('a board without RAM', async ({ app }) => {
      await app.pickBoard('Raspberry Pi 4');
      await clean(app.page, 'RAM dialog');
    });

    for (const width of [1280, 800])
      test(`at ${width} px`, async ({ app }) => {
        await app.page.setViewportSize({ width, height: 800 });
        await app.pickBoard('ZCU102');
        await app.idle();
        await clean(app.page, `${width} px`);
      });
  });
