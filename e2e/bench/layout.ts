// A machine with many domains, as the measurements need it.
import { planOfFacts } from '../../src/bindings/facts-plan.ts';
import { settle } from '../../src/bindings/settle.ts';
import { addr, GiB, MiB } from '../../src/model/addr.ts';
import { addBank, addDomain, addHeapBank, addModule } from '../../src/model/edit.ts';
import type { Plan } from '../../src/model/plan.ts';
import { range } from '../../src/model/range.ts';
import { DEFAULT_TARGET } from '../../src/model/target.ts';

/**
 * `domains` domains, each with a kernel, sharing `regions` touching 4 MiB banks; a static heap below them, and as much RAM
 * as that takes or more.
 */
export function layout(domains: number, regions: number, heap: bigint = GiB, ram = 0n): Plan {
  const start = 4n * GiB;
  const board = { name: 'bench', source: 'bench', origin: 'facts', memoryOptions: [] } as const;
  const banks = start + heap + GiB;
  const least = banks - start + BigInt(regions) * 4n * MiB;
  const memory = [range(start, ram > least ? ram : least)];
  const gic = {
    version: 3,
    path: '/gic',
    regions: [range(0x800_0000n, 0x1_0000n), range(0x80a_0000n, 0xf6_0000n)],
  } as const;
  const uart = { path: '/uart', start: addr(0x900_0000n), size: 0x1000n };
  let plan = planOfFacts({ memory, reserved: [], cpus: 8, gic, uart, devices: [] }, board);
  plan = addHeapBank(plan, range(start, heap)).plan;
  for (let d = 0; d < domains; d += 1) {
    const domain = addDomain(plan);
    plan = addModule(domain.plan, domain.id, {
      kind: 'kernel',
      range: range(start + heap + BigInt(d) * MiB, 0x1_0000n),
      file: null,
    }).plan;
    for (let r = d; r < regions; r += domains)
      plan = addBank(plan, domain.id, range(banks + BigInt(r) * 4n * MiB, 4n * MiB)).plan;
  }
  const settled = settle(plan, DEFAULT_TARGET.release);
  if (!settled.ok) throw new Error(settled.problem.message);
  return settled.value;
}
