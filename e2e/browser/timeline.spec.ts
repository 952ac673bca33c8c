// The life of pages: a domain's memory leaves what is free, comes to a different end on 4.16 and on 4.22, is granted, given
// up, and told of one page at a time; what the heap must hold, and what the next boot repeats. By mouse and by keyboard.
import type { App } from './helpers/app.ts';
import { expect, test } from './helpers/app.ts';
import { layout } from './helpers/layouts.ts';

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

async function addNeighbour(app: App): Promise<void> {
  const { page, bar } = app;
  await app.press('Add domain');
  await bar.draw('domU2', { from: 0x8000_0000n, to: 0x9000_0000n });
  await app.addKernel('domU2', '0x4600_0000', '16M');
  await page.getByRole('tab', { name: 'Timeline' }).click();
  await app.idle();
}

const panel = (app: App) => app.page.getByRole('tabpanel', { name: 'Timeline' });
const figure = (app: App, word: string) => panel(app).locator('dl > div').filter({ hasText: word });
const section = async (app: App, name: string): Promise<void> => {
  await app.page.getByRole('tab', { name, exact: true }).click();
  await app.idle();
};
/** What stands in a picture of a page's history under a name. */
const fact = (app: App, picture: string, name: string) =>
  panel(app)
    .getByRole('listitem')
    .filter({ hasText: picture })
    .locator('dl > div')
    .filter({ has: app.page.locator('dt', { hasText: name }) })
    .locator('dd');

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
  await expect(page.locator('[data-place=absent]')).toHaveCount(1);
  await page.screenshot({ path: info.outputPath('owned.png') });
  await app.press('One step on');
  await expect(page.locator('[data-place=absent]')).toHaveCount(0);

  const slider = page.getByRole('slider', { name: 'Step' });
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(slider).toHaveAttribute('aria-valuetext', /^step 0 of \d+: power-on/);
  // It holds no text, so undo is the design's.
  await page.keyboard.press('Control+z');
  await expect(app.bar.block('domU1 kernel')).toHaveCount(0);
});

for (const { release, ends, place } of [
  { release: '4.16', ends: 'the pages go to the heap, static ones too', place: null },
  { release: '4.22', ends: 'struct domain is freed, and resv_page_list with it', place: 'stranded' },
])
  test(`domU1 destroyed on ${release}: ${ends}`, async ({ app }) => {
    const { page } = app;
    await build(app, release);
    await section(app, 'After the boot');
    await app.press('Destroy');
    const steps = page.getByRole('list', { name: 'Steps since the boot' });
    await expect(steps.getByRole('button', { name: ends })).toBeVisible();
    await app.press('Build again');
    await expect(steps.locator('[aria-current=step]')).toContainText('it cannot be built again');
    await section(app, 'Steps');
    if (place === null) await expect(figure(app, 'stranded')).toHaveCount(0);
    else await expect(figure(app, place)).toContainText('256 MiB');
    await section(app, 'After the boot');
    await app.press('Boot again');
    await section(app, 'Steps');
    await expect(figure(app, 'RAM of domains')).toContainText('256 MiB');
  });

for (const { release, flag } of [
  { release: '4.16', flag: 'PGC_reserved' },
  { release: '4.22', flag: 'PGC_static' },
])
  test(`the history of a page, by keyboard, under the names of ${release}`, async ({ app }) => {
    const { page, bar } = app;
    await build(app, release);
    await section(app, 'One page');
    await bar.block('domU1 bank 0').focus();
    await page.keyboard.press('Enter');
    await expect(panel(app)).toContainText('Page 0x6000_0000');
    await expect(fact(app, 'pages become free static memory', 'flags')).toHaveText(`PGC_state_free ${flag}`);
    await expect(fact(app, 'the pages get their owner', 'count_info')).toHaveText('0xa000000000000001');
    await expect(fact(app, 'the pages get their owner', 'list')).toHaveText('page_list of domU1');
    await expect(fact(app, 'mapped for the guest', 'in the P2M of')).toHaveText('domU1');

    // The stretches of RAM are one stop for Tab; arrow keys choose.
    const stretches = page.getByRole('list', { name: 'RAM at this step' });
    await stretches.locator('[aria-current=true]').focus();
    await page.keyboard.press('ArrowUp');
    await expect(panel(app)).not.toContainText('Page 0x6000_0000');
    await expect(panel(app)).toContainText('the rest becomes the heap');
    const at = page.getByLabel('address (host physical)');
    await at.fill('0x6123_4567');
    await at.press('Enter');
    await expect(panel(app)).toContainText('Page 0x6123_4000');
    await at.fill('0x0');
    await at.press('Enter');
    await expect(panel(app)).toContainText('no RAM there');
  });

test('a press on the map tells the history of that page, in the host and where the guest finds it', async ({
  app,
}) => {
  const { page, bar } = app;
  await build(app, '4.22');
  const press = async (space: 'host' | 'guest', title: string, at: bigint): Promise<void> => {
    const box = await bar.lane(title, space).boundingBox();
    await page.mouse.click(await bar.pxOf(at), (box?.y ?? 0) + 20);
    await app.idle();
  };
  await press('host', 'Hardware', 0x5000_0000n);
  await expect(page.getByRole('tab', { name: 'One page' })).toHaveAttribute('aria-selected', 'true');
  await expect(panel(app)).toContainText(/Page 0x[45]f?[0-9a-f]{2,3}_/);
  await expect(panel(app)).toContainText('the rest becomes the heap');
  await press('guest', 'domU1', 0x4800_0000n);
  await expect(panel(app)).toContainText(/Page 0x6[78]/);
  await expect(page.locator('[data-page]')).toHaveCount(1);
});

test('a granted page outlives its domain, until it is unmapped', async ({ app }, info) => {
  const { page } = app;
  await build(app, '4.22');
  await addNeighbour(app);
  await section(app, 'After the boot');
  await page.getByRole('combobox', { name: 'Domain' }).selectOption('domU1');
  await app.press('Grant and map');
  await expect(page.locator('[data-look=granted]')).not.toHaveCount(0);
  await app.press('Destroy');
  const steps = page.getByRole('list', { name: 'Steps since the boot' });
  await expect(steps.locator('[aria-current=step]')).toContainText('the dead domain lingers');
  await expect(page.getByRole('heading', { name: 'the dead domain lingers: domU1' })).toBeInViewport();
  await expect(page.getByRole('tab', { name: 'After the boot' })).toBeInViewport();
  await page.screenshot({ path: info.outputPath('lingers.png') });
  await app.press('Unmap');
  await expect(steps.locator('[aria-current=step]')).toContainText('resv_page_list with it');
});

test('by keyboard: what was done keeps the focus, and says why it cannot be done twice', async ({ app }) => {
  const { page } = app;
  await build(app, '4.22');
  await section(app, 'After the boot');
  const destroy = page.getByRole('button', { name: 'Destroy' });
  const again = page.getByRole('button', { name: 'Build again' });
  await expect(again).toHaveAttribute('title', 'domU1 runs: destroy it first');
  await destroy.focus();
  await page.keyboard.press('Enter');
  await app.idle();
  await expect(destroy).toBeFocused();
  await expect(destroy).toHaveAttribute('aria-disabled', 'true');
  await expect(destroy).toHaveAttribute('title', 'domU1 does not run: build it again first');
  const steps = page.getByRole('list', { name: 'Steps since the boot' }).getByRole('listitem');
  const before = await steps.count();
  await page.keyboard.press('Enter');
  await app.idle();
  await expect(steps).toHaveCount(before);
});

test('what the heap must hold, and what the next boot repeats', async ({ app }, info) => {
  const { page } = app;
  await build(app, '4.22');
  await section(app, 'Heap');
  const budget = page.getByRole('region', { name: 'Budget of the heap' });
  await expect(budget).toContainText('The heap is not static');
  await expect(budget.getByRole('row', { name: /page tables of domU1/ })).toBeVisible();
  await expect(budget).toContainText('Enough:');
  await expect(page.getByRole('region', { name: 'The heap by order' })).toContainText('Order');
  await page.screenshot({ path: info.outputPath('heap.png') });
  await page.keyboard.press('ArrowRight');
  const table = page.getByRole('table', { name: 'What the next boot repeats' });
  await expect(table.getByRole('row', { name: /page tables of domU1/ })).toContainText('may differ');
  await expect(table.getByRole('row', { name: /domU1 bank 0/ })).toContainText('the same');
});

test('a static domain that asks for more after giving memory up cannot have its own back', async ({
  app,
}) => {
  const { page } = app;
  await build(app, '4.22');
  await section(app, 'After the boot');
  const now = page.getByRole('list', { name: 'Steps since the boot' }).locator('[aria-current=step]');
  await app.press('Give up');
  await expect(now).toContainText('free static memory again');
  await app.press('Ask for more');
  await expect(now).toContainText('pages of the heap it cannot reach');
  await app.press('Take back');
  await expect(now).toContainText('no more pages to be had');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });
  test('the map shows the moment that was gone to', async ({ app }) => {
    const { page } = app;
    const content = layout({
      memory: [[0x4000_0000n, 0x4000_0000n]],
      domains: [{ name: 'domU1', banks: [[0x6000_0000n, 0x1000_0000n]], kernel: [0x4400_0000n, 0x10_0000n] }],
    });
    await app.drop({ name: 'board.dts', content });
    const panes = page.getByRole('navigation', { name: 'Panes' });
    await panes.getByRole('button', { name: 'Findings' }).click();
    await page.getByRole('tab', { name: 'Timeline' }).click();
    await app.press('To power-on');
    await panes.getByRole('button', { name: 'Map' }).click();
    await app.idle();
    await expect(page.locator('[data-place=ram]').first()).toBeVisible();
    await panes.getByRole('button', { name: 'Findings' }).click();
    await page.getByRole('tab', { name: /^Findings/ }).click();
    await panes.getByRole('button', { name: 'Map' }).click();
    await app.idle();
    await expect(page.locator('[data-place=ram]')).toHaveCount(0);
  });
});
