// What holds in every state of the page, at the desk, on a phone, at 400 % and at 200 % text: nothing is cut off or covered, and axe
// finds nothing, in any theme.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { type App, expect, test } from './helpers/app.ts';
import { cutOff } from './helpers/cut-off.ts';
import { SCENES } from './helpers/scenes.ts';

const THEMES = [
  { name: 'dark', colorScheme: 'dark', contrast: 'no-preference' },
  { name: 'light', colorScheme: 'light', contrast: 'no-preference' },
  { name: 'dark, high contrast', colorScheme: 'dark', contrast: 'more' },
  { name: 'light, high contrast', colorScheme: 'light', contrast: 'more' },
] as const;

async function violations(page: Page, rules?: string[]): Promise<string[]> {
  // There are no frames to gather from, and what passes is not listed: both take longer than the looks.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  const { violations: all } = await (rules === undefined ? axe : axe.withRules(rules)).analyze();
  return all.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** Of what axe looks at, colours alone depend on the theme. */
async function inEveryTheme(app: App): Promise<void> {
  expect.soft(await violations(app.page)).toEqual([]);
  for (const { name, ...media } of THEMES) {
    await app.page.emulateMedia({ ...media, reducedMotion: 'reduce' });
    await app.idle();
    expect.soft(await violations(app.page, ['color-contrast']), name).toEqual([]);
  }
}

/** States in which the other layouts differ from the desk's. */
const LAID_OUT = [
  'start',
  'no RAM',
  'conflict',
  'region',
  'region in the inspector',
  'domain',
  'list',
  'findings',
  'releases',
  'cost',
  'timeline',
  'placement',
  'steps',
  'page',
  'after the boot',
  'heap',
  'next boot',
  'text',
  'target',
  'palette',
  'shortcuts',
  'module',
  'notice',
  'menu',
  'pinned',
  'forty domains',
  'long names',
  'boot log',
];
const WITH_ICONS = ['conflict', 'domain', 'text'];

const PLACES = [
  { place: 'at the desk', viewport: { width: 1440, height: 900 }, text: 1, only: null },
  { place: 'on a laptop', viewport: { width: 1024, height: 768 }, text: 1, only: WITH_ICONS },
  { place: 'on a very wide screen', viewport: { width: 3440, height: 1440 }, text: 1, only: WITH_ICONS },
  { place: 'on a phone', viewport: { width: 390, height: 844 }, text: 1, only: LAID_OUT },
  { place: 'at 400 %', viewport: { width: 320, height: 256 }, text: 1, only: LAID_OUT },
  { place: 'with text of 200 %', viewport: { width: 1280, height: 900 }, text: 2, only: LAID_OUT },
] as const;

// A failed state is reached again by hand; a trace of every look at every element costs more than the looks.
test.use({ trace: 'off' });

for (const { place, viewport, text, only } of PLACES)
  test.describe(place, () => {
    test.use({ viewport });
    for (const { name, reach } of SCENES.filter((scene) => only?.includes(scene.name) ?? true))
      test(name, async ({ app }) => {
        await app.setTextSize(text);
        await reach(app);
        expect.soft(await cutOff(app.page)).toEqual([]);
        if (only === null) await inEveryTheme(app);
        else if (text === 1) expect.soft(await violations(app.page)).toEqual([]);
      });
  });
