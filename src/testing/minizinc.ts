// The same placement problems given to an exact constraint solver: MiniZinc with Gecode, skipped where they are not installed.
//
// Written from the meaning of the fields in engine/place/problem.ts, and of nothing in the search.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  common,
  gapBetween,
  joined,
  type Problem,
  type Score,
  SCORE_FIELDS,
} from '../engine/place/problem.ts';

export const HAS_MINIZINC = spawnSync('minizinc', ['--solver', 'gecode', '--version']).status === 0;

export interface Exact {
  /** `optimal`, `impossible`: proved. `better`: cut short with a placement in hand. `nothing`: cut short without one. */
  readonly kind: 'optimal' | 'impossible' | 'better' | 'nothing';
  readonly score: Score | null;
  /** Milliseconds: of all processes, and of the solver alone. */
  readonly whole: number;
  readonly solving: number;
}

/** The best placement by Gecode, objective after objective, within so many seconds. */
export function exactly(problem: Problem, seconds: number): Exact {
  const folder = mkdtempSync(join(tmpdir(), 'memmap-'));
  try {
    return levelByLevel(folder, problem, seconds);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function levelByLevel(folder: string, problem: Problem, seconds: number): Exact {
  const model = join(folder, 'place.mzn');
  writeFileSync(model, MODEL);
  writeFileSync(join(folder, 'place.dzn'), dataOf(problem));
  const began = performance.now();
  let score: number[] | null = null;
  let solving = 0;
  const answer = (kind: Exact['kind']): Exact => ({
    kind,
    score: score && scoreOfFields(score),
    whole: performance.now() - began,
    solving,
  });
  const least = leastOf(problem);
  for (let level = 0; level < SCORE_FIELDS.length; level += 1) {
    // What the last solution has at its least already needs no proof.
    if (score !== null && score[level] === least[level]) continue;
    const limits = least.map((_, i) => (i < level ? (score?.[i] ?? 0) : 2 ** 30));
    const left = Math.floor(seconds * 1000 - (performance.now() - began));
    if (left <= 0) return answer(score === null ? 'nothing' : 'better');
    const run = spawnSync(
      'minizinc',
      [
        '--solver',
        'gecode',
        '-s',
        '-i',
        '--time-limit',
        String(left),
        '-D',
        `level=${level + 1}; limits=[${limits.join(',')}];`,
        model,
        join(folder, 'place.dzn'),
      ],
      { encoding: 'utf8', maxBuffer: 1 << 28 },
    );
    solving += [...run.stdout.matchAll(/solveTime=([\d.e+-]+)/g)].reduce(
      (sum, match) => Math.max(sum, Number(match[1]) * 1000),
      0,
    );
    const last = [...run.stdout.matchAll(/^z=\[(.*)\]$/gm)].at(-1)?.[1];
    if (last !== undefined) score = last.split(',').map(Number);
    if (run.stdout.includes('=====UNSATISFIABLE=====')) return answer('impossible');
    if (run.stdout.includes('==========')) continue;
    // Out of time it may say nothing at all.
    if (/error:/i.test(run.stderr) && performance.now() - began < seconds * 1000)
      throw new Error(`minizinc: ${run.stderr}\n${run.stdout.slice(-500)}`);
    return answer(score === null ? 'nothing' : 'better');
  }
  return answer('optimal');
}

/** Objectives as the model has them: all of them less is better. */
const scoreOfFields = (fields: readonly number[]): Score =>
  Object.fromEntries(
    SCORE_FIELDS.map((field, i) => [field, field === 'hole' ? -(fields[i] ?? 0) : (fields[i] ?? 0)]),
  ) as unknown as Score;

/** What no placement can go below. */
const leastOf = ({ demands }: Problem): number[] => [0, 0, demands.length, 0, 0, -(2 ** 30), 0];

const list = (items: readonly (number | string | boolean)[]): string => `[${items.join(',')}]`;

function dataOf(problem: Problem): string {
  const { demands, low } = problem;
  const free = joined(problem.free);
  const slots = demands.flatMap(({ pieces, at }, d) =>
    Array.from({ length: at === null ? pieces.most : 1 }, (_, piece) => ({ d, piece })),
  );
  const spans = demands.map(({ within }) => (within === null ? free : common(free, within)));
  const firsts = demands.map((_, d) => slots.findIndex((slot) => slot.d === d) + 1);
  const index = new Map(demands.map(({ id }, d) => [id, d + 1]));
  const pairs = demands.flatMap((one, i) =>
    one.nextTo.flatMap((id) => {
      const j = index.get(id);
      return j === undefined || j === i + 1 ? [] : [[i + 1, j] as const];
    }),
  );
  const was = (d: number, piece: number): { start: number; size: number } => {
    const span = demands[d]?.was[piece];
    return span === undefined ? { start: 0, size: 0 } : { start: span.start, size: span.end - span.start };
  };
  return [
    `top=${Math.max(low, ...free.map(({ end }) => end))};`,
    `low=${low};`,
    `nF=${free.length}; freeStart=${list(free.map(({ start }) => start))}; freeEnd=${list(free.map(({ end }) => end))};`,
    `nD=${demands.length}; nP=${slots.length};`,
    `owner=${list(slots.map(({ d }) => d + 1))}; piece=${list(slots.map(({ piece }) => piece + 1))};`,
    `first=${list(firsts)};`,
    `last=${list(demands.map(({ pieces, at }, d) => (firsts[d] ?? 0) + (at === null ? pieces.most : 1) - 1))};`,
    `sizes=${list(demands.map(({ sizes }) => `{${sizes.join(',')}}`))};`,
    `unit=${list(demands.map(({ pieces }) => pieces.unit))};`,
    `align=${list(demands.map(({ align }) => align))};`,
    `wish=${list(demands.map(({ wish }) => wish ?? 1))};`,
    `mapped=${list(demands.map(({ mapped }) => (mapped === null ? -2 : mapped === 'same' ? -1 : mapped)))};`,
    `at=${list(demands.map(({ at }) => at ?? -1))};`,
    `wasPieces=${list(demands.map(({ was: spans }) => spans.length))};`,
    `wasStart=${list(slots.map(({ d, piece }) => was(d, piece).start))};`,
    `wasSize=${list(slots.map(({ d, piece }) => was(d, piece).size))};`,
    `needsLow=${list(demands.map(({ needsLow }) => needsLow))};`,
    `nS=${spans.flat().length};`,
    `spanStart=${list(spans.flat().map(({ start }) => start))}; spanEnd=${list(spans.flat().map(({ end }) => end))};`,
    `spanFrom=${list(spans.map((_, d) => spans.slice(0, d).flat().length + 1))};`,
    `spanTo=${list(spans.map((_, d) => spans.slice(0, d + 1).flat().length))};`,
    `gap=array2d(1..nD,1..nD,${list(demands.flatMap((one) => demands.map((other) => (one === other ? 0 : gapBetween(one, other)))))});`,
    `nT=${pairs.length}; touchA=${list(pairs.map(([a]) => a))}; touchB=${list(pairs.map(([, b]) => b))};`,
  ].join('\n');
}

const MODEL = `
include "disjunctive.mzn";
int: level; array[1..7] of int: limits;
int: top; int: low;
int: nF; array[1..nF] of int: freeStart; array[1..nF] of int: freeEnd;
int: nD; int: nP; array[1..nP] of int: owner; array[1..nP] of int: piece;
array[1..nD] of int: first; array[1..nD] of int: last;
array[1..nD] of set of int: sizes; array[1..nD] of int: unit; array[1..nD] of int: align; array[1..nD] of int: wish;
array[1..nD] of int: mapped; array[1..nD] of int: at; array[1..nD] of int: wasPieces;
array[1..nP] of int: wasStart; array[1..nP] of int: wasSize; array[1..nD] of bool: needsLow;
int: nS; array[1..nS] of int: spanStart; array[1..nS] of int: spanEnd;
array[1..nD] of int: spanFrom; array[1..nD] of int: spanTo;
array[1..nD,1..nD] of int: gap;
int: nT; array[1..nT] of int: touchA; array[1..nT] of int: touchB;
int: HUGE = 262144; int: BLOCK = 512;

array[1..nP] of var 0..top: start; array[1..nP] of var 0..top: size; array[1..nP] of var 0..top: step;
array[1..nD] of var 0..top: whole;
array[1..nP] of var 1..max(1,nS): span;
var 0..top div BLOCK: holeStart; var 0..top div BLOCK: hole; var 1..nF: holeIn;

constraint forall(d in 1..nD)(
  whole[d] = sum(p in first[d]..last[d])(size[p]) /\\ whole[d] in sizes[d] /\\
  size[first[d]] > 0 /\\
  (if first[d] < last[d] then
    (size[first[d]] = whole[d]) \\/ forall(p in first[d]..last[d])(size[p] mod unit[d] = 0)
   else true endif) /\\
  forall(p in first[d]+1..last[d])(size[p] <= size[p-1]) /\\
  (if at[d] >= 0 then start[first[d]] = at[d] else true endif));
constraint forall(p in 1..nP)(
  size[p] <= max(sizes[owner[p]]) /\\
  start[p] = align[owner[p]] * step[p] /\\
  (if spanFrom[owner[p]] > spanTo[owner[p]] then size[p] = 0 else
   span[p] >= spanFrom[owner[p]] /\\ span[p] <= spanTo[owner[p]] /\\
   (size[p] > 0 -> start[p] >= spanStart[span[p]] /\\ start[p] + size[p] <= spanEnd[span[p]]) /\\
   (size[p] = 0 -> step[p] = 0 /\\ span[p] = spanFrom[owner[p]]) endif));
constraint forall(p, q in 1..nP where p < q)(
  size[p] = 0 \\/ size[q] = 0 \\/
  start[p] + size[p] + gap[owner[p],owner[q]] <= start[q] \\/ start[q] + size[q] + gap[owner[p],owner[q]] <= start[p]);
constraint disjunctive(start, size);
constraint forall(t in 1..nT)(
  size[first[touchA[t]]] = whole[touchA[t]] /\\ size[first[touchB[t]]] = whole[touchB[t]] /\\
  (start[first[touchA[t]]] + size[first[touchA[t]]] = start[first[touchB[t]]] \\/
   start[first[touchB[t]]] + size[first[touchB[t]]] = start[first[touchA[t]]]));
constraint hole > 0 -> (holeStart * BLOCK >= freeStart[holeIn] /\\ (holeStart + hole) * BLOCK <= freeEnd[holeIn]);
constraint sum(size) + hole * BLOCK <= sum(f in 1..nF)(freeEnd[f] - freeStart[f]);
constraint hole <= max(f in 1..nF)((freeEnd[f] - freeStart[f]) div BLOCK);
constraint hole = 0 -> holeStart = 0 /\\ holeIn = 1;
constraint forall(p in 1..nP)(size[p] = 0 \\/ hole = 0 \\/
  start[p] + size[p] <= holeStart * BLOCK \\/ (holeStart + hole) * BLOCK <= start[p]);

array[1..nD] of var bool: moved;
constraint forall(d in 1..nD)(moved[d] <-> (wasPieces[d] > 0 /\\
  (wasPieces[d] > last[d] - first[d] + 1 \\/
   exists(p in first[d]..last[d])(size[p] != wasSize[p] \\/ (size[p] > 0 /\\ start[p] != wasStart[p])))));

array[1..nP] of var int: entries;
function var int: entryCount(var int: guest, var int: host, var int: pages) =
  let {
    var 0..2*(top+HUGE): end0 = guest + pages;
    var 0..2*(top+HUGE): up1 = ((guest + HUGE - 1) div HUGE) * HUGE;
    var bool: use1 = ((guest + HUGE * (top div HUGE + 1) - host) mod HUGE = 0 /\\ end0 mod HUGE = 0 /\\ up1 < end0);
    var 0..2*(top+HUGE): end1 = if use1 then up1 else end0 endif;
    var 0..2*(top+HUGE): up2 = ((guest + BLOCK - 1) div BLOCK) * BLOCK;
    var bool: use2 = ((guest + HUGE * (top div HUGE + 1) - host) mod BLOCK = 0 /\\ end1 mod BLOCK = 0 /\\ up2 < end1);
    var 0..2*(top+HUGE): end2 = if use2 then up2 else end1 endif;
  } in (end0 - end1) div HUGE + (end1 - end2) div BLOCK + (end2 - guest);
constraint forall(p in 1..nP)(entries[p] =
  if mapped[owner[p]] = -2 then 0
  elseif mapped[owner[p]] = -1 then entryCount(start[p], start[p], size[p])
  else entryCount(mapped[owner[p]] + sum(q in first[owner[p]]..p-1)(size[q]), start[p], size[p]) endif);

array[1..7] of var int: z;
constraint z[1] = sum(d in 1..nD)(bool2int(moved[d]));
constraint z[2] = sum(d in 1..nD)(max(sizes[d]) - whole[d]);
constraint z[3] = sum(p in 1..nP)(bool2int(size[p] > 0));
constraint z[4] = sum(p in 1..nP)(if wish[owner[p]] = 1 then 0 else bool2int(size[p] > 0 /\\ start[p] mod wish[owner[p]] != 0) endif);
constraint z[5] = sum(p in 1..nP)(entries[p]);
constraint z[6] = -hole;
constraint z[7] = sum(p in 1..nP)(if needsLow[owner[p]] then 0 else size[p] * bool2int(start[p] < low) endif);
constraint forall(i in 1..7)(z[i] <= limits[i]);
solve :: seq_search([int_search(size, first_fail, indomain_max), int_search(span, first_fail, indomain_min), int_search(step, dom_w_deg, indomain_min), int_search([hole], input_order, indomain_max), int_search([holeStart], input_order, indomain_min)]) minimize z[level];
output ["z=", show(z), "\\n"];
`;
