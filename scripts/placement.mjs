// Compares the placement solver with an exact constraint solver (MiniZinc with Gecode) on drawn problems, and their times.
//   node scripts/placement.mjs [--count 300] [--seed 1] [--most 24] [--seconds 30] [--keep FILE]
// The exact solver's answers are kept in FILE, one a line, and used again for the same problem: a later run needs seconds.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { withBundle } from './bundle.mjs';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    most: { type: 'string', default: '24' },
    seconds: { type: 'string', default: '30' },
    keep: { type: 'string' },
  },
});
const [count, seed, most, seconds] = [values.count, values.seed, values.most, values.seconds].map(Number);
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;

const lines =
  values.keep !== undefined && existsSync(values.keep) ? readFileSync(values.keep, 'utf8').split('\n') : [];
/** By problem: what the exact solver said of it, and how long it was given. */
const kept = new Map(
  lines.filter((line) => line !== '').map((line) => [JSON.parse(line).problem, JSON.parse(line)]),
);

await withBundle('src/testing/placement-report.ts', async (file) => {
  const { compare, exactly, nameOf } = await import(pathToFileURL(file).href);
  const answer = (problem) => {
    const name = nameOf(problem);
    const known = kept.get(name);
    if (
      known !== undefined &&
      (known.seconds >= seconds || ['optimal', 'impossible'].includes(known.exact.kind))
    )
      return known.exact;
    const exact = exactly(problem, seconds);
    if (values.keep !== undefined)
      appendFileSync(values.keep, `${JSON.stringify({ problem: name, seconds, exact })}\n`);
    return exact;
  };
  const all = [];
  for (let i = 0; i < count; i += 1) {
    const one = compare(seed + i, most, answer);
    all.push(one);
    const { exact, ours, time, problem } = one;
    console.log(
      `${one.seed}  ${problem.demands.length} demands  ${exact.kind}  ${(exact.whole / 1000).toFixed(1)} s  ours ${ours.kind}${ours.kind === 'placed' && !ours.isBest ? ' (not proved)' : ''} ${time.toFixed(1)} ms${one.wrong === null ? '' : `  WRONG: ${one.wrong}`}`,
    );
  }
  const by = (kind) => all.filter(({ exact }) => exact.kind === kind);
  const finished = all.filter(({ exact }) => exact.kind === 'optimal' || exact.kind === 'impossible');
  console.log(
    `\n${all.length} problems of up to ${most} demands, seeds ${seed} to ${seed + count - 1}
finished by the exact solver: ${by('optimal').length} optimal, ${by('impossible').length} impossible
not finished in ${seconds} s: ${by('better').length} with a placement, ${by('nothing').length} without
wrong: ${all.filter(({ wrong }) => wrong !== null).length}
not proved by ours: ${all.filter(({ ours }) => ours.kind === 'unknown' || (ours.kind === 'placed' && !ours.isBest)).length}
ours, median ${median(all.map(({ time }) => time)).toFixed(2)} ms
exact, of those finished: median ${median(finished.map(({ exact }) => exact.whole)).toFixed(0)} ms with its processes, ${median(finished.map(({ exact }) => exact.solving)).toFixed(0)} ms solving alone
ratio at the median: ${median(finished.map(({ exact, time }) => exact.whole / time)).toFixed(0)} with processes, ${median(finished.map(({ exact, time }) => exact.solving / time)).toFixed(0)} solving alone`,
  );
  process.exitCode = all.some(({ wrong }) => wrong !== null) ? 1 : 0;
});
