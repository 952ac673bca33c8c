// A log → a plan: the machine's RAM, what was loaded where, and each domain's memory, as far as the log tells.
//
// The board is known from its log only, so its tree is made from facts as a bundled board's is. Where the log does not
// tell, lacks.ts says so.
import { planOfFacts } from '../../bindings/facts-plan.ts';
import { settle } from '../../bindings/settle.ts';
import { bytes } from '../../model/addr.ts';
import type { Domain, EntityId, Module, ModuleKind, Plan, Region } from '../../model/plan.ts';
import { entityId } from '../../model/plan.ts';
import type { Range } from '../../model/range.ts';
import { fail, ok, problemText, type Result } from '../../model/result.ts';
import type { Target } from '../../model/target.ts';
import type { BootLog, LoggedDomain, LoggedModule } from './facts.ts';
import { factsOf, inOrderOfLog } from './host-facts.ts';
import { lacksOf } from './lacks.ts';
import { lookupIn, type Lookup } from './lookup.ts';
import { targetOfLog } from './predict.ts';
import { type Unbuilt, unbuiltDomains } from './unbuilt.ts';
import { virtualUarts } from './virtual-uarts.ts';

export interface Rebuilt {
  readonly plan: Plan;
  /** The Xen that wrote the log. */
  readonly target: Target;
}

/** Whether a log tells enough to draw a map. */
export const canRebuild = (log: BootLog): boolean =>
  log.ram.length > 0 || log.modules.length > 0 || log.domains.length > 0;

/**
 * The plan behind a log, on a board called `name` that `source` describes and that says what it lacks. Fails where the log tells of no memory, or
 * of something no device tree can hold.
 */
export function rebuild(log: BootLog, name: string, source: string): Result<Rebuilt> {
  if (!canRebuild(log))
    return fail('the boot ended before Xen listed RAM, modules or domains: there is nothing to draw');
  const target = targetOfLog(log);
  const board = { name, source, origin: 'log', memoryOptions: [] } as const;
  const empty = planOfFacts(factsOf(log), board, log.load);
  const drafted = new Drafter(log).fill({
    ...empty,
    tree: inOrderOfLog(empty.tree, log),
    xenBootargs: log.commandLine ?? empty.xenBootargs,
  });
  const uarts = virtualUarts(log, drafted, target, (plan) => {
    const tried = settle(plan, target.release);
    return tried.ok ? tried.value : null;
  });
  const domains = drafted.domains.map((domain, i) => ({ ...domain, vpl011: uarts.get(i + 1) ?? false }));
  const plan = settle({ ...drafted, domains }, target.release);
  return plan.ok
    ? ok({ plan: { ...plan.value, board: { ...board, lacks: lacksOf(log, uarts) } }, target })
    : fail(`what the log tells cannot be written into a device tree: ${problemText(plan.problem)}`);
}

const KINDS: Readonly<Record<string, ModuleKind>> = {
  Kernel: 'kernel',
  Ramdisk: 'ramdisk',
  DTB: 'device-tree',
};

/** What a design file takes for the name of a domain. */
const NODE_NAME = /^[\w,.+@-]{1,255}$/;

/** Hands out ids while the entities are put together. */
class Drafter {
  readonly #log: BootLog;
  readonly #lookup: Lookup;
  /** Names the log gives, and those given to domains so far. */
  readonly #known: ReadonlySet<string | null>;
  readonly #taken = new Set<string>();
  #next = 1;

  constructor(log: BootLog) {
    this.#log = log;
    this.#lookup = lookupIn(log);
    this.#known = new Set(log.domains.map(({ name }) => name));
  }

  fill(plan: Plan): Plan {
    this.#next = plan.nextId;
    const { reserved, domains, modules, dom0 } = this.#log;
    const heap = reserved.filter(({ use }) => use.kind === 'heap').map((one) => this.#region(one));
    const built = domains.map((domain) => this.#domain(domain));
    const begun = unbuiltDomains(this.#log).map((one, i) => this.#unbuilt(one, domains.length + i + 1));
    const dom0Modules =
      dom0 === null
        ? modules
            .filter(({ node, users }) => node === 'chosen' && users.length === 0)
            .map((one) => this.#module(one))
        : this.#modules(dom0);
    return { ...plan, heap, domains: [...built, ...begun], dom0Modules, nextId: this.#next };
  }

  #id(): EntityId {
    this.#next += 1;
    return entityId(this.#next - 1);
  }

  #region({ start, size }: Range): Region {
    return { id: this.#id(), start, size };
  }

  #module({ what, start, size, bootargs }: LoggedModule): Module {
    return { ...this.#region({ start, size }), kind: KINDS[what] ?? 'other', bootargs, file: null };
  }

  #modules({ kernel, ramdisk }: LoggedDomain): Module[] {
    return [kernel, ramdisk].flatMap((start) => {
      const module = start === null ? undefined : this.#lookup.moduleAt(start);
      return module === undefined ? [] : [this.#module(module)];
    });
  }

  #domain(domain: LoggedDomain): Domain {
    const { staticMem, cpus, memory, directMap } = domain;
    return {
      id: this.#id(),
      name: this.#name(domain),
      cpus: cpus ?? 1,
      memory: memory === null ? null : bytes(memory),
      staticMem: staticMem.length === 0 ? null : staticMem.map((bank) => this.#region(bank)),
      directMap: directMap === true,
      vpl011: false,
      modules: this.#modules(domain),
      shared: [],
    };
  }

  #unbuilt({ name, modules }: Unbuilt, domid: number): Domain {
    return {
      id: this.#id(),
      name: this.#name({ name, domid }),
      cpus: 1,
      memory: null,
      staticMem: null,
      directMap: false,
      vpl011: false,
      modules: modules.map((one) => this.#module(one)),
      shared: [],
    };
  }

  /** The name its node has, else the first `domU<n>` that no other has. */
  #name({ name, domid }: Pick<LoggedDomain, 'name' | 'domid'>): string {
    let free = name !== null && NODE_NAME.test(name) && !this.#taken.has(name) ? name : null;
    for (let n = domid; free === null; n += 1)
      if (!this.#known.has(`domU${n}`) && !this.#taken.has(`domU${n}`)) free = `domU${n}`;
    this.#taken.add(free);
    return free;
  }
}
