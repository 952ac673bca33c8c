// Every scene at three widths, in two themes, and the README's picture: for eyes, not for comparison.
import { join } from 'node:path';
import { type App, test } from './helpers/app.ts';
import { SCENES } from './helpers/scenes.ts';

const folder = process.env['PICTURES'] ?? '';
const SIZES = [
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];
const VARIANTS = [
  ...SIZES.flatMap((viewport) =>
    (['dark', 'light'] as const).map((colorScheme) => ({ viewport, colorScheme, text: 1 })),
  ),
  { viewport: { width: 1440, height: 900 }, colorScheme: 'light', text: 2 },
] as const;

for (const { viewport, colorScheme, text } of VARIANTS) {
  const variant = `${viewport.width} ${colorScheme}${text === 1 ? '' : ` ${text * 100}%`}`;
  test.describe(variant, () => {
    test.use({ viewport, colorScheme });
    for (const { name, reach } of SCENES)
      test(`:${name}:`, async ({ app }) => {
        await app.setTextSize(text);
        await reach(app);
        const file = `${name} ${variant}.png`.replaceAll(' ', '-').replace('%', '');
        await app.page.screenshot({ path: join(folder, file) });
      });
  });
}

test.describe('README', () => {
  test.use({ viewport: { width: 1600, height: 1000 }, colorScheme: 'dark' });
  test('a domU held over its neighbour on a ZCU102', async ({ app }) => {
    const { page } = app;
    await app.pickBoard('ZCU102');
    await page.getByLabel('Name of the design').fill('gateway-ecu');
    await page.getByLabel('Name of the design').press('Enter');
    await app.press('Add static heap');
    await place(app, 0x0800_0000n, '256M');
    for (const { name, cpus, directMap, start, size, kernel } of DOMAINS) {
      await app.press('Add domain');
      await app.setField('name', name);
      await app.setField('vCPUs', cpus);
      if (directMap) await app.inspector.getByRole('switch', { name: 'direct-map' }).click();
      await app.inspector.getByRole('switch', { name: 'static memory' }).click();
      await app.idle();
      await app.inspector.getByRole('button', { name: /^bank 0/ }).click();
      await app.idle();
      await place(app, start, size);
      await app.addKernel(name, kernel[0], kernel[1]);
    }
    for (const what of ['Xen image', 'device tree blob']) {
      await page.keyboard.press('Escape');
      await app.press(`Place ${what}`);
    }
    await app.bar.drag('linux bank 0', { to: 0x4400_0000n, hold: true });
    await page.screenshot({ path: join(folder, 'screenshot.png') });
  });
});

const DOMAINS = [
  {
    name: 'linux',
    cpus: '2',
    directMap: true,
    start: 0x4000_0000n,
    size: '512M',
    kernel: ['0x2000_0000', '21M'],
  },
  {
    name: 'rtos',
    cpus: '1',
    directMap: false,
    start: 0x6000_0000n,
    size: '256M',
    kernel: ['0x2200_0000', '2M'],
  },
  {
    name: 'logger',
    cpus: '1',
    directMap: false,
    start: 0x8_2000_0000n,
    size: '384M',
    kernel: ['0x2400_0000', '8M'],
  },
] as const;

async function place(app: App, start: bigint, size: string): Promise<void> {
  await app.setField('size', size);
  await app.setField('start (host physical)', `0x${start.toString(16)}`);
}
