// Measures what the product has targets for, on the code as it is shipped: bundled, not transformed for tests. Prints
// figures and asserts nothing. node scripts/bench.mjs [code | frames [REGIONS…] [--parts]]: without a word, both.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Bench } from 'tinybench';
import { benchFrames } from '../e2e/bench/frames/frames.mjs';
import { withBundle } from './bundle.mjs';
import { root, runScript } from './ensure.mjs';

/** Times a process is started to learn what that takes. */
const STARTS = 15;

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

function row(what, samples, target) {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(2);
  console.log(
    `${what.padEnd(46)} ${at(0).padStart(8)} ${at(0.5).padStart(8)} ${at(0.95).padStart(8)}   ${target}`.trimEnd(),
  );
}

/** Milliseconds that node takes for each of `STARTS` runs, from start to exit. */
const starts = (args) =>
  Array.from({ length: STARTS }, () => {
    const began = performance.now();
    spawnSync(process.execPath, args);
    return performance.now() - began;
  });

const benchCode = async (file, work) => {
  console.log(
    `${'ms'.padEnd(46)} ${'least'.padStart(8)} ${'median'.padStart(8)} ${'p95'.padStart(8)}   target`,
  );
  const { ALL } = await import(pathToFileURL(file).href);
  for (const { name, target, run } of ALL) {
    const bench = new Bench({ time: 2000, warmupTime: 1000 });
    bench.add(name, run);
    await bench.warmup();
    await bench.run();
    row(name, bench.tasks[0]?.result?.samples ?? [], target);
  }

  const board = join(work, 'board.dtb');
  const source = `/dts-v1/; / { #address-cells = <2>; #size-cells = <2>; memory@40000000 { device_type = "memory";
    reg = <0 0x40000000 0 0x80000000>; }; chosen { }; };`;
  writeFileSync(join(work, 'board.dts'), source);
  if (runScript('cli', ['export', join(work, 'board.dts'), '--to', 'dtb', '-o', board]) === 0) {
    const bare = starts(['-e', '0']);
    row('node -e 0, the whole process', bare, '');
    const limit = (1.5 * median(bare) + 50).toFixed(0);
    row(
      'check BOARD.dtb, the whole process',
      starts([join(root, 'dist/cli/main.mjs'), 'check', board]),
      `≤ ${limit} ms`,
    );
  }
};

console.log(`${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}, Node ${process.versions.node}`);
const [which, ...rest] = process.argv.slice(2);
const counts = rest.map(Number).filter((count) => count > 0);
if (which !== 'frames') await withBundle('e2e/bench/all.ts', benchCode);
if (which !== 'code') await benchFrames(counts.length === 0 ? undefined : counts, rest.includes('--parts'));
