// A domain node as Xen reads it when it builds the domain, from the unflattened tree.
//
// Stands for parse_dom0less_node (create_domUs up to 4.20), the property reads of construct_domU, and kernel_probe's
// look at the children.
import type { Cells } from '../../model/cells.ts';
import { cellAt, isCompatible, numberAt } from '../../model/cells.ts';
import { domainNodesOf } from '../../model/domain-nodes.ts';
import { range, type Range } from '../../model/range.ts';
import { childPath, findChild, findProperty, type TreeNode } from '../../model/tree.ts';
import { Kept } from '../../model/kept.ts';
import { readNumber, readRanges } from './early-memory.ts';
import { cellsBelow, cString, ROOT_CELLS } from './flat.ts';
import { withWhatFollows } from './past-the-end.ts';
import type { Boot } from './state.ts';
import { staticCells } from './static-cells.ts';

export interface ModuleRef {
  readonly path: string;
  /** As `reg` of the module node says. */
  readonly range: Range;
}

/** One shared memory node. Host and guest address as the node alone says. */
export interface SharedRef {
  readonly path: string;
  readonly shmId: string | null;
  readonly host: bigint | null;
  readonly guest: bigint;
  readonly size: bigint;
  readonly role: string | null;
  /** Whether the node has xen,shared-mem at all. */
  readonly stated: boolean;
  /** The second value of xen,shared-mem, whatever it stands for. */
  readonly second: bigint;
}

/** DOMAIN_CAPS_CONTROL, DOMAIN_CAPS_HARDWARE and DOMAIN_CAPS_XENSTORE (public/bootfdt.h). */
export const CONTROL = 1;
const HARDWARE = 2;
const XENSTORE = 4;

export type Enhanced = 'full' | 'legacy' | 'no-xenstore' | null;

export interface DomainNode {
  readonly name: string;
  /** As Xen prints it when it builds the domain: without unit address (dt_node_name). */
  readonly printed: string;
  readonly path: string;
  /** As Xen numbers it; 0 is dom0. */
  readonly id: number;
  readonly node: TreeNode;
  /** null: absent. */
  readonly cpus: number | null;
  /** In KiB as the property counts; null: absent or too short. */
  readonly memory: bigint | null;
  /** The same in bytes as Xen computes it, modulo 64 bits; 0 where it cannot be read. */
  readonly memoryBytes: bigint;
  readonly staticMem: readonly Range[] | null;
  readonly directMap: boolean;
  readonly vpl011: boolean;
  readonly enhanced: Enhanced;
  readonly disabled: boolean;
  /** `capabilities`, a mask; 0 before there were any. */
  readonly capabilities: number;
  /** The domain that has the host's devices, as dom0 does. */
  readonly isHardware: boolean;
  /** The domain that runs Xenstore for the others. */
  readonly isXenstore: boolean;
  /** `xen,domain-p2m-mem-mb`. */
  readonly p2mMiB: number | null;
  readonly nrSpis: number | null;
  /** Modules below the node, at any depth, that are not found as kernel, ramdisk or device tree. */
  readonly otherModules: number;
  readonly kernel: ModuleRef | null;
  readonly ramdisk: ModuleRef | null;
  readonly deviceTree: ModuleRef | null;
  readonly shared: readonly SharedRef[];
}

/** d1, d2 …, the way Xen prints a domain (`%pd`). */
export const domainTag = (domain: { readonly id: number }): string => `d${domain.id}`;

/** The property that says where its RAM comes from. */
export const memoryProperty = ({ staticMem }: DomainNode): string =>
  staticMem === null ? 'memory' : 'xen,static-mem';

/** Where the tree says where its kernel is; nothing for dom0, whose kernel is one of /chosen's. */
export const kernelPlace = ({
  kernel,
}: DomainNode): { readonly path?: string; readonly property?: string } =>
  kernel === null ? {} : { path: kernel.path, property: 'reg' };

/** The property that says how many page tables it may have; undefined where Xen decides. */
export const poolProperty = ({ p2mMiB }: DomainNode): string | undefined =>
  p2mMiB === null ? undefined : 'xen,domain-p2m-mem-mb';

/** The domain nodes under /chosen, in the order Xen builds them. */
export function domainNodes(boot: Boot): DomainNode[] {
  const { root } = boot.plan.tree;
  const chosen = findChild(root, 'chosen');
  if (chosen === undefined) return [];
  const below = cellsBelow(chosen, cellsBelow(root, ROOT_CELLS));
  return domainNodesOf(chosen).map((node, i) => readDomainNode(boot, chosen, node, below, i + 1));
}

/** Shared memory nodes directly under /chosen are dom0's. */
export function dom0Shared(boot: Boot): SharedRef[] {
  const { root } = boot.plan.tree;
  const chosen = findChild(root, 'chosen');
  if (chosen === undefined) return [];
  return readSharedRefs(boot, [chosen], '/chosen', cellsBelow(chosen, cellsBelow(root, ROOT_CELLS)));
}

/** dom0 as a domain node: /chosen itself, as process_shm takes it. */
export function dom0Node(boot: Boot): DomainNode {
  return {
    name: 'dom0',
    printed: 'dom0',
    path: '/chosen',
    id: 0,
    node: findChild(boot.plan.tree.root, 'chosen') ?? { name: 'chosen', properties: [], children: [] },
    cpus: boot.plan.host.cpus,
    memory: null,
    memoryBytes: 0n,
    staticMem: null,
    directMap: true,
    vpl011: false,
    enhanced: null,
    disabled: false,
    capabilities: 7,
    isHardware: true,
    isXenstore: true,
    p2mMiB: null,
    nrSpis: null,
    otherModules: 0,
    kernel: null,
    ramdisk: null,
    deviceTree: null,
    shared: dom0Shared(boot),
  };
}

const kept = new Kept<TreeNode, { readonly domain: DomainNode; readonly hasShared: boolean }>();

/** Of a region’s node counts what follows it in the tree; all else of a domain follows from its own node. */
function readDomainNode(boot: Boot, chosen: TreeNode, node: TreeNode, cells: Cells, id: number): DomainNode {
  const given = [boot.does, boot.platform.paddrBits, cells.address, cells.size, id];
  const { domain, hasShared } = kept.of(node, given, () => ({
    domain: readOwn(boot, node, cells, id),
    hasShared: node.children.some(isShared),
  }));
  if (!hasShared) return domain;
  const shared = readSharedRefs(boot, [chosen, node], domain.path, cellsBelow(node, cells));
  return { ...domain, shared };
}

const isShared = (node: TreeNode): boolean => isCompatible(node, 'xen,domain-shared-memory-v1');

function readOwn(boot: Boot, node: TreeNode, cells: Cells, id: number): DomainNode {
  const path = `/chosen/${node.name}`;
  const below = cellsBelow(node, cells);
  const status = findProperty(node, 'status');
  const memory = numberAt(findProperty(node, 'memory') ?? new Uint8Array(), 0, 2) ?? null;
  const capabilities = boot.does.hasCapabilities ? (readU32(node, 'capabilities') ?? 0) : 0;
  const statusText = status === undefined ? null : cString(status);
  return {
    name: node.name,
    printed: node.name.split('@')[0] ?? node.name,
    path,
    id,
    node,
    cpus: readU32(node, 'cpus'),
    memory,
    memoryBytes: BigInt.asUintN(64, (memory ?? 0n) * 1024n),
    staticMem: readStaticMem(boot, node, cells),
    directMap: boot.does.has417Features && findProperty(node, 'direct-map') !== undefined,
    vpl011: findProperty(node, 'vpl011') !== undefined,
    enhanced: readEnhanced(boot, node),
    disabled: statusText !== null && statusText !== 'ok' && statusText !== 'okay',
    capabilities,
    isHardware: (capabilities & HARDWARE) !== 0,
    isXenstore: (capabilities & XENSTORE) !== 0,
    p2mMiB: readU32(node, 'xen,domain-p2m-mem-mb'),
    nrSpis: readU32(node, 'nr_spis'),
    otherModules: countOther(node),
    kernel: lastModule(boot, node, path, 'multiboot,kernel', below),
    ramdisk: lastModule(boot, node, path, 'multiboot,ramdisk', below),
    deviceTree: lastModule(boot, node, path, 'multiboot,device-tree', below),
    shared: [],
  };
}

const readU32 = (node: TreeNode, name: string): number | null => {
  const value = findProperty(node, name);
  return value === undefined ? null : (cellAt(value, 0) ?? null);
};

const isModule = (node: TreeNode): boolean =>
  isCompatible(node, 'multiboot,module') || isCompatible(node, 'xen,multiboot-module');
const KINDS = ['multiboot,kernel', 'multiboot,ramdisk', 'multiboot,device-tree'];

function countOther(node: TreeNode): number {
  let count = 0;
  for (const child of node.children) {
    if (isModule(child) && !KINDS.some((kind) => isCompatible(child, kind))) count += 1;
    count += child.children.filter(isModule).length;
  }
  return count;
}

function readStaticMem(boot: Boot, node: TreeNode, cells: Cells): Range[] | null {
  const value = findProperty(node, 'xen,static-mem');
  return value === undefined ? null : readRanges(boot, value, staticCells(boot, node, cells));
}

/** Empty, unterminated or `enabled` all mean the whole of it. */
function readEnhanced(boot: Boot, node: TreeNode): Enhanced {
  const value = findProperty(node, 'xen,enhanced');
  if (value === undefined || !boot.does.has417Features) return null;
  if (value.length === 0 || !value.includes(0)) return 'full';
  const text = cString(value);
  if (text === 'enabled') return 'full';
  if (text === 'no-xenstore') return 'no-xenstore';
  return text === 'legacy' && boot.does.xenstoreCheckedLast ? 'legacy' : null;
}

/** The last child with the compatible counts. */
function lastModule(
  boot: Boot,
  node: TreeNode,
  path: string,
  compatible: string,
  cells: Cells,
): ModuleRef | null {
  let found: ModuleRef | null = null;
  for (const child of node.children) {
    if (!isCompatible(child, compatible)) continue;
    const reg = findProperty(child, 'reg');
    if (reg === undefined) continue;
    found = {
      path: childPath(path, child.name),
      range: range(readNumber(boot, reg, 0, cells.address), readNumber(boot, reg, cells.address, cells.size)),
    };
  }
  return found;
}

function readSharedRefs(boot: Boot, chain: readonly TreeNode[], path: string, cells: Cells): SharedRef[] {
  const node = chain.at(-1);
  // process_shm is only in a Xen with CONFIG_STATIC_SHM.
  if (!boot.does.has417Features || !boot.target.kconfig.STATIC_SHM || node === undefined) return [];
  const refs: SharedRef[] = [];
  for (const child of node.children) {
    if (!isShared(child)) continue;
    const stated = findProperty(child, 'xen,shared-mem');
    const own = stated ?? new Uint8Array();
    const a = cells.address;
    const hasHost = own.length / 4 !== a + cells.size || !boot.does.sharedOwnBanks;
    const short = own.length / 4 < a + a + cells.size && hasHost;
    const value = short ? withWhatFollows([...chain, child], 'xen,shared-mem', own) : own;
    const shmId = findProperty(child, 'xen,shm-id');
    const role = findProperty(child, 'role');
    const skip = hasHost ? a : 0;
    refs.push({
      path: childPath(path, child.name),
      shmId: shmId === undefined ? null : cString(shmId),
      host: hasHost ? readNumber(boot, value, 0, a) : null,
      guest: readNumber(boot, value, skip, a),
      size: readNumber(boot, value, skip + a, cells.size),
      role: role === undefined ? null : cString(role),
      stated: stated !== undefined,
      second: readNumber(boot, value, a, a),
    });
  }
  return refs;
}
