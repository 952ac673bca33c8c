// Boot modules: `multiboot,module` nodes below `/chosen` (dom0's) or below a domain (its own).
//
// `reg` is one (address, size) pair in bytes, host physical, in the cells of the node's parent; Xen reads the first
// pair only. Kinds as in bootinfo-fdt.c:process_multiboot_node; `xen,linux-*` are the older names. All releases.
import { cellCount, type Cells, isCompatible, readStrings, strings } from '../model/cells.ts';
import { hex } from '../model/addr.ts';
import type { Module, ModuleKind } from '../model/plan.ts';
import { type Range, sameRange } from '../model/range.ts';
import { findProperty, node, type TreeNode } from '../model/tree.ts';
import { encodePairs, readPairs } from './cells-in-force.ts';
import { type Field, settleField } from './field.ts';
import { withName } from './node-edit.ts';

const KINDS: readonly (readonly [string, ModuleKind])[] = [
  ['multiboot,kernel', 'kernel'],
  ['xen,linux-zimage', 'kernel'],
  ['multiboot,ramdisk', 'ramdisk'],
  ['xen,linux-initrd', 'ramdisk'],
  ['multiboot,device-tree', 'device-tree'],
];
const ORDER = ['compatible', 'reg', 'bootargs'];

/** What a module node says; the entity without its id and file. */
export type ModuleFacts = Pick<Module, 'kind' | 'start' | 'size' | 'bootargs'>;

export const isModuleNode = (of: TreeNode): boolean =>
  isCompatible(of, 'multiboot,module') || isCompatible(of, 'xen,multiboot-module');

/** The module a node stands for; null when it is none, or has no readable `reg`. */
export function readModule(of: TreeNode, cells: Cells): ModuleFacts | null {
  if (!isModuleNode(of)) return null;
  const at = regField(cells).read(of);
  return at === null
    ? null
    : { kind: kindField.read(of), start: at.start, size: at.size, bootargs: bootargsField.read(of) };
}

const kindField: Field<ModuleKind> = {
  name: 'compatible',
  read: (of) => KINDS.find(([name]) => isCompatible(of, name))?.[1] ?? 'other',
  same: Object.is,
  write: (kind) => {
    const own = KINDS.find(([, meaning]) => meaning === kind)?.[0];
    return strings('compatible', ...(own === undefined ? [] : [own]), 'multiboot,module').value;
  },
};

const regField = (cells: Cells): Field<Range | null> => ({
  name: 'reg',
  read: (of) => readPairs(firstPair(findProperty(of, 'reg'), cells), cells)[0] ?? null,
  same: (a, b) => a === b || (a !== null && b !== null && sameRange(a, b)),
  write: (at) => (at === null ? null : encodePairs([at], cells)),
});

const firstPair = (reg: Uint8Array | undefined, { address, size }: Cells): Uint8Array =>
  reg === undefined || cellCount(reg) < address + size
    ? new Uint8Array()
    : reg.subarray(0, (address + size) * 4);

const bootargsField: Field<string | null> = {
  name: 'bootargs',
  read: (of) => {
    const value = findProperty(of, 'bootargs');
    return value === undefined ? null : (readStrings(value)[0] ?? '');
  },
  same: Object.is,
  write: (text) => (text === null ? null : strings('bootargs', text).value),
};

/** The node of a module: `old` with what differs written into it, or a new one. The name follows the address. */
export function settleModule(old: TreeNode | undefined, cells: Cells, module: ModuleFacts): TreeNode {
  let of = old ?? node('', [{ name: 'compatible', value: kindField.write(module.kind) ?? new Uint8Array() }]);
  of = settleField(of, kindField, module.kind, ORDER);
  of = settleField(of, regField(cells), { start: module.start, size: module.size }, ORDER);
  of = settleField(of, bootargsField, module.bootargs, ORDER);
  return withName(of, old === undefined ? `module@${unitAddress(module)}` : movedName(old, cells, module));
}

const unitAddress = (module: ModuleFacts): string => hex(module.start).slice(2);

/** A name whose unit address was the module's address gets the new address; any other name stays. */
function movedName(old: TreeNode, cells: Cells, module: ModuleFacts): string {
  const before = readModule(old, cells);
  if (before === null || before.start === module.start) return old.name;
  const [base = '', unit] = old.name.split('@');
  return unit !== undefined && unit === unitAddress(before)
    ? `${base.replace(/^module-\d+$/, 'module')}@${unitAddress(module)}`
    : old.name;
}
