// The life of pages: a domain's memory leaves what is free, and comes to a different end on 4.16 and on 4.22.
import type { App } from './helpers/app.ts';
import { expect, test } from './helpers/app.ts';

async function build(app: App, release: string): Promise<void> {
  const { page, bar } = app;
  await app.pickBoard('QEMU virt, 2 GiB');
  await app.press('Add domain');
  await bar.draw('domU1', { from: 0x6000_0000n, to: 0x7000_0000n });
  await app.setField('size', '256M');
  await app.setField('start (host physical)', '0x6000_0000');
  await app.addKernel('domU1', '0x4400_0000', '16M');
  await page.getByTestId('target').click();
  await page.getByRole('menuitemradio', { name: `Xen ${release}` }).click();
  await app.idle();
  await page.getByRole('tab', { name: 'Timeline' }).click();
  await app.idle();
}

const figure = (app: App, word: string) =>
  app.page.getByRole('tabpanel', { name: 'Timeline' }).locator('dl > div').filter({ hasText: word });

test('step to where domU1 is given its pages: they leave free static memory', async ({ app }, info) => {
  const { page } = app;
  await build(app, '4.22');
  const steps = page.getByRole('list', { name: 'Steps' });
  await steps.getByRole('button', { name: /pages become free static memory/ }).click();
  await expect(figure(app, 'static, free')).toContainText('256 MiB');
  await expect(page.locator('[data-place=static]')).toHaveCount(1);
  await steps.getByRole('button', { name: /the pages get their owner/ }).click();
  await expect(figure(app, 'RAM of domains')).toContainText('256 MiB');
  await expect(figure(app, 'static, free')).toHaveCount(0);
  await expect(page.locator('[data-place=owned]')).toHaveCount(1);
  await page.screenshot({ path: info.outputPath('owned.png') });

  const slider = page.getByRole('slider', { name: 'Step' });
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(slider).toHaveAttribute('aria-valuetext', /^step 0 of \d+: power-on/);
});

for (const { release, ends, place } of [
  { release: '4.16', ends: 'the pages go to the heap, static ones too', place: null },
  { release: '4.22', ends: 'struct domain is freed, and resv_page_list with it', place: 'stranded' },
])
  test(`domU1 destroyed on ${release}: ${ends}`, async ({ app }) => {
    const { page } = app;
    await build(app, release);
    await app.press('Destroy');
    const steps = page.getByRole('list', { name: 'Steps' });
    await expect(steps.getByRole('button', { name: ends })).toBeVisible();
    if (place === null) await expect(figure(app, 'stranded')).toHaveCount(0);
    else await expect(figure(app, place)).toContainText('256 MiB');
    await app.press('Build again');
    await expect(steps.locator('[aria-current=step]')).toContainText('it cannot be built again');
    await app.press('Boot again');
    await expect(figure(app, 'RAM of domains')).toContainText('256 MiB');
  });
