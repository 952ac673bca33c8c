// The whole promise: a layout carved in the page boots real Xen as the page says, and is refused as the page says.
import { expect, mergeTests } from '@playwright/test';
import { releaseName } from '../../src/ui/verdict.ts';
import { type App, test as pageTest } from '../browser/helpers/app.ts';
import { targetOf, withoutLine } from './agreement.ts';
import { bootXen } from './boot.mjs';
import type { Release } from './console.mjs';
import { test as xenTest } from './fixtures.ts';

const test = mergeTests(pageTest, xenTest);
const MiB = 1024n * 1024n;
const GiB = 1024n * MiB;

test.beforeEach(() => {
  if (test.info().project.use.baseURL === undefined) throw new Error('the page is not built: npm run build');
});

/** Has the page judge for the Xen that is booted; answers how the page calls it. */
async function judgeFor(app: App, xen: Release): Promise<string> {
  const { release, build } = targetOf(xen);
  const name = releaseName(release);
  for (const choice of [name, build]) {
    await app.page.getByTestId('target').click();
    await app.page
      .getByRole('menuitemradio', { name: new RegExp(`^${choice.replaceAll('.', '\\.')}`) })
      .click();
    await app.idle();
  }
  return name;
}

/** The RAM the map shows a guest, guest physical, in the words of a guest's report. */
async function guestRam(app: App, domain: string): Promise<{ start: string; size: string; sound: true }[]> {
  const labels = await app.bar
    .lane(domain, 'guest')
    .getByRole('button', { name: new RegExp(`^${domain} bank `) })
    .evaluateAll((blocks) => blocks.map((block) => block.getAttribute('aria-label') ?? ''));
  return labels.map((label) => {
    const [start = 0n, end = 0n] = [...label.matchAll(/0x[0-9a-f_]+/g)].map(([text]) =>
      BigInt(text.replaceAll('_', '')),
    );
    return { start: `0x${start.toString(16)}`, size: `0x${(end - start).toString(16)}`, sound: true };
  });
}

test('carved in the page on QEMU’s own tree, it boots where the map says; made to overlap, it is refused with the words the page foretold', async ({
  app,
  virt,
  xen,
}) => {
  const { bar, page } = app;
  await app.drop({ name: 'virt.dtb', content: virt });
  const name = await judgeFor(app, xen);

  await app.press('Add static heap');
  await bar.drag('static heap', { to: 0x5000_0000n });

  await app.press('Add domain');
  await bar.draw('domU1', { from: 0x6000_0000n, to: 0x8000_0000n });
  await app.setField('size', '512M');
  await page.getByRole('switch', { name: 'direct-map' }).click();
  await app.idle();

  await app.press('Add domain');
  await bar.draw('domU2', { from: 0x8000_0000n, to: 0xb800_0000n });
  await app.setField('size', '1G');
  await app.addKernel('domU1', '0x4100_0000', '8M');
  await app.addKernel('domU2', '0x4200_0000', '8M');
  await expect(app.verdict).toContainText(`Boots on ${name}`);

  const first = await bar.place('domU1 bank 0');
  const second = await bar.place('domU2 bank 0');
  expect([first.end - first.start, second.end - second.start]).toEqual([512n * MiB, GiB]);
  const shown = { domU1: await guestRam(app, 'domU1'), domU2: await guestRam(app, 'domU2') };

  const carved = await bootXen({ dtb: (await app.download('Full tree, blob')).content });
  expect(carved.panicMessage).toBeNull();
  expect(carved.verdict).toBe('boots');
  expect({ domU1: carved.guests['domU1']?.ram, domU2: carved.guests['domU2']?.ram }).toEqual(shown);
  // 1:1 for the direct-mapped domain, 0x40000000 for the other.
  expect(carved.guests['domU1']?.ram).toMatchObject([
    { start: `0x${first.start.toString(16)}`, size: '0x20000000' },
  ]);
  expect(carved.guests['domU2']?.ram).toMatchObject([{ start: '0x40000000', size: '0x40000000' }]);

  await bar.drag('domU2 bank 0', { to: first.start + 64n * MiB });
  expect((await bar.place('domU2 bank 0')).start).toBeLessThan(first.end);
  await expect(app.verdict).toContainText(`${name} refuses:`);
  const foretold = await app.verdict.getByRole('code').innerText();

  const overlapping = await bootXen({ dtb: (await app.download('Full tree, blob')).content });
  expect(overlapping.verdict).toBe('panic');
  expect(withoutLine(overlapping.panicMessage)).toBe(withoutLine(foretold));
});
