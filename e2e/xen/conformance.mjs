// @ts-check
// The conformance run: boots layouts under real Xen and compares what comes of them with what was recorded and with
// what the simulator predicts. node e2e/xen/conformance.mjs --help
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { withBundle } from '../../scripts/bundle.mjs';
import { chooseSeed } from '../../scripts/seed.mjs';
import { findXen, missing } from './available.mjs';
import { believe, endOf } from './believe.mjs';
import { archOf, bootXen, dumpVirtDtb, identifyXen } from './boot.mjs';
import { CHECKOUT } from './cache.mjs';
import { guestImage } from './payload/payload.mjs';
import { sideBySide } from './side-by-side.mjs';

/** @typedef {typeof import('./judge.ts')} Judge */
/** @typedef {import('./judge.ts').Case} Case */
/** @typedef {import('../../src/testing/virt-layout.ts').VirtLayout} VirtLayout */

const LAYOUTS = fileURLToPath(new URL('layouts', import.meta.url));

const HELP = `node e2e/xen/conformance.mjs [FILE.dts | random-N]… [options]

Boots layouts under real Xen in QEMU, compares with the recordings and the simulator, writes every layout that is
disagreed on, and says last (on stderr) what the disagreements are. Without FILEs: what --from says.

  --from WHAT    recordings, layouts (the files of e2e/xen/layouts) or all (default)
  --only GLOB    of these only those whose name matches (banks-*)
  --sample N     of the recordings that many, chosen by the seed
  --random N     and N random layouts
  --seed S       of the sample and the random layouts (default: SEED, else the commit's)
  --shrink N     boots spent on making a random layout that is disagreed on smaller (40)
  --jobs N       boots at once (2), where the machine has memory for them
  --xen FILE     raw arm64 Xen (default: XEN_BINARY, else the one node e2e/xen/build-xen.mjs built)
  --out FOLDER   where each layout disagreed on is written, and Xen's console (test-results/xen)
  --verbose      every layout, not only the disagreements
Exit: 0 all agree, 1 some do not or could not be booted, 2 wrong usage or nothing to boot with.
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
  known.catch(() => machines.delete(key));
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
    graceMs: patience * 1000,
  });
  const judged = judge.judge(of, {
    dtb,
    xenSize: xen.size,
    guest: BigInt(guestImage().length),
    xen: xen.release,
    outcome,
  });
  return { outcome, judged, counted: counted(judged) };
}

/**
 * What a layout is disagreed on, told apart from what is set aside.
 * @param {import('./judge.ts').Judged} judged
 */
const counted = ({ differ, unlikeRecording }) => [
  ...differ.flatMap(({ says, aside }) => (aside === null ? [says] : [])),
  ...unlikeRecording,
];

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

const add = (/** @type {Map<string, number>} */ counts, /** @type {string} */ what) =>
  counts.set(what, (counts.get(what) ?? 0) + 1);

/**
 * @typedef {{ends: Map<string, number>, asides: Map<string, number>, agreed: number, known: number, differing: number,
 *   tooLarge: number}} Tally
 */

/**
 * How a run ended, as text.
 * @param {number} all
 * @param {number} wrong
 * @param {Tally} tally
 */
function summary(all, wrong, { ends, asides, agreed, known, differing, tooLarge }) {
  const listed = (/** @type {Map<string, number>} */ counts) =>
    [...counts].toSorted(([, a], [, b]) => b - a).map(([what, count]) => `  ${count} × ${what}`);
  const aside = [...asides.values()].reduce((sum, count) => sum + count, 0);
  return [
    'how they ended:',
    ...listed(ends),
    `${all} layouts: ${agreed} agree, ${wrong} disagree; not counted: ${aside} set aside, ${known} known, ${differing} that end differently from run to run, ${tooLarge} too large for this machine`,
    ...listed(asides),
  ].join('\n');
}

/**
 * What is to be booted.
 * @param {Judge} judge
 * @param {{size: bigint, release: import('./console.mjs').Release}} xen
 * @param {{names: string[], from: string, only: string, sample?: string | undefined, random: string, seed: number}} choice
 *   `names`: those alone, files or random ones
 * @returns {(Case & {seed?: number})[]}
 */
function chosenCases(judge, { size, release }, { names, from, only, sample: some, random, seed }) {
  const inFile = (/** @type {string} */ path) =>
    judge.fileCase(basename(path, '.dts'), readFileSync(path, 'utf8'));
  if (names.length > 0)
    return names.map((name) => {
      const own = /^random-(\d+)$/.exec(name)?.[1];
      return own === undefined ? inFile(name) : judge.randomCase(Number(own));
    });
  const recorded = from === 'layouts' ? [] : judge.recordedCases(release);
  const files = from === 'recordings' ? [] : readdirSync(LAYOUTS).filter((name) => name.endsWith('.dts'));
  const named = (/** @type {Case} */ { id }) => matches(only).test(id);
  const all = recorded.filter(named);
  return [
    ...(some === undefined ? all : sample(all, Number(some), seed)),
    ...files.map((name) => inFile(join(LAYOUTS, name))).filter(named),
    ...judge.randomCases(seed, Number(random), release, size),
  ];
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
      seed: { type: 'string', default: String(chooseSeed()) },
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

  const cases = chosenCases(judge, xen, { ...values, seed, names: positionals });

  /** @type {Tally} */
  const tally = { ends: new Map(), asides: new Map(), agreed: 0, known: 0, differing: 0, tooLarge: 0 };
  /** @type {string[]} what is wrong: told last */
  const wrong = [];
  const write = (/** @type {Case} */ of, log = '') => {
    mkdirSync(values.out, { recursive: true });
    writeFileSync(join(values.out, `${of.id}.dts`), judge.virtLayoutText(of.layout));
    writeFileSync(join(values.out, `${of.id}.log`), log);
  };
  const told = (/** @type {Case} */ of, /** @type {string[]} */ lines) =>
    [`${of.id}: ${of.layout.title}`, ...lines.map((line) => `  ${line}`)].join('\n');
  const blame = (/** @type {Case} */ of, /** @type {string[]} */ lines, log = '') => {
    write(of, log);
    wrong.push(told(of, lines));
    console.log(told(of, [...lines, join(values.out, `${of.id}.dts`)]));
  };
  /** Makes a random layout that is disagreed on smaller. */
  const shrink = async (/** @type {Case} */ of, /** @type {number} */ own) => {
    const smaller = await judge.minimise(
      own,
      Number(values.shrink),
      async (layout) => (await bootCase(judge, xen, { ...of, layout })).counted.length > 0,
    );
    const small = { ...of, id: `${of.id}-small`, layout: smaller };
    const { counted: lines, outcome } = await bootCase(judge, xen, small);
    write(small, outcome.log);
    console.log(told(small, [...lines, join(values.out, `${small.id}.dts`)]));
  };
  const compare = async (/** @type {Case & {seed?: number}} */ of) => {
    const belief = await believe((patience) => bootCase(judge, xen, of, patience));
    if (belief.kind === 'unbooted') return blame(of, [`could not be booted: ${belief.why}`]);
    const differs = of.layout.differs !== null && belief.kind === 'disagrees';
    if (belief.kind === 'differs' || differs) {
      tally.differing += 1;
      const ends = belief.kind === 'differs' ? belief.ends : [endOf(belief.booted.outcome)];
      console.log(`${of.id}: ends differently from run to run: ${ends.join('; ')}`);
      return;
    }
    const { outcome, judged, counted: lines } = belief.booted;
    const end = endOf(outcome);
    add(tally.ends, end);
    if (values.verbose) console.log(`${of.id}: ${end}, ${(outcome.ms / 1000).toFixed(1)} s`);
    if (belief.kind === 'agrees') {
      const [why = null] = judged.differ.map(({ aside }) => aside);
      if (why === null) tally.agreed += 1;
      else {
        add(tally.asides, why);
        write(of, outcome.log);
        console.log(told(of, [`set aside: ${why}`, ...judged.differ.map(({ says }) => says)]));
      }
      return;
    }
    const why = of.known(release);
    if (why !== null) {
      tally.known += 1;
      console.log(`${of.id}: known: ${why}`);
      return;
    }
    blame(of, lines, outcome.log);
    if (of.seed !== undefined && Number(values.shrink) > 0) await shrink(of, of.seed);
  };
  const room = Math.floor((process.availableMemory() / 2 ** 20) * 0.75);
  await sideBySide(
    cases,
    { jobs: Math.max(1, Number(values.jobs)), room, takes: ({ layout }) => layout.host.ramMb },
    async (of) => {
      if (of.layout.host.ramMb > room) {
        tally.tooLarge += 1;
        console.log(`${of.id}: not booted: ${of.layout.host.ramMb} MiB of RAM, and there are ${room} here`);
        return;
      }
      try {
        await compare(of);
      } catch (error) {
        blame(of, [error instanceof Error ? (error.stack ?? error.message) : String(error)]);
      }
    },
  );
  console.log(summary(cases.length, wrong.length, tally));
  if (wrong.length === 0) return 0;
  process.stderr.write(
    [
      `${wrong.length} of ${cases.length} layouts: the simulator and Xen ${release.version} (${release.build}) do not agree; seed ${seed}.`,
      'One of them again: node e2e/xen/conformance.mjs, and random-N, or --only NAME, or a file of e2e/xen/layouts.',
      ...wrong,
      '',
    ].join('\n'),
  );
  return 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  main(process.argv.slice(2)).then(
    (status) => (process.exitCode = status),
    (error) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 2;
    },
  );
