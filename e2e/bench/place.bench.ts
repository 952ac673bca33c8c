// Placement: 64 demands on 16 banks of RAM, and ten domains on a ZCU102 that have no place yet.
import zcu102 from '../../src/boards/data/zcu102.json';
import { readBoardFile, type BoardFile } from '../../src/boards/board-file.ts';
import { planOfFacts } from '../../src/bindings/facts-plan.ts';
import { settle } from '../../src/bindings/settle.ts';
import { placed, PLACE_THE_REST } from '../../src/engine/place/placing.ts';
import type { Demand, Problem } from '../../src/engine/place/problem.ts';
import { isPossible, solve } from '../../src/engine/place/solve.ts';
import { bytes, MiB } from '../../src/model/addr.ts';
import { addDomain } from '../../src/model/edit.ts';
import { addNeed, plainNeed } from '../../src/model/need.ts';
import type { EntityId, Plan } from '../../src/model/plan.ts';
import { range } from '../../src/model/range.ts';
import { DEFAULT_TARGET } from '../../src/model/target.ts';
import { Choices } from '../../src/testing/choices.ts';
import type { Measured } from './measured.ts';

/** Page frames of a MiB. */
const PAGES = 256;

/** 16 banks of 256 MiB to 2 GiB, some above 4 GiB, four fifths full. */
function many(seed: number): Problem {
  const draw = new Choices(seed);
  let at = 0x4_0000;
  const free = Array.from({ length: 16 }, (_, i) => {
    const size = draw.of([256, 512, 1024, 2048]) * PAGES;
    if (i === 4) at = 0x80_0000;
    const span = { start: at, end: at + size };
    at += size + draw.of([2, 64, 1024]) * PAGES;
    return span;
  });
  const room = free.reduce((sum, { start, end }) => sum + end - start, 0);
  const shares = Array.from({ length: 64 }, () => 1 + draw.below(12));
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const demands = shares.map((share, i): Demand => ({
    id: `d${i}`,
    sizes: [Math.max(1, Math.floor((room * 0.8 * share) / whole / 512)) * 512],
    pieces: { most: 1, unit: 1 },
    align: 512,
    wish: draw.chance(10) ? 0x4_0000 : null,
    mapped: draw.of<Demand['mapped']>(['same', 0x4_0000, null]),
    within: draw.chance(10) ? [{ start: 0, end: 0x10_0000 }] : null,
    at: null,
    was: [],
    needsLow: draw.chance(20),
    nextTo: [],
    guard: 0,
    apart: [],
  }));
  return { free, demands, low: 0x10_0000 };
}

/** Ten domains with static memory, kernels and a static heap to be placed. */
function tenDomains(): Plan {
  const { board, facts } = readBoardFile(zcu102 as BoardFile);
  let plan = planOfFacts(facts, board, {
    xen: range(0x140_0000n, 2n * MiB),
    fdt: range(0x10_0000n, 0x1_0000n),
  });
  const none = '' as EntityId;
  plan = addNeed(plan, plainNeed(none, { kind: 'heap' }, bytes(64n * MiB)));
  for (let i = 0n; i < 10n; i += 1n) {
    const { id, plan: next } = addDomain(plan);
    plan = addNeed(next, plainNeed(none, { kind: 'memory', domain: id }, bytes((64n + 32n * i) * MiB)));
    plan = addNeed(plan, plainNeed(none, { kind: 'module', domain: id, module: 'kernel' }, bytes(8n * MiB)));
  }
  const settled = settle(plan, DEFAULT_TARGET.release);
  if (!settled.ok) throw new Error(settled.problem.message);
  return settled.value;
}

const PROBLEMS = Array.from({ length: 24 }, (_, seed) => many(seed)).filter(
  (problem) => isPossible(problem) === true,
);
const board = tenDomains();
let turn = 0;

export const placements: readonly Measured[] = [
  {
    name: '64 demands placed on 16 banks',
    target: '≤ 200 ms',
    run: () => {
      const { kind } = solve(PROBLEMS[(turn += 1) % PROBLEMS.length] as Problem);
      if (kind !== 'placed') throw new Error(`64 demands on 16 banks: ${kind}`);
    },
  },
  {
    name: '10 domains placed on a ZCU102',
    target: '≤ 10 ms',
    run: () => {
      const { kind } = placed(board, DEFAULT_TARGET, PLACE_THE_REST);
      if (kind !== 'placed') throw new Error(`10 domains on a ZCU102: ${kind}`);
    },
  },
];
