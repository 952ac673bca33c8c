// Nothing is lost: a reload, a file, a link.
import { expect, test } from './helpers/app.ts';

test('a reload brings the design back as it was', async ({ app }) => {
  await app.pickBoard('ZCU102');
  await app.press('Add static heap');
  await app.bar.drag('static heap', { to: 0x1000_0000n });
  const before = await app.bar.place('static heap');
  await app.page.getByLabel('Name of the design').fill('kept by the browser');
  await app.page.getByLabel('Name of the design').press('Enter');
  await app.idle();
  await app.page.reload();
  await app.idle();
  expect(await app.bar.place('static heap')).toEqual(before);
  await expect(app.page.getByLabel('Name of the design')).toHaveValue('kept by the browser');
  await expect(app.page.getByRole('banner')).toContainText('saved');
});

test('a saved design opens again, and opening it can be undone', async ({ app }) => {
  await app.pickBoard('ZCU102');
  await app.press('Add static heap');
  await app.press('Add domain');
  const before = await app.bar.place('static heap');
  const { name, content } = await app.download('Design file');
  expect(name).toBe('zcu102.memmap.json');
  expect(JSON.parse(content.toString())).toMatchObject({ format: 'xen-memmap', version: 1 });
  await app.bar.drag('static heap', { to: 0x6000_0000n });
  const moved = await app.bar.place('static heap');
  expect(moved).not.toEqual(before);
  await app.drop({ name, content: content.toString() });
  expect(await app.bar.place('static heap')).toEqual(before);
  await expect(app.list.getByRole('button', { name: /^domU1/ })).toBeVisible();
  await app.page.getByRole('button', { name: 'Undo' }).click();
  await app.idle();
  expect(await app.bar.place('static heap')).toEqual(moved);
});

test('a link carries the whole design, and leaves the address once it is read', async ({ app, context }) => {
  await app.pickBoard('ZCU102');
  await app.press('Add static heap');
  await app.setField('start (host physical)', '0x1000_0000');
  await app.page.getByRole('button', { name: 'Share' }).click();
  await expect(app.notice).toContainText('Link copied');
  const link = await app.page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(link).hash).toMatch(/^#v1\.[\w-]+$/);

  const elsewhere = await context.browser()?.newPage();
  if (elsewhere === undefined) throw new Error('no browser');
  await elsewhere.goto(link);
  await elsewhere.waitForFunction(() => window.__memmap?.idle !== undefined);
  await elsewhere.evaluate(() => window.__memmap?.idle?.());
  await expect(elsewhere.getByRole('button', { name: /^static heap, host physical / })).toHaveAttribute(
    'aria-label',
    (await app.bar.block('static heap').getAttribute('aria-label')) ?? '',
  );
  expect(new URL(elsewhere.url()).hash).toBe('');
  await elsewhere.close();
});

for (const [what, fragment, why] of [
  ['damaged', '#v1.AAAA', 'damaged'],
  ['from the future', '#v2.AAAA', 'newer version'],
] as const)
  test(`a link that is ${what} is named, and what the browser kept stays`, async ({ app }) => {
    await app.pickBoard('ZCU102');
    await app.press('Add static heap');
    await app.page.goto('about:blank');
    await app.goto(fragment);
    await expect(app.notice).toContainText(why);
    await expect(app.bar.block('static heap')).toBeVisible();
  });
