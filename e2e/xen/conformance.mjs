// @ts-check
// The conformance run: boots layouts under real Xen and compares what comes of them with what was recorded and with
// what the simulator predicts. node e2e/xen/conformance.mjs --help
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { withBundle } from '../../scripts/bundle.mjs';
import { findXen, missing } from './available.mjs';
import { archOf, bootXen, dumpVirtDtb, identifyXen } from './boot.mjs';
import { CHECKOUT } from './cache.mjs';

/** @typedef {typeof import('./judge.ts')} Judge */
/** @typedef {import('./judge.ts').Case} Case */
/** @typedef {import('../../src/testing/virt-layout.ts').VirtLayout} VirtLayout */

const LAYOUTS = fileURLToPath(new URL('layouts', import.meta.url));

const HELP = `node e2e/xen/conformance.mjs [FILE.dts]… [options]

Boots layouts under real Xen in QEMU, compares with the recordings and the simulator, and prints every disagreement
with the device tree that caused it. Without FILEs: what --from says.

  --from WHAT    recordings, layouts (the files of e2e/xen/layouts) or all (default)
  --only GLOB    of these only those whose name matches (banks-*)
  --sample N     of the recordings that many, chosen by the seed
  --random N     and N random layouts
  --seed S       of the sample and the random layouts (default: drawn, and printed)
  --shrink N     boots spent on making a random layout that is disagreed on smaller (40)
  --jobs N       boots at once (2)
  --xen FILE     raw arm64 Xen (default: XEN_BINARY, else the one node e2e/xen/build-xen.mjs built)
  --out FOLDER   where each layout disagreed on is written, and Xen's console (test-results/xen)
  --verbose      every layout, not only the disagreements
Exit: 0 all agree, 1 some do not, 2 wrong usage or nothing to boot with.
`;

/**
 * The project's own sources, bundled for node.
 * @returns {Promise<Judge>}
 */
const loadJudge = () => withBundle('e2e/xen/judge.ts', (file) => import(pathToFileURL(file).href));

/** @type {Map<string, Promise<string>>} */
const machines = new Map();

/**
 * QEMU's own tree as source, without `/chosen`, which holds random numbers.
 * @param {VirtLayout['host']} host
 */
function machineSource({ ramMb, gic, cpus }) {
  const key = `${ramMb} ${gic} ${cpus}`;
  const known =
    machines.get(key) ??
    dumpVirtDtb({ ramMb, cpus, gicVersion: gic }).then((blob) =>
      execFileSync('dtc', ['-q', '-I', 'dtb', '-O', 'dts'], { input: blob, maxBuffer: 2 ** 26 })
        .toString()
        .replace(/^\/dts-v1\/;/, '')
        .replace(/^\tchosen \{[^}]*\};\n/m, ''),
    );
  machines.set(key, known);
  return known;
}

/** @param {string} source */
const compiled = (source) =>
  execFileSync('dtc', ['-q', '-I', 'dts', '-O', 'dtb'], { input: source, maxBuffer: 2 ** 26 });

/**
 * Boots a case and has it judged.
 * @param {Judge} judge
 * @param {{file: string, size: bigint, release: import('./console.mjs').Release}} xen
 * @param {Case} of
 * @param {number} [patience] how many times as long as usual
 */
async function bootCase(judge, xen, of, patience = 1) {
  const { host, kernels, blobs } = of.layout;
  const source = judge.virtSource(await machineSource(host), of.layout);
  const dtb = compiled(source);
  const outcome = await bootXen({
    xen: xen.file,
    dtb,
    kernels: [...kernels],
    modules: blobs.map(({ start, source: text }) => ({
      addr: start,
      file: text === null ? Buffer.from('no device tree') : compiled(text),
    })),
    ramMb: host.ramMb,
    cpus: host.cpus,
    gicVersion: host.gic,
    xenAt: host.xen,
    fdtAt: host.fdt,
    timeoutMs: patience * 60_000 * Math.max(1, host.ramMb / 2048),
    silenceMs: patience * 15_000 * Math.max(1, host.ramMb / 2048),
  });
  return { outcome, ...judge.judge(of, { dtb, xenSize: xen.size, xen: xen.release, outcome }) };
}

/**
 * What a layout is disagreed on, told apart from what is set aside.
 * @param {import('./judge.ts').Judged} judged
 */
const counted = ({ differ, unlikeRecording }) => [
  ...differ.flatMap(({ says, aside }) => (aside === null ? [says] : [])),
  ...unlikeRecording,
];

/** How a boot ended, in words that do not change from build to build. */
const endOf = (/** @type {import('./boot.mjs').Outcome} */ { panicMessage, verdict }) =>
  panicMessage?.replaceAll(/:\d+$/g, '') ?? verdict;

/**
 * Does something to each of a list, so many at once.
 * @template T
 * @param {readonly T[]} list
 * @param {number} jobs
 * @param {(item: T) => Promise<void>} action
 */
async function forEach(list, jobs, action) {
  const rest = list.values();
  await Promise.all(
    Array.from({ length: jobs }, async () => {
      for (const item of rest) await action(item);
    }),
  );
}

const matches = (/** @type {string} */ glob) =>
  new RegExp(
    `^${glob
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );

/**
 * A sample that the same seed draws again.
 * @template T
 * @param {T[]} list
 * @param {number} count
 * @param {number} seed
 */
function sample(list, count, seed) {
  let state = seed;
  const next = () => (state = (state * 1103515245 + 12345) % 0x8000_0000);
  return list
    .map((item) => ({ item, key: next() }))
    .toSorted((a, b) => a.key - b.key)
    .slice(0, count)
    .map(({ item }) => item);
}

/**
 * @param {string[]} args
 * @returns {Promise<number>} exit status
 */
async function main(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      from: { type: 'string', default: 'all' },
      only: { type: 'string', default: '*' },
      sample: { type: 'string' },
      random: { type: 'string', default: '0' },
      seed: { type: 'string', default: process.env['SEED'] ?? String(Date.now() % 0x7fff_ffff) },
      shrink: { type: 'string', default: '40' },
      jobs: { type: 'string', default: '2' },
      xen: { type: 'string' },
      out: { type: 'string', default: join(CHECKOUT, 'test-results/xen') },
      verbose: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (!['recordings', 'layouts', 'all'].includes(values.from))
    throw new Error(`--from ${values.from}: recordings, layouts or all`);
  const lacking = missing();
  const file = values.xen ?? findXen();
  if (file === null || (lacking !== null && values.xen === undefined)) throw new Error(lacking ?? 'no Xen');
  const seed = Number(values.seed);
  const judge = await loadJudge();
  const image = readFileSync(file);
  if (archOf(image) !== 'arm64')
    throw new Error(`${file}: a 32-bit Xen can be booted (boot.mjs), not compared`);
  const release = await identifyXen(file);
  const xen = { file, size: image.readBigUInt64LE(16), release };
  console.log(`Xen ${release.version}, ${release.build} build; seed ${seed}`);

  /** @type {(Case & {seed?: number})[]} */
  const cases = [];
  const fileCase = (/** @type {string} */ path) =>
    judge.fileCase(basename(path, '.dts'), readFileSync(path, 'utf8'));
  if (positionals.length > 0) cases.push(...positionals.map(fileCase));
  else {
    const named = (/** @type {Case} */ { id }) => matches(values.only).test(id);
    if (values.from !== 'layouts') {
      const all = judge.recordedCases(release).filter(named);
      cases.push(...(values.sample === undefined ? all : sample(all, Number(values.sample), seed)));
    }
    if (values.from !== 'recordings')
      cases.push(
        ...readdirSync(LAYOUTS)
          .filter((name) => name.endsWith('.dts'))
          .map((name) => fileCase(join(LAYOUTS, name)))
          .filter(named),
      );
    cases.push(...judge.randomCases(seed, Number(values.random), release, xen.size));
  }

  /** @type {Map<string, number>} */
  const ends = new Map();
  /** @type {Map<string, number>} */
  const asides = new Map();
  let disagreed = 0;
  let agreed = 0;
  let differing = 0;
  let known = 0;
  const report = (/** @type {Case} */ of, /** @type {string[]} */ lines, log = '') => {
    const path = join(values.out, `${of.id}.dts`);
    mkdirSync(values.out, { recursive: true });
    writeFileSync(path, judge.virtLayoutText(of.layout));
    writeFileSync(join(values.out, `${of.id}.log`), log);
    console.log(
      [`${of.id}: ${of.layout.title}`, ...lines.map((line) => `  ${line}`), `  ${path}`].join('\n'),
    );
  };
  await forEach(cases, Math.max(1, Number(values.jobs)), async (of) => {
    try {
      const first = await bootCase(judge, xen, of);
      const agrees = (/** @type {import('./judge.ts').Judged} */ judged) => counted(judged).length === 0;
      // A disagreement is believed when it is there a second time, with more patience.
      const last = agrees(first) ? first : await bootCase(judge, xen, of, 4);
      const { outcome } = last;
      const end = endOf(outcome);
      ends.set(end, (ends.get(end) ?? 0) + 1);
      if (values.verbose) console.log(`${of.id}: ${end}, ${(outcome.ms / 1000).toFixed(1)} s`);
      if (agrees(last) && (agrees(first) || first.outcome.verdict === 'hang')) {
        const [why = null] = last.differ.map(({ aside }) => aside);
        if (why === null) agreed += 1;
        else {
          asides.set(why, (asides.get(why) ?? 0) + 1);
          report(of, [`set aside: ${why}`, ...last.differ.map(({ says }) => says)], outcome.log);
        }
        return;
      }
      if (of.layout.differs !== null || end !== endOf(first.outcome) || agrees(last)) {
        differing += 1;
        console.log(`${of.id}: ends differently from run to run: ${endOf(first.outcome)}; ${end}`);
        return;
      }
      const lines = counted(last);
      const why = of.known(release);
      if (why !== null) {
        known += 1;
        console.log(`${of.id}: known: ${why}`);
        return;
      }
      disagreed += 1;
      report(of, lines, outcome.log);
      const { seed: own } = of;
      if (own === undefined || Number(values.shrink) === 0) return;
      const smaller = await judge.minimise(
        own,
        Number(values.shrink),
        async (layout) => counted(await bootCase(judge, xen, { ...of, layout })).length > 0,
      );
      const small = { ...of, id: `${of.id}-small`, layout: smaller };
      const smallest = await bootCase(judge, xen, small);
      report(small, counted(smallest), smallest.outcome.log);
    } catch (error) {
      disagreed += 1;
      report(of, [error instanceof Error ? (error.stack ?? error.message) : String(error)]);
    }
  });

  console.log('how they ended:');
  for (const [end, count] of [...ends].toSorted(([, a], [, b]) => b - a)) console.log(`  ${count} × ${end}`);
  const aside = [...asides.values()].reduce((sum, count) => sum + count, 0);
  console.log(
    `${cases.length} layouts: ${agreed} agree, ${disagreed} disagree; not counted: ${aside} set aside, ${known} known, ${differing} that end differently from run to run`,
  );
  for (const [why, count] of [...asides].toSorted(([, a], [, b]) => b - a))
    console.log(`  ${count} × ${why}`);
  return disagreed === 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  main(process.argv.slice(2)).then(
    (status) => (process.exitCode = status),
    (error) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 2;
    },
  );
