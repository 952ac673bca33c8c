// What a frame of a gesture costs the page's main thread, verdict included, in a real browser on the production build;
// beside it React Flow dragging one of as many boxes.
//
// A frame is a picture that is new to the eye, and costs all that the main thread did since the one before: the input's
// handlers, rendering, what was put off until the last picture was out, and making this one. So nothing is hidden by
// doing it later; `a step` is the sum of it all by the number of input events, so that nothing is hidden by spreading it
// over many frames either. Time is the thread's own. Nothing is subtracted: tracing has its price, and the first row says
// what a page costs that does nothing but turn a square from blue to red.
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium, errors } from '@playwright/test';
import { build, preview } from 'vite';
import { ensureBrowser, root, runScript } from '../../../scripts/ensure.mjs';
import { layoutText } from './layout.mjs';
import { CATEGORIES, framesOf, PART_NAMES, spread } from './trace.mjs';

const SIZES = [
  { regions: 64, domains: 8 },
  { regions: 1024, domains: 256 },
  { regions: 10_000, domains: 40 },
];
/** Input events of each gesture, ms from one to the next, and the ms after which a slow page is not given more. */
const STEPS = 120;
const PACE = 1000 / 60;
const PATIENCE = 30_000;
const VIEWPORT = { width: 1600, height: 1000 };
/** What ten thousand boxes may take to appear, in ms. */
const APPEAR = 300_000;
/** Boxes beside them are waited for this long, in ms. */
const FLOW_APPEAR = 60_000;
/** ms for a page to come to rest before something is measured. */
const REST = 500;
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

/** The next frame but one: what was asked for has been painted. Not while recording: it would be part of the record. */
const painted = (tab) =>
  tab.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Records one kind of input, given at a steady pace and without a call into the page. */
async function record(tab, input, step) {
  await tab.waitForTimeout(REST);
  const browser = tab.context().browser();
  await browser.startTracing(tab, { categories: CATEGORIES });
  const began = performance.now();
  let next = began;
  for (let i = 0; i <= STEPS && performance.now() - began < PATIENCE; i += 1) {
    await step(i);
    next = Math.max(next + PACE, performance.now());
    await delay(next - performance.now());
  }
  return framesOf(JSON.parse(String(await browser.stopTracing())), input);
}

const cell = (value) => value.toFixed(1).padStart(7);

function head(parts) {
  const columns = parts
    ? PART_NAMES
    : ['p50', 'p95', 'max', `> ${LONG}`, 'by clock', 'a step', 'frames', 'target'];
  console.log(`${''.padEnd(36)} ${columns.map((name) => name.padStart(7)).join(' ')}`);
}

function row(what, { frames, steps, whole }, parts, target = '') {
  const work = spread(frames.map((frame) => frame.work));
  const wall = spread(frames.map((frame) => frame.wall));
  const long = frames.filter((frame) => frame.work > LONG).length;
  const step = whole.work / Math.max(steps, 1);
  const columns = parts
    ? PART_NAMES.map((part) => cell(spread(frames.map((frame) => frame.parts[part])).p50))
    : [work.p50, work.p95, work.max]
        .map(cell)
        .concat(
          String(long).padStart(7),
          cell(wall.p95).padStart(8),
          cell(step),
          String(frames.length).padStart(7),
          target === '' ? '' : ` ${target}`,
        );
  console.log(`${what.padEnd(36)} ${columns.join(' ')}`.trimEnd());
  return { p50: work.p50, step };
}

/** How often one goes into the other, under the columns of both measures. */
function ratio(what, theirs, own, parts) {
  const columns = [
    cell(theirs.p50 / own.p50),
    ...(parts ? [] : [''.padStart(32), cell(theirs.step / own.step)]),
  ];
  console.log(`${what.padEnd(36)} ${columns.join(' ')}`);
}

const centre = ({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 });

async function boxOf(locator) {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('not on screen');
  return box;
}

/** What a frame costs where there is nothing to do. */
async function nothing(browser) {
  const tab = await browser.newPage({ viewport: VIEWPORT });
  await tab.setContent(`<body style="margin:0"><div style="width:50px;height:50px"></div><script>
    let red = false;
    addEventListener('wheel', () => {
      red = !red;
      document.querySelector('div').style.background = red ? 'red' : 'blue';
    });
  </script>`);
  await tab.mouse.move(500, 500);
  const recorded = await record(tab, 'wheel', () => tab.mouse.wheel(0, 60));
  await tab.close();
  return recorded;
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

/** Moves a pressed mouse as the browser does. The test library's own way has scripts of its own run in the page at each step. */
async function movesOf(tab) {
  const session = await tab.context().newCDPSession(tab);
  return (x, y) =>
    session.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y, button: 'left', buttons: 1 });
}

/** Takes hold of what lies at a point and moves it to and fro by `step` px; `held` is there while something is held. */
async function drag(tab, { x, y }, step, held) {
  const move = await movesOf(tab);
  await tab.mouse.move(x, y);
  await tab.mouse.down();
  await tab.mouse.move(x + step, y);
  await tab.locator(held).waitFor({ state: 'attached' });
  const recorded = await record(tab, 'pointermove', (i) => move(x + step * (i % 10), y));
  await tab.keyboard.press('Escape');
  await tab.mouse.up();
  return recorded;
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

/** Zoom and pan with everything in view, then a drag of one bank among its neighbours. */
async function mapGestures(browser, url, size, parts) {
  const tab = await openMap(browser, url, size);
  const { zoom, pan, drag: dragged } = TARGETS[size.regions] ?? {};
  const name = `${size.regions.toLocaleString('en')} regions`;
  const stage = await boxOf(tab.getByRole('application', { name: 'Memory map' }));
  await tab.mouse.move(stage.x + stage.width / 2, stage.y + 60);
  const to = (i) => (i % 40 < 20 ? -1 : 1);
  row(`zoom, ${name}`, await record(tab, 'wheel', (i) => tab.mouse.wheel(0, 60 * to(i))), parts, zoom);
  await tab.mouse.wheel(0, -600);
  row(`pan, ${name}`, await record(tab, 'wheel', (i) => tab.mouse.wheel(-25 * to(i), 0)), parts, pan);
  await tab.getByRole('button', { name: 'Show everything' }).click();
  await painted(tab);
  const lane = tab.getByRole('group', { name: 'domU1, host physical', exact: true });
  await lane.locator('[data-block]').first().focus();
  await tab.keyboard.press('f');
  for (let i = 0; i < 5; i += 1) await tab.keyboard.press('-');
  const bank = await restOf(tab.getByRole('button', { name: /^domU1 bank 0, host physical / }));
  // A bank is as long as the grid that a drag keeps to: each step moves it, over others and clear of them in turn.
  const held = await drag(tab, centre(bank), bank.width, '[data-testid=drag-badge]');
  const cost = row(`drag, ${name}`, held, parts, dragged);
  await tab.close();
  return cost;
}

/** Drags one of as many boxes; null where that does not come about. */
async function flowDrag(browser, url, size, parts) {
  const tab = await browser.newPage({ viewport: VIEWPORT });
  tab.setDefaultTimeout(FLOW_APPEAR);
  try {
    return await flowDragIn(tab, url, size, parts);
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error;
    console.log(
      `React Flow, drag, ${size.regions.toLocaleString('en')} boxes: nothing moved in ${FLOW_APPEAR / 1000} s`,
    );
    return null;
  } finally {
    await tab.close();
  }
}

async function flowDragIn(tab, url, { regions }, parts) {
  await tab.goto(`${url}?boxes=${regions}`);
  const box = tab.locator('.react-flow__node').nth(Math.floor(regions / 2));
  await box.waitFor();
  await painted(tab);
  return row(
    `React Flow, drag, ${regions.toLocaleString('en')} boxes`,
    await drag(tab, centre(await restOf(box)), 3, '.react-flow__node.dragging'),
    parts,
  );
}

/** Prints what each gesture costs with so many regions, or what of it (`parts`); builds the page first. */
export async function benchFrames(counts = SIZES.map(({ regions }) => regions), parts = false) {
  if (runScript('build', ['--logLevel', 'error']) !== 0) process.exit(1);
  await buildFlow();
  const [page, flow] = [await serve('dist/page'), await serve(flowPage)];
  const executablePath = ensureBrowser();
  const browser = await chromium.launch({
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  try {
    console.log(
      `ms of the main thread per frame${parts ? ', p50' : ''}, Chromium ${browser.version()}, no GPU`,
    );
    head(parts);
    row('nothing, for comparison', await nothing(browser), parts);
    for (const size of SIZES.filter(({ regions }) => counts.includes(regions))) {
      const own = await mapGestures(browser, page.url, size, parts);
      const theirs = await flowDrag(browser, flow.url, size, parts);
      if (theirs !== null) ratio('React Flow ÷ ours, drag', theirs, own, parts);
      console.log();
    }
  } finally {
    await browser.close();
    await page.close();
    await flow.close();
  }
}
