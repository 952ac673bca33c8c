// A design whose memory is hard to place: many sizes that are alike and no two the same, in banks that they all but fill.
import { planOfFacts } from '../../../src/bindings/facts-plan.ts';
import { settle } from '../../../src/bindings/settle.ts';
import { bytes, MiB, PAGE } from '../../../src/model/addr.ts';
import { addDomain } from '../../../src/model/edit.ts';
import { addNeed, plainNeed } from '../../../src/model/need.ts';
import { entityId } from '../../../src/model/plan.ts';
import { range } from '../../../src/model/range.ts';
import { DEFAULT_TARGET } from '../../../src/model/target.ts';
import { writeDesign } from '../../../src/share/design.ts';

const BANK = 256n * MiB;
const BANKS = 4n;
/** Hundredths of all RAM that are asked for. */
const ASKED = 92n;
/** Takes remainders through all there are. */
const PRIME = 7919n;

/** The design file, with that many domains. */
export function tightDesign(domains: number): string {
  const start = 0x4000_0000n;
  const memory = Array.from({ length: Number(BANKS) }, (_, i) => range(start + BigInt(i) * 4n * BANK, BANK));
  const gic = {
    version: 3,
    path: '/gic',
    regions: [range(0x800_0000n, 0x1_0000n), range(0x80a_0000n, 0xf6_0000n)],
  } as const;
  const board = { name: 'Tight board', source: 'example', origin: 'facts', memoryOptions: [] } as const;
  let plan = planOfFacts({ memory, reserved: [], cpus: 4, gic, uart: null, devices: [] }, board);
  const pages = (((BANK * BANKS) / PAGE) * ASKED) / 100n / BigInt(domains);
  for (let i = 0; i < domains; i += 1) {
    const { plan: after, id } = addDomain(plan);
    const size = bytes((pages / 2n + ((BigInt(i) * PRIME) % pages)) * PAGE);
    plan = addNeed(after, plainNeed(entityId(0), { kind: 'memory', domain: id }, size));
  }
  const settled = settle(plan, DEFAULT_TARGET.release);
  if (!settled.ok) throw new Error(settled.problem.message);
  return writeDesign({ name: 'tight', plan: settled.value, target: DEFAULT_TARGET, original: null });
}
