// What a step of a gesture costs the page's main thread, verdict included, in a real browser on the production build;
// beside it React Flow dragging one of as many boxes.
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { ensureBrowser, root, runScript } from '../../../scripts/ensure.mjs';
import { layoutText } from './layout.mjs';
import { CATEGORIES, spread, stepsOf } from './trace.mjs';

const SIZES = [
  { regions: 64, domains: 8 },
  { regions: 1024, domains: 256 },
  { regions: 10_000, domains: 40 },
];
/** Steps of each gesture, and the ms after which a slow one is not asked for more. */
const STEPS = 120;
const PATIENCE = 30_000;
const VIEWPORT = { width: 1600, height: 1000 };
/** What ten thousand boxes may take to appear, in ms. */
const APPEAR = 300_000;
/** A frame that takes longer, in ms, is seen as a stutter. */
const LONG = 33;

const flowPage = join(root, 'dist/bench/flow');

async function buildFlow() {
  await build({
    root: join(root, 'e2e/bench/frames/flow'),
    base: './',
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: flowPage, emptyOutDir: true },
  });
}

async function serve(outDir) {
  const server = await preview({
    root,
    configFile: false,
    logLevel: 'error',
    build: { outDir },
    preview: { port: 0, host: '127.0.0.1' },
  });
  return { url: server.resolvedUrls?.local[0], close: () => server.close() };
}

/** The next frame but one: what the step asked for has been painted. */
const painted = (tab) =>
  tab.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Records one kind of input, step after step. */
async function record(tab, input, step) {
  const browser = tab.context().browser();
  await browser.startTracing(tab, { categories: CATEGORIES });
  const began = performance.now();
  for (let i = 0; i <= STEPS && performance.now() - began < PATIENCE; i += 1) {
    await step(i);
    await painted(tab);
  }
  return stepsOf(JSON.parse(String(await browser.stopTracing())), input);
}

const cell = (value) => value.toFixed(1).padStart(7);

function row(what, steps, target = '') {
  const work = spread(steps.map((step) => step.work));
  const wall = spread(steps.map((step) => step.wall));
  const long = steps.filter((step) => step.work > LONG).length;
  console.log(
    `${what.padEnd(36)} ${cell(work.p50)} ${cell(work.p95)} ${cell(work.max)} ${String(long).padStart(6)}   ${cell(wall.p95)} ${String(steps.length).padStart(6)}   ${target}`.trimEnd(),
  );
  return work;
}

const centre = ({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 });

async function boxOf(locator) {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('not on screen');
  return box;
}

/** Where something lies that has come to rest. */
async function restOf(locator) {
  let last = await boxOf(locator);
  for (;;) {
    await painted(locator.page());
    const now = await boxOf(locator);
    if (now.x === last.x && now.y === last.y && now.width === last.width) return now;
    last = now;
  }
}

/** Takes hold of what lies at a point and moves it to and fro; `held` is there while something is held. */
async function drag(tab, { x, y }, held) {
  await tab.mouse.move(x, y);
  await tab.mouse.down();
  await tab.mouse.move(x + 8, y);
  await tab.locator(held).waitFor({ state: 'attached' });
  const steps = await record(tab, 'pointermove', (i) => tab.mouse.move(x + 8 + (i % 60) * 3, y));
  await tab.keyboard.press('Escape');
  await tab.mouse.up();
  return steps;
}

/** A tab with a layout open. */
async function openMap(browser, url, { regions, domains }) {
  const tab = await browser.newPage({ viewport: VIEWPORT });
  tab.setDefaultTimeout(APPEAR);
  await tab.goto(url);
  const idle = async () => {
    await tab.waitForFunction(() => window.__memmap?.idle !== undefined);
    await tab.evaluate(() => window.__memmap.idle());
  };
  await idle();
  await tab.evaluate(
    (text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], 'bench.dts'));
      for (const type of ['dragenter', 'dragover', 'drop'])
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    },
    layoutText(domains, regions),
  );
  await tab.locator('[data-block]').first().waitFor();
  await idle();
  return tab;
}

const TARGETS = {
  1024: { drag: 'p95 ≤ 8, none > 33' },
  10000: { zoom: 'p95 ≤ 16', pan: 'p95 ≤ 16' },
};

/** Zoom and pan with everything in view, then a drag of one bank that has been zoomed to. */
async function mapGestures(browser, url, size) {
  const tab = await openMap(browser, url, size);
  const { zoom, pan, drag: dragged } = TARGETS[size.regions] ?? {};
  const name = `${size.regions.toLocaleString('en')} regions`;
  const stage = await boxOf(tab.getByRole('application', { name: 'Memory map' }));
  await tab.mouse.move(stage.x + stage.width / 2, stage.y + 60);
  const to = (i) => (i % 40 < 20 ? -1 : 1);
  row(`zoom, ${name}`, await record(tab, 'wheel', (i) => tab.mouse.wheel(0, 60 * to(i))), zoom);
  await tab.mouse.wheel(0, -240);
  row(`pan, ${name}`, await record(tab, 'wheel', (i) => tab.mouse.wheel(-25 * to(i), 0)), pan);
  await tab.getByRole('button', { name: 'Show everything' }).click();
  await painted(tab);
  const lane = tab.getByRole('group', { name: 'domU1, host physical', exact: true });
  await lane.locator('[data-block]').first().focus();
  await tab.keyboard.press('f');
  await painted(tab);
  const bank = await boxOf(tab.getByRole('button', { name: /^domU1 bank 0, host physical / }));
  const work = row(`drag, ${name}`, await drag(tab, centre(bank), '[data-testid=drag-badge]'), dragged);
  await tab.close();
  return work;
}

async function flowDrag(browser, url, { regions }) {
  const tab = await browser.newPage({ viewport: VIEWPORT });
  tab.setDefaultTimeout(APPEAR);
  await tab.goto(`${url}?boxes=${regions}`);
  const box = tab.locator('.react-flow__node').nth(Math.floor(regions / 2));
  await box.waitFor();
  await painted(tab);
  const work = row(
    `React Flow, drag, ${regions.toLocaleString('en')} boxes`,
    await drag(tab, centre(await restOf(box)), '.react-flow__node.dragging'),
  );
  await tab.close();
  return work;
}

/** Prints what each gesture costs with so many regions; builds the page first. */
export async function benchFrames(counts = SIZES.map(({ regions }) => regions)) {
  if (runScript('build', ['--logLevel', 'error']) !== 0) process.exit(1);
  await buildFlow();
  const [page, flow] = [await serve('dist/page'), await serve(flowPage)];
  const executablePath = ensureBrowser();
  const browser = await chromium.launch({
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  try {
    console.log(`ms of the main thread per step, Chromium ${browser.version()}, no GPU`);
    console.log(`${''.padEnd(36)}     p50     p95     max   > 33   by clock  steps   target`);
    for (const size of SIZES.filter(({ regions }) => counts.includes(regions))) {
      const own = await mapGestures(browser, page.url, size);
      const theirs = await flowDrag(browser, flow.url, size);
      console.log(`${'React Flow ÷ ours, drag, p50'.padEnd(36)} ${cell(theirs.p50 / own.p50)}\n`);
    }
  } finally {
    await browser.close();
    await page.close();
    await flow.close();
  }
}
