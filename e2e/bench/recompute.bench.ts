// One full recompute, as at every frame of a drag: edit, tree, trace and findings, text. Budget: product figures in README.
import { settle } from '../../src/bindings/settle.ts';
import { analyse } from '../../src/engine/index.ts';
import { exportText } from '../../src/exchange/export.ts';
import { placeAt } from '../../src/model/edit.ts';
import type { Plan } from '../../src/model/plan.ts';
import { range } from '../../src/model/range.ts';
import { DEFAULT_TARGET } from '../../src/model/target.ts';
import { layout } from './layout.ts';
import type { Measured } from './measured.ts';

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
