// Places for what is asked for: worked out in a thread of its own, shown on the map, accepted one by one or refused with reasons.
import type { App } from './helpers/app.ts';
import { expect, test } from './helpers/app.ts';
import { conflict } from './helpers/scenes.ts';
import { tightDesign } from './helpers/tight.ts';

async function ask(
  app: App,
  fields: Readonly<Record<string, string>>,
  choices: Readonly<Record<string, string>> = {},
): Promise<void> {
  await app.press('Ask for a place');
  const dialog = app.page.getByRole('dialog', { name: 'What needs a place?' });
  for (const [label, option] of Object.entries(choices))
    await dialog.getByRole('combobox', { name: label }).selectOption(option);
  for (const [label, text] of Object.entries(fields))
    await dialog.getByLabel(label, { exact: true }).fill(text);
  await dialog.getByRole('button', { name: 'Ask for it' }).click();
  await app.idle();
}

test('what is asked for is placed: seen as ghosts, accepted one by one, one undo entry each', async ({
  app,
}, info) => {
  const { page, bar } = app;
  const sizeOf = async (name: string): Promise<bigint> => {
    const { start, end } = await bar.place(name);
    return end - start;
  };
  await app.pickBoard('ZCU102');
  await app.press('Add domain');
  await app.press('Add domain');
  await page.getByRole('tab', { name: 'Placement' }).click();
  await app.idle();
  await expect(page.getByRole('tabpanel', { name: 'Placement' })).toContainText('Nothing waits for a place');

  await ask(app, { size: '512M' }, { whose: 'domU1', 'would better start on': '1 GiB' });
  await ask(app, { size: '1G', 'may be cut into so many banks': '2' }, { whose: 'domU2' });
  await ask(
    app,
    { size: '256M', 'address bits of its devices, or a window': '32' },
    { 'what it is': 'heap' },
  );
  await expect(page.getByRole('button', { name: /Place the rest… 3 needs/ })).toBeVisible();

  await page
    .getByRole('tabpanel', { name: 'Placement' })
    .getByRole('button', { name: 'Place the rest' })
    .click();
  await app.idle();
  await expect(page.locator('[data-proposed]')).toHaveCount(3);
  await page.screenshot({ path: info.outputPath('proposed.png') });
  await app.press('Accept domU1 memory');
  expect(await sizeOf('domU1 bank 0')).toBe(512n << 20n);
  await expect(page.locator('[data-proposed]')).toHaveCount(2);
  await app.press('Accept all');
  expect(await sizeOf('domU2 bank 0')).toBe(1n << 30n);
  expect(await sizeOf('static heap')).toBeGreaterThanOrEqual(256n << 20n);
  await expect(page.locator('[data-proposed]')).toHaveCount(0);
  await expect(page.getByRole('tabpanel', { name: 'Placement' })).toContainText('Nothing waits for a place');

  await page.getByText('What if …').click();
  await app.idle();
  await expect(page.getByRole('listitem').filter({ hasText: 'half the RAM' })).toContainText('has room');
  await expect(page.getByRole('listitem').filter({ hasText: 'in one bank' })).toHaveCount(2);
  await page.screenshot({ path: info.outputPath('what-if.png') });

  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await app.idle();
  await expect(page.getByRole('heading', { name: 'Needs a place' })).toBeVisible();
});

test('what cannot be is told with what would help; an edit makes an answer out of date', async ({
  app,
}, info) => {
  const { page } = app;
  await app.pickBoard('QEMU virt, 2 GiB');
  await app.press('Add domain');
  await page.getByRole('tab', { name: 'Placement' }).click();
  await ask(app, { size: '1200M' });
  await ask(app, { size: '1200M' });
  await page
    .getByRole('tabpanel', { name: 'Placement' })
    .getByRole('button', { name: 'Place the rest' })
    .click();
  await app.idle();
  const answer = page.getByRole('region', { name: 'Place the rest: it cannot be done' });
  await expect(answer).toContainText('These cannot hold together');
  await expect(answer.getByRole('listitem')).toHaveCount(2);
  await expect(answer.getByRole('listitem').first()).toContainText('What would help');
  await page.screenshot({ path: info.outputPath('conflict.png') });

  await answer.getByRole('button', { name: 'Change' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'What it needs' });
  await dialog.getByLabel('size', { exact: true }).fill('400M');
  await dialog.getByRole('button', { name: 'Change' }).click();
  await app.idle();
  await expect(page.getByRole('tabpanel', { name: 'Placement' })).toContainText(
    'the design has changed since',
  );
  await app.press('Work it out again');
  await expect(page.locator('[data-proposed]')).toHaveCount(2);
});

test('a finding about a place finds another one, and moves what it is about there', async ({ app }) => {
  const { page, bar } = app;
  await app.drop({ name: 'board.dts', content: conflict });
  const finding = page
    .getByTestId('findings')
    .getByRole('listitem')
    .filter({ hasText: 'rtos bank 0 overlaps' });
  await finding.getByRole('button', { name: 'Find a place' }).focus();
  await page.keyboard.press('Enter');
  await app.idle();
  const move = finding.getByRole('button', { name: /^Move \w+ bank 0 to 0x/ });
  await expect(move).toBeFocused();
  const [, name = '', to = ''] =
    /^Move (\w+ bank 0) to (0x[0-9a-f_]+)$/.exec((await move.textContent()) ?? '') ?? [];
  await expect(page.locator('[data-proposed]')).toHaveAttribute('data-proposed', name);
  await move.click();
  await app.idle();
  expect((await bar.place(name)).start).toBe(BigInt(to.replaceAll('_', '')));
  await expect(finding).toHaveCount(0);
});

test('a bank of RAM is tagged, a need asks for the tag, and ImageBuilder’s rules are agreed with', async ({
  app,
}) => {
  const { page, bar } = app;
  await app.pickBoard('ZCU102');
  await app.press('Add domain');
  await app.addKernel('domU1', '0x7000_0000', '21M');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('RAM bank 1');
  await page.keyboard.press('Enter');
  await app.idle();
  await app.setField('tags', 'fast, ecc');
  await app.press('Undo');
  await expect(app.field('tags')).toHaveValue('');
  await app.press('Redo');
  await expect(app.field('tags')).toHaveValue('fast, ecc');
  await app.field('tags').fill('1');
  await app.field('tags').press('Enter');
  await expect(app.inspector).toContainText('use a word');
  await app.field('tags').press('Escape');

  const tab = page.getByRole('tabpanel', { name: 'Placement' });
  await page.getByRole('tab', { name: 'Placement' }).click();
  await app.idle();
  await ask(app, { size: '512M' }, { whose: 'domU1', 'in which RAM': '“ecc”' });
  await app.press('Change the rules');
  const rules = page.getByRole('dialog', { name: 'Who lays out the boot files?' });
  await rules.getByRole('combobox', { name: 'rules' }).selectOption('ImageBuilder 2023.2');
  await rules.getByLabel('MEMORY_START (host physical)').fill('0x0');
  await rules.getByRole('button', { name: 'Use these rules' }).click();
  await app.idle();
  await expect(tab).toContainText('They do not lie there yet.');
  await tab.getByRole('button', { name: 'Place the rest' }).click();
  await app.idle();
  await expect(tab).toContainText('Tell ImageBuilder MEMORY_START=0x0 and MEMORY_END=0x2a00000 or more');
  await app.press('Accept all');
  expect((await bar.place('domU1 bank 0')).start).toBeGreaterThanOrEqual(0x8_0000_0000n);
  expect((await bar.place('domU1 kernel')).start).toBe(0xe0_0000n);
  await expect(tab).not.toContainText('They do not lie there yet.');
});

test('a long search says how far it is, leaves the page alone and is stopped', async ({ app }, info) => {
  const { page } = app;
  await app.drop({ name: 'tight.memmap.json', content: tightDesign(24) });
  await page.getByRole('tab', { name: 'Placement' }).click();
  await app.idle();
  const panel = page.getByRole('tabpanel', { name: 'Placement' });
  await panel.getByRole('button', { name: 'Place the rest' }).click();
  const working = page.getByRole('region', { name: 'Place the rest …' });
  const bar = working.getByRole('progressbar', { name: 'Place the rest' });
  await expect(bar).toBeVisible();
  await expect(working).toContainText('looking for what cannot hold together');
  await page.screenshot({ path: info.outputPath('working.png') });

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await page.keyboard.press('Escape');
  await working.getByRole('button', { name: 'Stop' }).click();
  await expect(working).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Needs a place' })).toBeVisible();
  await expect(page.locator('[data-proposed]')).toHaveCount(0);
});

test('room is made where something is selected: what else is there goes elsewhere', async ({ app }, info) => {
  const { page, bar } = app;
  await app.drop({ name: 'board.dts', content: conflict });
  const kept = await bar.place('linux bank 0');
  await bar.block('linux bank 0').click();
  await page.getByRole('tab', { name: 'Placement' }).click();
  await app.idle();
  await app.press('Make room here');
  await expect(page.locator('[data-proposed="rtos bank 0"]')).toHaveCount(1);
  await page.screenshot({ path: info.outputPath('room.png') });
  await app.press('Accept all');
  const moved = await bar.place('rtos bank 0');
  expect(moved.start >= kept.end || moved.end <= kept.start).toBe(true);
  expect(await bar.place('linux bank 0')).toEqual(kept);
});
