// Machines with domains whose memory, modules and heap have no place yet, from one number; some with things placed at random.
import { planOfFacts } from '../bindings/facts-plan.ts';
import { settle } from '../bindings/settle.ts';
import { addr, bytes, GiB, KiB, MiB, PAGE } from '../model/addr.ts';
import type { HostFacts } from '../model/board.ts';
import { addBank, addDomain, addModule, updateDomain } from '../model/edit.ts';
import { IMAGEBUILDER_COPIES, type Loader } from '../model/loader.ts';
import { addNeed, type Need, plainNeed, setLoader } from '../model/need.ts';
import { type Domain, type EntityId, entityId, type Plan } from '../model/plan.ts';
import { endOf, range } from '../model/range.ts';
import type { Release } from '../model/release.ts';
import { setTags } from '../model/tags.ts';
import { Choices } from './choices.ts';
import { TEST_BOARD } from './plan-spec.ts';

const NONE = '' as EntityId;

/** 2 GiB as on QEMU's virt, 8 GiB in one bank, or the two banks of a ZCU102. */
function host(draw: Choices): HostFacts {
  const memory = draw.of([
    [range(0x4000_0000n, 2n * GiB)],
    [range(0x4000_0000n, 8n * GiB)],
    [range(0n, 2n * GiB), range(0x8_0000_0000n, 2n * GiB)],
  ]);
  const [low] = memory;
  const start = addr((low?.start ?? 0n) + BigInt(136 + draw.below(1024)) * MiB);
  const reserved = draw.chance(50)
    ? [{ path: '/reserved-memory/fw', start, size: 16n * MiB, noMap: true }]
    : [];
  const gic = {
    version: 3,
    path: '/gic',
    regions: [range(0xf900_0000n, 0x1_0000n), range(0xf910_0000n, 0xf6_0000n)],
  } as const;
  return {
    memory,
    reserved,
    cpus: 4,
    gic,
    uart: { path: '/uart', start: addr(0xff00_0000n), size: PAGE },
    devices: [],
  };
}

export function anyWants(seed: number, release: Release): Plan {
  const draw = new Choices(seed);
  const facts = host(draw);
  const [low] = facts.memory;
  const base = low?.start ?? addr(0n);
  let plan = planOfFacts(facts, TEST_BOARD, {
    xen: range(base + 2n * MiB, 2n * MiB),
    fdt: range(base + 128n * MiB, 64n * KiB),
  });
  const need = (what: Need['for'], size: bigint, more: Partial<Need> = {}): void => {
    plan = addNeed(plan, { ...plainNeed(NONE, what, bytes(size)), ...more });
  };
  if (draw.chance(50)) plan = setTags(plan, 0, ['low']);
  if (draw.chance(40)) plan = setLoader(plan, anyLoader(draw, facts));
  if (draw.chance(50)) need({ kind: 'heap' }, 32n * MiB);
  const count = 1 + draw.below(4);
  for (let d = 0; d < count; d += 1) {
    const added = addDomain(plan);
    plan = added.plan;
    const isStatic = draw.chance(85);
    const size = BigInt(16 + 2 * draw.below(160)) * MiB;
    const fields: Partial<Domain> = {
      cpus: 1 + draw.below(2),
      directMap: isStatic && draw.chance(50),
      memory: bytes(size),
    };
    plan = updateDomain(plan, added.id, fields);
    const file = { kind: 'module', domain: added.id, module: 'kernel' } as const;
    if (draw.chance(70)) need(file, BigInt(1 + draw.below(8)) * MiB + BigInt(draw.below(4)) * PAGE);
    else {
      const at = base + BigInt(draw.below(1024)) * MiB;
      plan = addModule(plan, added.id, { kind: 'kernel', range: range(at, MiB), file: null }).plan;
    }
    if (!isStatic) continue;
    if (draw.chance(30))
      plan = addBank(plan, added.id, range(base + BigInt(draw.below(1500)) * MiB, 64n * MiB)).plan;
    const others = plan.wants.needs.filter(({ for: what }) => what.kind === 'memory').map(({ id }) => id);
    const [other] = others;
    const isBeside = other !== undefined && draw.chance(15);
    need({ kind: 'memory', domain: added.id }, size, {
      banks: isBeside ? 1 : draw.of([1, 1, 2, 4]),
      most: draw.chance(20) ? bytes(2n * size) : null,
      wish: draw.chance(20) ? bytes(GiB) : null,
      align: draw.chance(15) ? bytes(32n * MiB) : null,
      reach: draw.chance(20) ? range(0n, 4n * GiB) : null,
      dma: draw.chance(20) ? '/soc/eth@0' : null,
      ram: plan.wants.tags.length > 0 && draw.chance(20) ? draw.of(['low', '0']) : null,
      at: draw.chance(5) ? addr(base + BigInt(256 + 2 * draw.below(256)) * MiB) : null,
      nextTo: isBeside ? [other] : [],
      apart:
        other !== undefined && !isBeside && draw.chance(15)
          ? [{ from: draw.of([null, other]), gap: bytes(MiB) }]
          : [],
    });
  }
  if (draw.chance(25) && release !== '4.18') plan = withSharing(plan, draw);
  const settled = settledPlan(plan, release);
  // A bus that reaches some of each bank: a board known by its facts has none in its tree.
  const windows = facts.memory.map(({ start, size }) => range(start, (size / 4n) * 3n));
  return { ...settled, host: { ...settled.host, dma: [{ path: '/soc', windows }] } };
}

/** ImageBuilder, told where to begin or not, or anybody; U-Boot itself at the top of a bank, or nowhere known. */
function anyLoader(draw: Choices, { memory: [low] }: HostFacts): Loader {
  const top = low === undefined ? 0n : endOf(low);
  const own = draw.chance(50) ? range(top - 96n * MiB, 96n * MiB) : null;
  const start = draw.chance(50) ? addr((low?.start ?? 0n) + BigInt(64 + 2 * draw.below(512)) * MiB) : null;
  const copy = draw.of(IMAGEBUILDER_COPIES);
  return { imageBuilder: draw.chance(75) ? { copy, start, end: null } : null, own };
}

/** Memory that the first two domains share, at no host address yet. */
function withSharing(plan: Plan, draw: Choices): Plan {
  const [one, two] = plan.domains;
  if (one === undefined || two === undefined) return plan;
  const size = bytes(BigInt(2 * (1 + draw.below(8))) * MiB);
  let next = plan;
  const share = (domain: Domain, role: 'owner' | 'borrower'): EntityId => {
    const id = entityId(next.nextId);
    const shared = { id, shmId: 'ipc0', host: null, guest: addr(0x1000_0000n), size, role } as const;
    const domains = next.domains.map((now) => (now.id === domain.id ? { ...now, shared: [shared] } : now));
    next = { ...next, domains, nextId: next.nextId + 1 };
    return id;
  };
  const entity = share(one, 'owner');
  share(two, 'borrower');
  return addNeed(next, plainNeed(NONE, { kind: 'entity', entity }, bytes(0n)));
}

/** Throws where a plan cannot be settled. */
export function settledPlan(plan: Plan, release: Release): Plan {
  const settled = settle(plan, release);
  if (!settled.ok) throw new Error(settled.problem.message);
  return settled.value;
}
