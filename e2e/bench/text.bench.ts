// A layout edited in the person's own text: a board's whole tree as source, with 8 domains of 8 banks in its /chosen.
import { planOf } from '../../src/bindings/plan.ts';
import { reconcile } from '../../src/bindings/reconcile.ts';
import { settle } from '../../src/bindings/settle.ts';
import { parse } from '../../src/devicetree/document.ts';
import { applyEdits } from '../../src/devicetree/edit/text-edit.ts';
import { exportText } from '../../src/exchange/export.ts';
import { addBank, addDomain, placeAt } from '../../src/model/edit.ts';
import { MiB } from '../../src/model/addr.ts';
import { range } from '../../src/model/range.ts';
import { node, type Tree, type TreeNode } from '../../src/model/tree.ts';
import { encodeNumbers, strings, u32 } from '../../src/model/cells.ts';
import type { Measured } from './measured.ts';

const board = { name: 'bench', source: 'bench', origin: 'tree', memoryOptions: [] } as const;

/** A device as boards have hundreds of: about ten lines of text. */
const device = (i: number): TreeNode =>
  node(`device@${(0xf000_0000 + i * 0x1000).toString(16)}`, [
    strings('compatible', 'vendor,device-b', 'vendor,device'),
    {
      name: 'reg',
      value: encodeNumbers([
        [BigInt(0xf000_0000 + i * 0x1000), 2],
        [0x1000n, 2],
      ]),
    },
    {
      name: 'interrupts',
      value: encodeNumbers([
        [0n, 1],
        [BigInt(i), 1],
        [4n, 1],
      ]),
    },
    u32('clock-frequency', 100_000_000 + i),
    strings('clock-names', 'apb_pclk', 'ref'),
    strings('status', 'okay'),
    u32('power-domains', i),
  ]);

/** About 3,000 lines. */
function text(): string {
  const devices = Array.from({ length: 260 }, (_, i) => device(i));
  const cells = [u32('#address-cells', 2), u32('#size-cells', 2)];
  const tree: Tree = {
    root: node('', cells, [node('soc', cells, devices), node('chosen', cells)]),
    memreserve: [],
    bootCpu: 0,
  };
  let plan = planOf(tree, board);
  for (let d = 0n; d < 8n; d += 1n) {
    const domain = addDomain(plan);
    plan = domain.plan;
    for (let r = 0n; r < 8n; r += 1n)
      plan = addBank(plan, domain.id, range(0x5000_0000n + (d * 8n + r) * 4n * MiB, 4n * MiB)).plan;
  }
  const settled = settle(plan, '4.22');
  const written = settled.ok ? exportText(settled.value, '4.22', 'dts') : settled;
  if (!written.ok) throw new Error(written.problem.message);
  return written.value.text;
}

const document = parse(text());
const plan = planOf(document.tree, board);
let step = 0n;

/** What a step of a drag does to the text: a bank one page further. */
function drag() {
  const bank = plan.domains[3]?.staticMem?.[2];
  if (bank === undefined) throw new Error('no bank to drag');
  step = (step + 1n) % 256n;
  const moved = reconcile(
    document,
    placeAt(plan, bank.id, range(bank.start + step * 4096n, bank.size)),
    '4.22',
  );
  if (!moved.ok) throw new Error(moved.problem.message);
  return applyEdits(document.text, moved.value.edits);
}

const lines = document.text.split('\n').length;

export const texts: readonly Measured[] = [
  { name: `a step of a drag, as text of ${lines} lines`, target: '', run: () => void drag() },
  {
    name: `${lines} lines read again after an edit`,
    target: '',
    run: () => void parse(drag(), { before: document }),
  },
];
