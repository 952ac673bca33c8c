// What fdtget says of a blob's RAM and reservations: an account of its own, not ours.
import { execFileSync } from 'node:child_process';

/** Host physical, as `0x…` in lower case; `start` null: wherever the kernel finds room. */
export interface Stretch {
  readonly path: string;
  readonly start: string | null;
  readonly size: string;
}

const ABSENT = '<absent>';

/** Runs fdtget; its lines, one for each thing asked for. */
const fdtget = (...args: readonly string[]): readonly string[] =>
  execFileSync('fdtget', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    .split('\n')
    .slice(0, -1);

/** One property of many nodes: null where a node has none. */
function column(blob: string, type: 'x' | 's', nodes: readonly string[], name: string): (string | null)[] {
  if (nodes.length === 0) return [];
  const lines = fdtget('-d', ABSENT, '-t', type, blob, ...nodes.flatMap((node) => [node, name]));
  return lines.map((line) => (line === ABSENT ? null : line));
}

const words = (line: string | null): readonly string[] =>
  (line ?? '').split(' ').filter((word) => word !== '');

function cellsOf(blob: string, node: string, address: number, size: number): readonly [number, number] {
  const number = (name: string, otherwise: number): number => {
    const [line = null] = column(blob, 'x', [node], name);
    return line === null ? otherwise : parseInt(line, 16);
  };
  return [number('#address-cells', address), number('#size-cells', size)];
}

const numberIn = (line: readonly string[]): string =>
  `0x${BigInt(`0x${line.map((word) => word.padStart(8, '0')).join('') || '0'}`).toString(16)}`;

/** The non-empty pairs of a `reg`. */
function pairs(path: string, line: string | null, [address, size]: readonly [number, number]): Stretch[] {
  const all = words(line);
  const found: Stretch[] = [];
  for (let i = 0; i + address + size <= all.length; i += address + size)
    found.push({
      path,
      start: numberIn(all.slice(i, i + address)),
      size: numberIn(all.slice(i + address, i + address + size)),
    });
  return found.filter((one) => one.size !== '0x0');
}

const isOn = (status: string | null | undefined): boolean =>
  status === null || status === undefined || status === 'okay' || status === 'ok';

/** The banks of the root's memory nodes that are not disabled, in order. */
export function ramByFdtget(blob: string): readonly Stretch[] {
  const children = fdtget('-l', blob, '/').map((child) => `/${child}`);
  const types = column(blob, 's', children, 'device_type');
  const nodes = children.filter((path, i) => /^\/memory(@|$)/.test(path) || types[i] === 'memory');
  const cells = cellsOf(blob, '/', 2, 1);
  const states = column(blob, 's', nodes, 'status');
  return column(blob, 'x', nodes, 'reg').flatMap((line, i) =>
    isOn(states[i]) ? pairs(nodes[i] ?? '', line, cells) : [],
  );
}

/** What is below `/reserved-memory` and not disabled: every range of a `reg`, else the `size`. */
export function reservedByFdtget(blob: string): readonly Stretch[] {
  const top = '/reserved-memory';
  return fdtget('-l', blob, '/').includes(top.slice(1)) ? reservedBelow(blob, top) : [];
}

function reservedBelow(blob: string, parent: string): readonly Stretch[] {
  const nodes = fdtget('-l', blob, parent).map((child) => `${parent}/${child}`);
  if (nodes.length === 0) return [];
  const cells = cellsOf(blob, parent, 2, 1);
  const [states, regs, sizes] = [
    column(blob, 's', nodes, 'status'),
    column(blob, 'x', nodes, 'reg'),
    column(blob, 'x', nodes, 'size'),
  ];
  const isFlat = fdtget('-l', blob, ...nodes).length === 0;
  return nodes.flatMap((path, i) => {
    const [reg = null, wanted = null] = [regs[i], sizes[i]];
    const size = numberIn(words(wanted).slice(0, cells[1]));
    const own = reg !== null ? pairs(path, reg, cells) : size === '0x0' ? [] : [{ path, start: null, size }];
    return [...(isOn(states[i]) ? own : []), ...(isFlat ? [] : reservedBelow(blob, path))];
  });
}
