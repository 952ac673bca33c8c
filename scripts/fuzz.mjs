#!/usr/bin/env node
// Damaged device trees, blobs and texts, by the million: each must be read or refused by name, without a crash, a hang
// or memory beyond 64 bytes per byte of input (inputs of 64 KiB and more).
//
//   npm run fuzz -- [--count 1000000] [--seed N] [--from N] [--threads 1]
//
// Prints the seed; `--seed S --from I --count 1` makes input I again. Exit status 1 when anything failed. A thread that
// is at one input for more than a minute counts as hanging.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { withBundle } from './bundle.mjs';
import { cachedKernelTrees } from './fetch-kernel-trees.mjs';
import { chooseSeed } from './seed.mjs';

const project = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const HANGS = 60_000;
/** Of the kernel's trees, where they are in the cache, every so manyth. */
const EVERY = 50;

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(chooseSeed()) },
    from: { type: 'string', default: '0' },
    threads: { type: 'string', default: '1' },
  },
});
const [count, seed, first, threads] = [values.count, values.seed, values.from, values.threads].map(Number);

const folder = join(project, 'src/devicetree/samples');
const texts = readdirSync(folder)
  .filter((name) => name.endsWith('.dts'))
  .map((name) => readFileSync(join(folder, name), 'utf8'));
texts.push(
  ...readFileSync(join(folder, 'corners.txt'), 'utf8')
    .split('\n')
    .map((line) => line.slice(2).replaceAll('⏎', '\n')),
);

function kernelBlobs() {
  const trees = cachedKernelTrees();
  if (trees === null || !existsSync(trees.folder)) return [];
  return readdirSync(trees.folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.dtbo?$/.test(name))
    .toSorted()
    .filter((_, i) => i % EVERY === 0)
    .map((name) => new Uint8Array(readFileSync(join(trees.folder, name))));
}

/** Runs inputs [from, to) in a thread; resolves with its report, or with one that names the input it hangs at. */
function stretch(script, blobs, from, to) {
  const progress = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(script, { workerData: { texts, blobs, seed, from, to, progress } });
  return new Promise((done) => {
    let last = -1;
    const watch = setInterval(() => {
      const at = Atomics.load(progress, 0);
      if (at === last) end({ kinds: {}, failures: [`input ${at}: hangs`], largest: 0, measured: 0 });
      else process.stderr.write(`  at input ${at} of ${from} to ${to}\n`);
      last = at;
    }, HANGS);
    const end = (report) => {
      clearInterval(watch);
      void worker.terminate();
      done(report);
    };
    worker.on('message', end);
    worker.on('error', (error) =>
      end({
        kinds: {},
        failures: [`input ${Atomics.load(progress, 0)}: ${error.stack}`],
        largest: 0,
        measured: 0,
      }),
    );
  });
}

await withBundle('src/testing/fuzz-run.ts', async (file) => {
  const blobs = kernelBlobs();
  console.log(
    `${count} inputs from ${first}, --seed ${seed}; ${blobs.length} trees of the kernel among the stock`,
  );
  const share = Math.ceil(count / threads);
  const began = Date.now();
  const reports = await Promise.all(
    Array.from({ length: threads }, (_, i) =>
      stretch(file, blobs, first + i * share, first + Math.min(count, (i + 1) * share)),
    ),
  );
  const kinds = {};
  for (const report of reports)
    for (const [kind, n] of Object.entries(report.kinds)) kinds[kind] = (kinds[kind] ?? 0) + n;
  const failures = reports.flatMap((report) => report.failures);
  for (const [kind, n] of Object.entries(kinds)) console.log(`  ${kind}: ${n}`);
  const measured = reports.reduce((sum, report) => sum + report.measured, 0);
  const largest = Math.max(...reports.map((report) => report.largest));
  console.log(`  of 64 KiB and more: ${measured}, taking at most ${largest.toFixed(1)} times their size`);
  console.log(`  ${((Date.now() - began) / 1000).toFixed(0)} s`);
  for (const failure of failures) console.log(`FAILED ${failure}`);
  console.log(`${failures.length} failed`);
  process.exitCode = failures.length === 0 ? 0 : 1;
});
