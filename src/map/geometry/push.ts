// Pushing: what is moved or grown takes what is in its way along, edge to edge, as far as a wall.
//
// Banks and shared memory give way: their place is the design's own. What is pinned does not, nor do reservations, the
// end of the RAM bank, Xen's image, the blob and modules: they lie where firmware and boot loader put them.
import type { Addr, Bytes } from '../../model/addr.ts';
import { between, byStart, containsAddr, endOf, type Range } from '../../model/range.ts';
import type { Block, Scene } from './scene.ts';

export interface Wall {
  readonly range: Range;
  readonly name: string;
}

/** What is around regions that are dragged, as it was when the drag began. */
export interface Around {
  /** Sorted by start. */
  readonly movable: readonly Block[];
  readonly walls: readonly Wall[];
  /** RAM banks. */
  readonly banks: readonly Wall[];
}

export function aroundOf(scene: Scene, except: ReadonlySet<string>): Around {
  const blocks = scene.host
    .flatMap((lane) => lane.blocks)
    .filter(({ key, kind }) => !except.has(key) && kind !== 'chunk');
  const givesWay = ({ grip, pinned }: Block): boolean => grip === 'resizes' && !pinned;
  const wall = ({ range, name, pinned }: Block): Wall => ({
    range,
    name: pinned ? `${name} (pinned)` : name,
  });
  return {
    movable: blocks.filter(givesWay).toSorted((a, b) => byStart(a.range, b.range)),
    walls: blocks.filter((block) => !givesWay(block) && block.kind !== 'ram').map(wall),
    banks: blocks.filter(({ kind }) => kind === 'ram').map(wall),
  };
}

export interface Aside {
  readonly block: Block;
  readonly to: Range;
}

/** What is pushed, and what let nobody go any further; null when nothing stood in the way. */
interface Pushing {
  readonly aside: readonly Aside[];
  readonly stop: string | null;
}

/** The dragged region, no further than it can push. */
export interface Pushed extends Pushing {
  readonly to: Range;
}

/** An address with its sign turned: what lies below then lies above, and one direction does for both. */
interface Span {
  readonly start: bigint;
  readonly end: bigint;
}
const upright = (at: Range): Span => ({ start: at.start, end: endOf(at) });
const mirrored = (at: Range): Span => ({ start: 0n - endOf(at), end: 0n - at.start });

interface Limit {
  readonly at: bigint;
  readonly name: string;
}

/** How far up an edge gets of `by`, and what stops it there: what it pushes has to fit between it and the wall. */
function reach(
  edge: bigint,
  by: bigint,
  movable: readonly Span[],
  walls: readonly Limit[],
): { readonly by: bigint; readonly stop: string | null } {
  let [most, stop]: [bigint, string | null] = [by, null];
  for (const { at, name } of walls) {
    if (at < edge || at - edge - sizeBetween(movable, edge, at) >= most) continue;
    most = at - edge - sizeBetween(movable, edge, at);
    stop = name;
  }
  return { by: most > 0n ? most : 0n, stop };
}

const sizeBetween = (movable: readonly Span[], edge: bigint, wall: bigint): bigint =>
  movable.reduce((sum, { start, end }) => (start >= edge && start < wall ? sum + end - start : sum), 0n);

/** By how much each of `movable`, in order, gives way to edges that go up by `by`. */
function givingWay(edges: readonly bigint[], by: bigint, movable: readonly Span[]): bigint[] {
  const waiting = edges.toSorted((a, b) => (a < b ? -1 : 1));
  let front: bigint | null = null;
  return movable.map(({ start, end }) => {
    while (waiting[0] !== undefined && waiting[0] <= start) {
      const edge: bigint = (waiting.shift() ?? 0n) + by;
      if (front === null || edge > front) front = edge;
    }
    if (front === null || front <= start) return 0n;
    const moved = front - start;
    front += end - start;
    return moved;
  });
}

/** Edges of dragged regions go up (`up`) or down by `by` bytes. */
function push(
  froms: readonly Range[],
  up: boolean,
  by: bigint,
  { movable, walls, banks }: Around,
): Pushing & { readonly by: bigint } {
  const turn = up ? upright : mirrored;
  const order = up ? movable : movable.toSorted((a, b) => (endOf(a.range) > endOf(b.range) ? -1 : 1));
  const spans = order.map(({ range }) => turn(range));
  const stands = walls.map(({ range, name }) => ({ at: turn(range).start, name }));
  let [most, stop]: [bigint, string | null] = [by, null];
  for (const from of froms) {
    const held = up ? ((endOf(from) - 1n) as Addr) : from.start;
    const ends = banks
      .filter((bank) => containsAddr(bank.range, held))
      .map(({ range, name }) => ({ at: turn(range).end, name: `${up ? 'end' : 'start'} of ${name}` }));
    const reached = reach(turn(from).end, most, spans, [...stands, ...ends]);
    most = reached.by;
    stop = reached.stop ?? stop;
  }
  const edges = froms.map((from) => turn(from).end);
  const shifts = givingWay(edges, most, spans);
  const aside = order.flatMap((block, i) => {
    const shift = (shifts[i] ?? 0n) * (up ? 1n : -1n);
    return shift === 0n
      ? []
      : [{ block, to: { start: (block.range.start + shift) as Addr, size: block.range.size as Bytes } }];
  });
  return { by: most, aside, stop };
}

/** One region moved, or grown at one end, from `from` to `to`. */
export function pushed(from: Range, to: Range, around: Around): Pushed {
  const up = endOf(to) > endOf(from);
  const down = to.start < from.start;
  if (up === down) return { to, aside: [], stop: null };
  const wanted = up ? endOf(to) - endOf(from) : from.start - to.start;
  const { by, aside, stop } = push([from], up, wanted, around);
  const missing = wanted - by;
  const moves = to.size === from.size;
  const start = up ? (moves ? to.start - missing : to.start) : to.start + missing;
  const end = up ? endOf(to) - missing : moves ? endOf(to) + missing : endOf(to);
  return { to: between(start as Addr, end as Addr), aside, stop };
}

/** Several regions moved together by `by` bytes, up or (negative) down: how far they get. */
export function pushedTogether(
  froms: readonly Range[],
  by: bigint,
  around: Around,
): Pushing & { readonly by: bigint } {
  const done = push(froms, by > 0n, by > 0n ? by : -by, around);
  return { ...done, by: by > 0n ? done.by : -done.by };
}
