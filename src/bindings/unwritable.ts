// What a device tree cannot hold: found before anything is written, so that nothing is ever cut off silently.
import { ADDRESS_LIMIT, hex, KiB } from '../model/addr.ts';
import { DEFAULT_CELLS } from '../model/cells.ts';
import { isDomainNode } from '../model/domain-nodes.ts';
import { Kept } from '../model/kept.ts';
import type { Domain, Module, Plan, SharedMemory } from '../model/plan.ts';
import type { Range } from '../model/range.ts';
import type { Problem } from '../model/result.ts';
import { childPath, findChild } from '../model/tree.ts';
import { childCellsOf, rangeFits } from './cells-in-force.ts';
import { CHOSEN } from './plan.ts';

/** The first entity that cannot be written without loss, or null. `at` is the node it belongs to. */
export function unwritable(plan: Plan): Problem | null {
  for (const [at, message] of complaints(plan)) if (message !== null) return { message, at };
  return null;
}

type Complaint = readonly [at: string, message: string | null];

function* complaints(plan: Plan): Generator<Complaint> {
  const root = childCellsOf(plan.tree.root, DEFAULT_CELLS);
  for (const bank of plan.heap)
    yield [
      CHOSEN,
      rangeFits(bank, root)
        ? null
        : `${rangeText(bank)} does not fit xen,static-heap: the root node has ${root.address} address and ${root.size} size cells`,
    ];
  yield [CHOSEN, firstOf(plan.dom0Modules, moduleComplaint)];
  for (const [name, text] of [
    ['xen,xen-bootargs', plan.xenBootargs],
    ['xen,dom0-bootargs', plan.dom0Bootargs],
  ] as const)
    yield [CHOSEN, text?.includes('\0') === true ? `${name} cannot hold a NUL character` : null];
  const looked = plan.domains.map((domain) => look(domain, plan.paths.get(domain.id)));
  if (looked.some(({ isNamed }) => isNamed)) yield* names(plan);
  for (const { path, complaint } of looked) if (complaint !== null) yield [path, complaint];
}

/** What dtc reads as a node name. */
const NODE_NAME = /^[\w,.+*#?@-]+$/;

/** Names of domains that were renamed or added; names as found in the tree are nobody's fault. */
function* names(plan: Plan): Generator<Complaint> {
  const named = plan.domains.filter((domain) => look(domain, plan.paths.get(domain.id)).isNamed);
  const others = (findChild(plan.tree.root, 'chosen')?.children ?? []).filter(
    (child) => !isDomainNode(child),
  );
  const count = new Map<string, number>();
  for (const { name } of plan.domains) count.set(name, (count.get(name) ?? 0) + 1);
  for (const { name } of named) {
    const path = childPath(CHOSEN, name);
    if (!NODE_NAME.test(name))
      yield [path, `“${name}” is no node name: letters, digits and , . _ + - only, at least one`];
    if (others.some((child) => child.name === name) || (count.get(name) ?? 0) > 1)
      yield [path, `/chosen already has a node “${name}”`];
  }
}

interface Looked {
  /** Where it is to stand. */
  readonly path: string;
  /** It was added or renamed. */
  readonly isNamed: boolean;
  readonly complaint: string | null;
}

const lookedAt = new Kept<Domain, Looked>();

/** `before`: the path it had until now. */
const look = (domain: Domain, before: string | undefined): Looked =>
  lookedAt.of(domain, [before], () => {
    const path = childPath(CHOSEN, domain.name);
    return { path, isNamed: before !== path, complaint: complaintOf(domain) };
  });

/** The first thing about a domain that cannot be written, or null. */
function complaintOf({ cpus, memory, staticMem, modules, shared }: Domain): string | null {
  if (!Number.isInteger(cpus) || cpus < 0 || cpus >= 2 ** 32) return `cpus cannot be ${cpus}`;
  if (memory !== null && (memory < 0n || memory % KiB !== 0n || memory / KiB >= ADDRESS_LIMIT))
    return `memory of ${memory} bytes is not a whole number of KiB`;
  return (
    firstOf(staticMem ?? [], tooWide) ?? firstOf(modules, moduleComplaint) ?? firstOf(shared, sharedComplaint)
  );
}

function firstOf<T>(list: readonly T[], complaint: (one: T) => string | null): string | null {
  for (const one of list) {
    const found = complaint(one);
    if (found !== null) return found;
  }
  return null;
}

const moduleComplaint = (module: Module): string | null =>
  tooWide(module) ??
  (module.bootargs?.includes('\0') === true ? 'bootargs cannot hold a NUL character' : null);

function sharedComplaint({ shmId, host, guest, size }: SharedMemory): string | null {
  if (shmId.includes('\0')) return 'xen,shm-id cannot hold a NUL character';
  return tooWide({ start: host ?? guest, size }) ?? tooWide({ start: guest, size });
}

const rangeText = ({ start, size }: Range): string => `${hex(start)} + ${hex(size)}`;

const tooWide = (at: Range): string | null =>
  rangeFits(at, { address: 2, size: 2 }) ? null : `${rangeText(at)} does not fit 64 bits`;
