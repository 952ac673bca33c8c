// The tree of a board that is known only by its facts, and the part of a tree that facts vouch for.
//
// Reading such a tree gives the facts back (readHost(treeOfFacts(f)) is f). What facts do not know is left unsaid:
// interrupts are present without a number, and the console counts as a PL011, which only its address matters for.
import { hex } from '../model/addr.ts';
import type { HostFacts } from '../model/board.ts';
import { encodeNumbers, flag, strings, u32 } from '../model/cells.ts';
import { range, type Range } from '../model/range.ts';
import { findChild, node, type Property, type Tree, type TreeNode } from '../model/tree.ts';
import { encodePairs, WIDE } from './cells-in-force.ts';
import { isMemoryNode } from './host/memory.ts';

const WIDE_CELLS: readonly Property[] = [u32('#address-cells', WIDE.address), u32('#size-cells', WIDE.size)];
const MEMRESERVE = '/memreserve/';
const IOMMU_PHANDLE = 1;
/** As many CPU nodes as Xen can count (NR_CPUS at most), whatever facts from elsewhere claim. */
const MAX_CPUS = 4096;
/** Paths with more parts than this are left out; no board has them, and a hostile file may. */
const MAX_DEPTH = 32;

const regOf = (ranges: readonly Range[]): Property => ({ name: 'reg', value: encodePairs(ranges, WIDE) });
const unknownInterrupt = flag('interrupts');

/** The tree of a board known by its facts: root cells of two and two, RAM and reservations before `/chosen`. */
export function treeOfFacts(facts: HostFacts): Tree {
  const { memory, reserved, gic, uart } = facts;
  const draft = new Draft();
  for (const { path, start, size, iommu } of facts.devices)
    draft.put(path, regOf([range(start, size)]), unknownInterrupt, ...(iommu ? [behindIommu] : []));
  if (gic !== null)
    draft.put(
      gic.path,
      strings('compatible', gic.version === 3 ? 'arm,gic-v3' : 'arm,gic-400'),
      regOf(gic.regions),
      ...(gic.version === 3 && gic.regions.length > 2
        ? [u32('#redistributor-regions', gic.regions.length - 1)]
        : []),
      u32('#interrupt-cells', 3),
      flag('interrupt-controller'),
    );
  if (uart !== null)
    draft.put(
      uart.path,
      strings('compatible', 'arm,pl011'),
      regOf([range(uart.start, uart.size)]),
      unknownInterrupt,
    );
  if (facts.devices.some((device) => device.iommu))
    draft.put('/iommu', u32('#iommu-cells', 1), u32('phandle', IOMMU_PHANDLE));
  return {
    root: node(
      '',
      [...WIDE_CELLS, strings('compatible', 'xen-memmap,board-facts')],
      [
        ...(memory.length > 0 ? [memoryNode(memory)] : []),
        ...(facts.reserved.some(({ path }) => path !== MEMRESERVE) ? [reservedNode(facts)] : []),
        cpusNode(facts.cpus),
        ...draft.nodes(),
        node('chosen', [...(uart === null ? [] : [strings('stdout-path', uart.path)]), ...WIDE_CELLS]),
      ],
    ),
    memreserve: reserved.flatMap(({ path, start, size }) =>
      path === MEMRESERVE && start !== null ? [range(start, size)] : [],
    ),
    bootCpu: 0,
  };
}

const behindIommu: Property = {
  name: 'iommus',
  value: encodeNumbers([
    [BigInt(IOMMU_PHANDLE), 1],
    [0n, 1],
  ]),
};

/** One RAM node with every bank, in the given order. */
export const memoryNode = (banks: readonly Range[]): TreeNode =>
  node(`memory@${hex(banks[0]?.start ?? 0n).slice(2)}`, [strings('device_type', 'memory'), regOf(banks)]);

function reservedNode({ reserved }: HostFacts): TreeNode {
  const ranges = new Map<string, Range[]>();
  const draft = new Draft();
  for (const { path, start, size, noMap } of reserved) {
    if (path === MEMRESERVE) continue;
    const at = path.startsWith('/reserved-memory/') ? path.slice('/reserved-memory'.length) : `/${path}`;
    const marks = noMap ? [flag('no-map')] : [];
    if (start === null) draft.put(at, { name: 'size', value: encodeNumbers([[size, WIDE.size]]) }, ...marks);
    else if (ranges.has(at)) ranges.get(at)?.push(range(start, size));
    else {
      ranges.set(at, [range(start, size)]);
      draft.put(at, ...marks);
    }
  }
  for (const [at, all] of ranges) draft.add(at, regOf(all));
  return node('reserved-memory', [...WIDE_CELLS, flag('ranges')], draft.nodes());
}

const cpusNode = (count: number): TreeNode =>
  node(
    'cpus',
    [u32('#address-cells', 1), u32('#size-cells', 0)],
    Array.from({ length: Math.min(count, MAX_CPUS) }, (_, i) =>
      node(`cpu@${i.toString(16)}`, [strings('device_type', 'cpu'), u32('reg', i)]),
    ),
  );

/** Nodes by path; buses on the way come into being as identity-mapped `simple-bus`. */
class Draft {
  readonly #children = new Map<string, Draft>();
  #properties: readonly Property[] | null = null;

  /** Sets the properties of a node. */
  put(path: string, ...properties: readonly Property[]): void {
    const at = this.#at(path);
    if (at !== null) at.#properties = properties;
  }

  /** Puts a property before those a node has. */
  add(path: string, property: Property): void {
    const at = this.#at(path);
    if (at !== null) at.#properties = [property, ...(at.#properties ?? [])];
  }

  #at(path: string): Draft | null {
    const names = path.split('/').filter((name) => name !== '');
    return names.length > MAX_DEPTH ? null : names.reduce<Draft>((at, name) => at.#child(name), this);
  }

  #child(name: string): Draft {
    const found = this.#children.get(name) ?? new Draft();
    this.#children.set(name, found);
    return found;
  }

  nodes(): TreeNode[] {
    return [...this.#children].map(([name, draft]) => {
      const own = draft.#properties ?? [strings('compatible', 'simple-bus')];
      const bus = draft.#children.size > 0 ? [...WIDE_CELLS, flag('ranges')] : [];
      return node(name, [...own, ...bus], draft.nodes());
    });
  }
}

/** What facts alone can vouch for in an export: root cells, RAM, reservations and `/chosen`. */
export function boardOnlyTree(tree: Tree): Tree {
  const kept = (name: string): TreeNode[] => {
    const child = findChild(tree.root, name);
    return child === undefined ? [] : [child];
  };
  return {
    ...tree,
    root: node(
      '',
      tree.root.properties.filter(({ name }) => name === '#address-cells' || name === '#size-cells'),
      [...tree.root.children.filter(isMemoryNode), ...kept('reserved-memory'), ...kept('chosen')],
    ),
  };
}
