// Static shared memory: `xen,domain-shared-memory-v1` nodes below a domain. Since 4.17.
//
// `xen,shared-mem` is host address, guest address and size in bytes, in the address and size cells of the node's
// parent; from 4.19 on (commit 1544d355b5) the host address may be left out and Xen takes the pages from its heap
// (static-shmem.c, bootinfo-fdt.c:process_shm_node). `role` is optional, `xen,shm-id` is not.
import { type Addr, addr, type Bytes, bytes } from '../model/addr.ts';
import {
  type Cells,
  cellCount,
  encodeNumbers,
  isCompatible,
  numberAt,
  readString,
  strings,
} from '../model/cells.ts';
import type { SharedMemory } from '../model/plan.ts';
import { findProperty, node, type TreeNode } from '../model/tree.ts';
import { fitsCells, isPlain } from './cells-in-force.ts';
import { type Field, settleField } from './field.ts';

export const SHARED_MEM = 'xen,shared-mem';
const COMPATIBLE = 'xen,domain-shared-memory-v1';
const ORDER = ['compatible', 'role', 'xen,shm-id', SHARED_MEM];

/** What a shared memory node says; the entity without its id. */
export type SharedFacts = Omit<SharedMemory, 'id'>;
interface Place {
  readonly host: Addr | null;
  readonly guest: Addr;
  readonly size: Bytes;
}

/** The shared memory a node stands for; null when it is none, or misses what Xen demands. */
export function readShared(of: TreeNode, cells: Cells): SharedFacts | null {
  if (!isCompatible(of, COMPATIBLE)) return null;
  const shmId = idField.read(of);
  const place = placeField(cells).read(of);
  return shmId === null || place === null ? null : { shmId, role: roleField.read(of), ...place };
}

const idField: Field<string | null> = {
  name: 'xen,shm-id',
  read: (of) => readString(of, 'xen,shm-id') ?? null,
  same: Object.is,
  write: (id) => (id === null ? null : strings('', id).value),
};

const roleField: Field<SharedMemory['role']> = {
  name: 'role',
  read: (of) => {
    const role = readString(of, 'role');
    return role === 'owner' || role === 'borrower' ? role : null;
  },
  same: Object.is,
  write: (role) => (role === null ? null : strings('', role).value),
};

const placeField = (cells: Cells): Field<Place | null> => ({
  name: SHARED_MEM,
  read: (of) => readPlace(findProperty(of, SHARED_MEM) ?? new Uint8Array(), cells),
  same: (a, b) =>
    a === b || (a !== null && b !== null && a.host === b.host && a.guest === b.guest && a.size === b.size),
  write: (place) => (place === null ? null : encodePlace(place, cells)),
});

export function readPlace(value: Uint8Array, cells: Cells): Place | null {
  const { address, size } = cells;
  const count = cellCount(value);
  if (!isPlain(cells) || count < address + size) return null;
  const hasHost = count >= 2 * address + size;
  const guestAt = hasHost ? address : 0;
  return {
    host: hasHost ? addr(numberAt(value, 0, address) ?? 0n) : null,
    guest: addr(numberAt(value, guestAt, address) ?? 0n),
    size: bytes(numberAt(value, guestAt + address, size) ?? 0n),
  };
}

export const encodePlace = ({ host, guest, size }: Place, cells: Cells): Uint8Array =>
  encodeNumbers([
    ...(host === null ? [] : [[host, cells.address] as const]),
    [guest, cells.address],
    [size, cells.size],
  ]);

export const placeFits = ({ host, guest, size }: Place, cells: Cells): boolean =>
  isPlain(cells) &&
  fitsCells(host ?? 0n, cells.address) &&
  fitsCells(guest, cells.address) &&
  fitsCells(size, cells.size);

/** The node of a shared memory region: `old` with what differs written into it, or a new one. */
export function settleShared(old: TreeNode | undefined, cells: Cells, shared: SharedFacts): TreeNode {
  const { host, guest, size } = shared;
  let of =
    old ?? node(`shared-mem-${shared.shmId.replace(/[^\w,.+-]/g, '-')}`, [strings('compatible', COMPATIBLE)]);
  of = settleField(of, roleField, shared.role, ORDER);
  of = settleField(of, idField, shared.shmId, ORDER);
  return settleField(of, placeField(cells), { host, guest, size }, ORDER);
}
