// The states of the page that people meet, each reached by the hands a person has. Whatever is to hold everywhere (nothing
// for axe to find, nothing cut off) is asked of every one of them, and `scripts/screenshots.mjs` takes their pictures.
import { readFileSync } from 'node:fs';
import type { App } from './app.ts';
import { layout } from './layouts.ts';
import { boards } from './trees.ts';

export interface Scene {
  readonly name: string;
  /** From the first screen. */
  readonly reach: (app: App) => Promise<void>;
}

const MiB = 1n << 20n;
const GiB = 1n << 30n;
const range = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

const open = (app: App, content: string): Promise<void> => app.drop({ name: 'board.dts', content });

/** Three domains, two of which want the same memory. */
export const conflict = layout({
  memory: [
    [0n, 2n * GiB],
    [0x8_0000_0000n, 2n * GiB],
  ],
  heap: [[0x1000_0000n, 256n * MiB]],
  domains: [
    {
      name: 'linux',
      banks: [[0x4400_0000n, 512n * MiB]],
      directMap: true,
      kernel: [0x2000_0000n, 21n * MiB],
    },
    { name: 'rtos', banks: [[0x6000_0000n, 256n * MiB]], kernel: [0x2200_0000n, 2n * MiB] },
    { name: 'logger', banks: [[0x8_2000_0000n, 384n * MiB]], kernel: [0x2400_0000n, 8n * MiB] },
  ],
});

export const fortyDomains = layout({
  memory: [[0x4000_0000n, 8n * GiB]],
  domains: range(40, (i) => ({
    name: `domU${i + 1}`,
    banks: [[0x5000_0000n + BigInt(i) * 160n * MiB, 128n * MiB]] as const,
    directMap: i % 3 === 0,
    kernel: [0x4000_0000n + BigInt(i) * 4n * MiB, 2n * MiB] as const,
  })),
});

/** As many as a design may have that is no large one. */
export const thirtyTwoRegions = layout({
  memory: [[0x4000_0000n, 64n * GiB]],
  domains: range(16, (i) => ({
    name: `domU${i + 1}`,
    banks: [[0x1_0000_0000n + BigInt(i) * GiB, GiB / 2n]] as const,
    kernel: [0x4000_0000n + BigInt(i) * 4n * MiB, 2n * MiB] as const,
  })),
});

const banksOf = (count: number): string =>
  layout({
    memory: range(count, (i) => [BigInt(i) * 4n * GiB + 0x4000_0000n, GiB] as const),
    domains: [{ name: 'domU1', banks: [[0x4800_0000n, 128n * MiB]] }],
  });

/** Boots, with a static heap: what is beside it is lost. */
const lesson = layout({
  memory: [[0x4000_0000n, 2n * GiB]],
  heap: [[0x5000_0000n, 128n * MiB]],
  domains: [
    {
      name: 'linux',
      banks: [
        [0x6000_0000n, 256n * MiB],
        [0xa000_0000n, 128n * MiB],
      ],
      directMap: true,
      kernel: [0x4400_0000n, 16n * MiB],
    },
    { name: 'rtos', banks: [[0x8000_0000n, 256n * MiB]], kernel: [0x4600_0000n, 2n * MiB] },
  ],
});

const tinyBesideHuge = layout({
  memory: [[0x4000_0000n, 96n * GiB]],
  heap: [[0x4000_0000n, 4096n]],
  domains: [
    {
      name: 'small',
      banks: [
        [0x8000_0000n, 4096n],
        [0x8000_2000n, 4096n],
      ],
    },
    { name: 'large', banks: [[0x1_0000_0000n, 64n * GiB]], directMap: true },
  ],
});

const longNames = layout({
  memory: [[0x4000_0000n, 2n * GiB]],
  domains: [
    {
      name: 'instrument-cluster-with-redundant-safety-monitor-of-axle-two-',
      banks: [[0x5000_0000n, 256n * MiB]],
      kernel: [0x4800_0000n, 8n * MiB],
    },
    {
      name: 'rear_seat_entertainment.of.the.passenger.side,revision-D.0042',
      banks: [[0x6000_0000n, 64n * MiB]],
    },
  ],
});

const consoles = (name: string): string =>
  readFileSync(new URL(`../../../src/exchange/boot-log/samples/${name}`, import.meta.url), 'utf8');

/** Where there is one pane at a time, goes to it. */
async function toPane(app: App, title: string): Promise<void> {
  const button = app.page.getByRole('navigation', { name: 'Panes' }).getByRole('button', { name: title });
  if ((await button.count()) > 0) await button.click();
  await app.idle();
}

async function toResults(app: App, tab: string): Promise<void> {
  await toPane(app, 'Findings');
  await app.page.getByRole('tab', { name: tab }).click();
  await app.idle();
}

async function toText(app: App): Promise<void> {
  await toPane(app, 'Device tree');
  const tab = app.page.getByRole('tab', { name: 'Device tree' });
  if ((await tab.count()) > 0) await tab.click();
  await app.idle();
}

/** Selects by the palette, which is there in every layout. */
async function choose(app: App, name: string): Promise<void> {
  await app.page.keyboard.press('ControlOrMeta+k');
  await app.idle();
  await app.page.getByRole('dialog').getByRole('combobox').fill(name);
  await app.page.keyboard.press('Enter');
  await app.idle();
}

const inConflict = (name: string, then: (app: App) => Promise<void>): Scene => ({
  name,
  reach: async (app) => {
    await open(app, conflict);
    await then(app);
  },
});
const opened = (name: string, content: string): Scene => ({ name, reach: (app) => open(app, content) });
/** A part of the timeline of a machine that boots. */
const watching = (name: string, section: string, then: (app: App) => Promise<void>): Scene => ({
  name,
  reach: async (app) => {
    await open(app, lesson);
    await toResults(app, 'Timeline');
    await idleAfter(app, app.page.getByRole('tab', { name: section, exact: true }).click());
    await then(app);
  },
});
const idleAfter = async (app: App, act: Promise<unknown>): Promise<void> => {
  await act;
  await app.idle();
};

export const SCENES: readonly Scene[] = [
  { name: 'start', reach: () => Promise.resolve() },
  { name: 'empty board', reach: (app) => app.pickBoard('ZCU102') },
  { name: 'RAM asked', reach: (app) => open(app, boards.withoutRam) },
  {
    name: 'no RAM',
    reach: async (app) => {
      await open(app, boards.withoutRam);
      await app.page.keyboard.press('Escape');
      await app.idle();
    },
  },
  opened('conflict', conflict),
  inConflict('region', (app) => choose(app, 'rtos bank 0')),
  inConflict('region in the inspector', async (app) => {
    await choose(app, 'rtos bank 0');
    await toPane(app, 'Inspector');
  }),
  inConflict('domain', async (app) => {
    await choose(app, 'logger');
    await toPane(app, 'Inspector');
  }),
  inConflict('list', (app) => toPane(app, 'List')),
  inConflict('findings', (app) => toResults(app, 'Findings')),
  inConflict('log', (app) => toResults(app, 'Predicted log')),
  inConflict('releases', (app) => toResults(app, 'Releases')),
  inConflict('cost', (app) => toResults(app, 'Mapping cost')),
  inConflict('timeline', (app) => toResults(app, 'Timeline')),
  watching('steps', 'Steps', (app) =>
    idleAfter(app, app.page.getByRole('slider', { name: 'Step' }).fill('12')),
  ),
  watching('page', 'One page', async (app) => {
    const at = app.page.getByLabel('address (host physical)');
    await at.fill('0x8000_0000');
    await idleAfter(app, at.press('Enter'));
  }),
  watching('after the boot', 'After the boot', async (app) => {
    await app.press('Grant and map');
    await app.press('Destroy');
  }),
  watching('heap', 'Heap', () => Promise.resolve()),
  watching('next boot', 'Next boot', () => Promise.resolve()),
  inConflict('placement', async (app) => {
    await toResults(app, 'Placement');
    await app.press('Repair');
  }),
  inConflict('placement refused', async (app) => {
    await toResults(app, 'Placement');
    await app.press('Ask for a place');
    await app.page.getByRole('textbox', { name: 'size', exact: true }).fill('8G');
    await app.press('Ask for it');
    const panel = app.page.getByRole('tabpanel', { name: 'Placement' });
    await idleAfter(app, panel.getByRole('button', { name: 'Place the rest' }).click());
  }),
  inConflict('need', async (app) => {
    await toResults(app, 'Placement');
    await app.press('Ask for a place');
  }),
  inConflict('boot file rules', async (app) => {
    await toResults(app, 'Placement');
    await app.press('Change the rules');
    await app.page.getByRole('combobox', { name: 'rules' }).selectOption('ImageBuilder 2023.2');
  }),
  inConflict('text', toText),
  inConflict('text that does not parse', async (app) => {
    await toText(app);
    const line = app.page.getByTestId('editor').locator('.view-line', { hasText: 'compatible' }).first();
    await line.click();
    await app.page.keyboard.press('End');
    await idleAfter(app, app.page.keyboard.press('Backspace'));
  }),
  inConflict('target', (app) => idleAfter(app, app.page.getByTestId('target').click())),
  inConflict('export', (app) => app.press('Export')),
  inConflict('palette', (app) => idleAfter(app, app.page.keyboard.press('ControlOrMeta+k'))),
  inConflict('shortcuts', (app) => app.press('Keyboard shortcuts')),
  inConflict('module', async (app) => {
    await toPane(app, 'List');
    const list = app.page.getByRole('button', { name: 'List', expanded: false });
    if ((await list.count()) > 0) await list.click();
    await app.press('Add kernel or ramdisk');
  }),
  inConflict('notice', (app) => app.drop({ name: 'noise.dtb', content: Uint8Array.of(0, 1, 2) })),
  inConflict('menu', async (app) => {
    await app.bar.block('rtos bank 0').focus();
    await idleAfter(app, app.page.keyboard.press('Shift+F10'));
  }),
  inConflict('several', async (app) => {
    await app.bar.block('static heap').focus();
    await idleAfter(app, app.page.keyboard.press('s'));
    await toPane(app, 'Inspector');
  }),
  inConflict('pinned', async (app) => {
    await app.bar.block('rtos bank 0').focus();
    await idleAfter(app, app.page.keyboard.press('p'));
    await choose(app, 'rtos bank 0');
  }),
  inConflict('drawing by keyboard', async (app) => {
    await app.bar.block('logger bank 0').focus();
    for (const key of ['n', ',', 'Enter', 'Shift+ArrowLeft']) await app.page.keyboard.press(key);
    await app.idle();
  }),
  inConflict('board', async (app) => {
    await choose(app, 'RAM bank 0');
    await toPane(app, 'Inspector');
  }),
  inConflict('kernel', async (app) => {
    await choose(app, 'rtos kernel');
    await toPane(app, 'Inspector');
  }),
  inConflict('shared memory', async (app) => {
    await choose(app, 'logger');
    await toPane(app, 'Inspector');
    await idleAfter(app, app.inspector.getByRole('button', { name: 'Shared memory', exact: true }).click());
    await toPane(app, 'Inspector');
  }),
  inConflict('themes', (app) => app.press('Theme')),
  {
    name: 'dom0',
    reach: async (app) => {
      await app.pickBoard('ZCU102');
      await choose(app, 'Add dom0');
      await toPane(app, 'Inspector');
      await app.setField('dom0_mem', '3G');
    },
  },
  opened('six banks', banksOf(6)),
  opened('64 banks', banksOf(64)),
  opened('forty domains', fortyDomains),
  opened('tiny beside huge', tinyBesideHuge),
  opened('long names', longNames),
  {
    name: 'boot log',
    reach: async (app) => {
      await open(app, consoles('collision.dts'));
      await app.drop({ name: 'console.txt', content: consoles('three-domains-4.18.txt') });
    },
  },
  {
    name: 'boot log compared',
    reach: async (app) => {
      await open(app, consoles('collision.dts'));
      await app.drop({ name: 'console.txt', content: consoles('three-domains-4.18.txt') });
      await idleAfter(app, app.page.getByRole('tab', { name: /Compared/ }).click());
    },
  },
  {
    name: 'boot log lacks',
    reach: async (app) => {
      await app.drop({ name: 'console.txt', content: consoles('three-domains-4.18.txt') });
      await idleAfter(app, app.page.getByRole('tab', { name: /Not in the log/ }).click());
    },
  },
  {
    name: 'boot log asked',
    reach: (app) => app.press('Paste a boot log…'),
  },
  { name: 'unreadable link', reach: (app) => app.goto('#v1.AAAA') },
];
