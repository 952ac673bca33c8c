// Makes docs/screenshot.png, the picture of the README: a ZCU102 with three domains, one held over another.
// node scripts/screenshot.mjs [OUT.png] [dark|light]; needs a browser (see ensure.mjs) and builds the page when missing.
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { ensureBrowser, root, runScript } from './ensure.mjs';

const out = resolve(process.argv[2] ?? join(root, 'docs/screenshot.png'));
const colorScheme = process.argv[3] === 'light' ? 'light' : 'dark';

if (!existsSync(join(root, 'dist/page/index.html')) && runScript('build') !== 0) process.exit(1);
const server = await preview({ root, logLevel: 'error', preview: { port: 0, host: '127.0.0.1' } });
const address = server.resolvedUrls?.local[0];
const executablePath = ensureBrowser();
const browser = await chromium.launch({
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  ...(executablePath === undefined ? {} : { executablePath }),
});
try {
  const page = await browser.newPage({
    viewport: { width: 1600, height: 1000 },
    colorScheme,
    reducedMotion: 'reduce',
  });
  await page.goto(address);
  await draw(page);
  mkdirSync(dirname(out), { recursive: true });
  await page.screenshot({ path: out });
  console.log(out);
} finally {
  await browser.close();
  await server.close();
}

/** The scene, by the same hands a person has. */
async function draw(page) {
  const idle = async () => {
    await page.waitForFunction(() => window.__memmap?.idle !== undefined);
    await page.evaluate(() => window.__memmap.idle());
  };
  const inspector = page.locator('[data-pane=inspector]');
  const list = page.locator('[data-pane=list]');
  const press = async (name, where = page) => {
    await where.getByRole('button', { name }).first().click();
    await idle();
  };
  const set = async (label, value) => {
    await inspector.getByLabel(label, { exact: true }).fill(value);
    await inspector.getByLabel(label, { exact: true }).press('Enter');
    await idle();
  };
  const place = async (start, size) => {
    await set('size', size);
    await set('start (host physical)', start);
  };
  const domain = async (name, { start, size, cpus = '1', directMap = false, kernel }) => {
    await press('Add domain', list);
    await set('name', name);
    await set('vCPUs', cpus);
    if (directMap) await inspector.getByRole('switch', { name: 'direct-map' }).click();
    await inspector.getByRole('switch', { name: 'static memory' }).click();
    await idle();
    await press(/^bank 0/, inspector);
    await place(start, size);
    await press('Add kernel or ramdisk');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('for domain').selectOption(name);
    await dialog.getByLabel('address (host physical)').fill(kernel[0]);
    await dialog.getByLabel('size').fill(kernel[1]);
    await dialog.getByRole('button', { name: 'Add kernel' }).click();
    await idle();
  };

  await idle();
  await press('ZCU102');
  await page.getByLabel('Name of the design').fill('gateway-ecu');
  await page.getByLabel('Name of the design').press('Enter');
  await press('Add static heap', list);
  await place('0x0800_0000', '256M');
  await domain('linux', {
    start: '0x4000_0000',
    size: '512M',
    cpus: '2',
    directMap: true,
    kernel: ['0x2000_0000', '21M'],
  });
  await domain('rtos', { start: '0x6000_0000', size: '256M', kernel: ['0x2200_0000', '2M'] });
  await domain('logger', { start: '0x8_2000_0000', size: '384M', kernel: ['0x2400_0000', '8M'] });
  await page.keyboard.press('Escape');
  await idle();
  await press('Place Xen image', inspector);
  await page.keyboard.press('Escape');
  await idle();
  await press('Place device tree blob', inspector);

  // Held over its neighbour: pressed on the region's middle, moved, and not let go.
  const region = page.getByRole('button', { name: /^linux bank 0, host physical / });
  const box = await region.boundingBox();
  const px = (at) => page.evaluate((value) => window.__memmap.pxOf(value), at);
  const from = ((await px(0x4000_0000n)) + (await px(0x6000_0000n))) / 2;
  const to = from + (await px(0x4400_0000n)) - (await px(0x4000_0000n));
  const y = box.y + box.height / 2;
  await page.mouse.move(from, y);
  await page.mouse.down();
  await page.mouse.move((from + to) / 2, y, { steps: 4 });
  await page.mouse.move(to, y, { steps: 4 });
  await idle();
}
