// The machine of a log as facts of a board, and where its tree must differ from one made of bare facts.
import { addr, bytes } from '../../model/addr.ts';
import type { HostFacts, Reserved, Uart } from '../../model/board.ts';
import { isEmpty, type Range } from '../../model/range.ts';
import type { Tree, TreeNode } from '../../model/tree.ts';
import type { BootLog, Use } from './facts.ts';
import { ownerless } from './unbuilt.ts';

const MEMRESERVE = '/memreserve/';
/** What stands in `/reserved-memory` for a reservation, by its use; null for what is no reservation of the board's. */
const NODES: Readonly<Record<Use['kind'], string | null>> = {
  static: null,
  heap: null,
  memreserve: null,
  firmware: 'reserved',
  shared: 'shared-memory',
  unknown: 'unknown',
};

/** RAM, reservations, CPUs, interrupt controller and console. What nobody is named for is a reservation too. */
export function factsOf(log: BootLog): HostFacts {
  const { lead, isLast } = orderOf(log);
  const reserved = log.reserved.flatMap(({ start, size, use }, i): Reserved[] => {
    const node = NODES[use.kind];
    // Recorded before /chosen was read although /reserved-memory comes after it.
    const isEarly = use.kind === 'unknown' && isLast && i < lead;
    if (use.kind === 'memreserve' || isEarly) return [{ path: MEMRESERVE, start, size, noMap: false }];
    return node === null ? [] : [reservation(node, { start, size })];
  });
  return {
    memory: log.ram.filter((bank) => !isEmpty(bank)),
    reserved: [
      ...reserved,
      ...log.shared.map((one) => reservation('shared-memory', one)),
      ...ownerless(log).map((one) => reservation('module', one)),
    ].filter(({ size }) => size > 0n),
    cpus: log.cpus ?? 1,
    gic: log.gic,
    uart: uartOf(log.uart),
    devices: [],
  };
}

const reservation = (node: string, { start, size }: Range): Reserved => ({
  path: `/reserved-memory/${node}@${start.toString(16)}`,
  start,
  size,
  noMap: false,
});

/** Where what `/chosen` asks for begins in the log's list, and whether `/reserved-memory` comes after all of it. */
function orderOf({ reserved }: BootLog): { readonly lead: number; readonly isLast: boolean } {
  const asked = reserved.flatMap(({ use }, i) => (use.kind === 'static' || use.kind === 'heap' ? [i] : []));
  const first = reserved.findIndex(({ use }) => use.kind === 'firmware');
  return { lead: asked[0] ?? 0, isLast: asked.length > 0 && first > (asked.at(-1) ?? 0) };
}

/** The tree with `/reserved-memory` behind `/chosen` where the log lists it so: `bank[n]` counts in that order. */
export function inOrderOfLog(tree: Tree, log: BootLog): Tree {
  if (!orderOf(log).isLast) return tree;
  const isReserved = ({ name }: TreeNode): boolean => name === 'reserved-memory';
  const { children } = tree.root;
  const moved = [...children.filter((child) => !isReserved(child)), ...children.filter(isReserved)];
  return { ...tree, root: { ...tree.root, children: moved } };
}

/** The least a UART's registers take, which is all that matters of their size here. */
const UART_SIZE = bytes(0x1000n);

/** The console by its node: a unit address is that of the first register (devicetree specification, 2.2.1). */
function uartOf(path: string | null): Uart | null {
  const start = path?.startsWith('/') === true ? /@([0-9a-f]{1,16})$/.exec(path)?.[1] : undefined;
  if (path === null || start === undefined) return null;
  return { path, start: addr(BigInt(`0x${start}`)), size: UART_SIZE };
}
