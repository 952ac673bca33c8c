// One full recompute, as at every frame of a drag: edit, tree, trace and findings, text. Budget: product figures in README.
import { planOfFacts } from '../../src/bindings/facts-plan.ts';
import { settle } from '../../src/bindings/settle.ts';
import { analyse } from '../../src/engine/index.ts';
import { exportText } from '../../src/exchange/export.ts';
import { addr, GiB, MiB } from '../../src/model/addr.ts';
import { addBank, addDomain, addHeapBank, addModule, placeAt } from '../../src/model/edit.ts';
import type { Plan } from '../../src/model/plan.ts';
import { range } from '../../src/model/range.ts';
import { DEFAULT_TARGET } from '../../src/model/target.ts';
import type { Measured } from './measured.ts';

/** `domains` domains, each with a kernel, sharing `regions` touching 4 MiB banks; a static heap below them. */
function layout(domains: number, regions: number): Plan {
  const start = 4n * GiB;
  const board = { name: 'bench', source: 'bench', origin: 'facts', memoryOptions: [] } as const;
  const memory = [range(start, BigInt(regions) * 4n * MiB + 2n * GiB)];
  const gic = {
    version: 3,
    path: '/gic',
    regions: [range(0x800_0000n, 0x1_0000n), range(0x80a_0000n, 0xf6_0000n)],
  } as const;
  const uart = { path: '/uart', start: addr(0x900_0000n), size: 0x1000n };
  let plan = planOfFacts({ memory, reserved: [], cpus: 8, gic, uart, devices: [] }, board);
  plan = addHeapBank(plan, range(start, 1n * GiB)).plan;
  for (let d = 0; d < domains; d += 1) {
    const domain = addDomain(plan);
    plan = addModule(domain.plan, domain.id, {
      kind: 'kernel',
      range: range(start + GiB + BigInt(d) * MiB, 0x1_0000n),
      file: null,
    }).plan;
    for (let r = d; r < regions; r += domains)
      plan = addBank(plan, domain.id, range(start + 2n * GiB + BigInt(r) * 4n * MiB, 4n * MiB)).plan;
  }
  const settled = settle(plan, DEFAULT_TARGET.release);
  if (!settled.ok) throw new Error(settled.problem.message);
  return settled.value;
}

let step = 0n;

/** What a frame of a drag does: a bank one page further, settled, judged and written. */
function recompute(plan: Plan): void {
  const bank = plan.domains[0]?.staticMem?.[0];
  if (bank === undefined) throw new Error('no bank to drag');
  step = (step + 1n) % 256n;
  const moved = settle(placeAt(plan, bank.id, range(bank.start + step * 4096n, bank.size)), '4.22');
  if (!moved.ok) throw new Error(moved.problem.message);
  analyse(moved.value, DEFAULT_TARGET);
  exportText(moved.value, '4.22', 'chosen');
}

const SIZES = [
  { domains: 8, regions: 64, target: '≤ 0.5 ms' },
  { domains: 26, regions: 103, target: '' },
  { domains: 256, regions: 1024, target: '≤ 8 ms, ≤ 15 × the line above' },
];

export const recomputes: readonly Measured[] = SIZES.map(({ domains, regions, target }) => {
  const plan = layout(domains, regions);
  return {
    name: `one recompute, ${domains} domains, ${regions} regions`,
    target,
    run: () => recompute(plan),
  };
});
