// Compares the placement solver with an exact constraint solver (MiniZinc with Gecode) on drawn problems, and their times.
//   node scripts/placement.mjs [--count 300] [--seed 1] [--most 24] [--seconds 30]
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { withBundle } from './bundle.mjs';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    most: { type: 'string', default: '24' },
    seconds: { type: 'string', default: '30' },
  },
});
const [count, seed, most, seconds] = [values.count, values.seed, values.most, values.seconds].map(Number);
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;

await withBundle('src/testing/placement-report.ts', async (file) => {
  const { compare } = await import(pathToFileURL(file).href);
  const all = [];
  for (let i = 0; i < count; i += 1) {
    const one = compare(seed + i, most, seconds);
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
