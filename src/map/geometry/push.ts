// Pushing: a region that is moved or grown takes what is in its way along, edge to edge, as far as a wall.
//
// Banks and shared memory give way: their place is the design's own. Reservations, the end of the RAM bank, Xen's image,
// the blob and modules do not: they lie where firmware and boot loader put them.
import type { Addr, Bytes } from '../../model/addr.ts';
import { between, byStart, containsAddr, endOf, type Range } from '../../model/range.ts';
import type { Block, Scene } from './scene.ts';

/** What is around a region that is dragged, as it was when the drag began. */
export interface Around {
  readonly movable: readonly Block[];
  readonly walls: readonly Range[];
  readonly banks: readonly Range[];
}

export function aroundOf(scene: Scene, except: ReadonlySet<string>): Around {
  const blocks = scene.host
    .flatMap((lane) => lane.blocks)
    .filter(({ key, kind }) => !except.has(key) && kind !== 'chunk');
  const of = (wanted: (block: Block) => boolean): Block[] => blocks.filter(wanted);
  return {
    movable: of(({ grip }) => grip === 'resizes').toSorted((a, b) => byStart(a.range, b.range)),
    walls: of(({ grip, kind }) => grip !== 'resizes' && kind !== 'ram').map(({ range }) => range),
    banks: of(({ kind }) => kind === 'ram').map(({ range }) => range),
  };
}

export interface Aside {
  readonly block: Block;
  readonly to: Range;
}

/** The dragged region, no further than it can push, and what it pushes. */
export interface Pushed {
  readonly to: Range;
  readonly aside: readonly Aside[];
}

/** An address with its sign turned: what lies below then lies above, and one direction does for both. */
interface Span {
  readonly start: bigint;
  readonly end: bigint;
}
const upright = (at: Range): Span => ({ start: at.start, end: endOf(at) });
const mirrored = (at: Range): Span => ({ start: 0n - endOf(at), end: 0n - at.start });

/** Pushes upwards from `edge` to `wanted`: how far it gets, and by how much each of `movable` (in order) gives way. */
function ahead(
  edge: bigint,
  wanted: bigint,
  movable: readonly Span[],
  walls: readonly bigint[],
): { readonly edge: bigint; readonly by: readonly bigint[] } {
  const before = (wall: bigint): bigint =>
    movable.reduce((sum, { start, end }) => (start >= edge && start < wall ? sum + end - start : sum), 0n);
  const limit = walls
    .filter((wall) => wall >= edge)
    .reduce((least, wall) => (wall - before(wall) < least ? wall - before(wall) : least), wanted);
  const reached = limit > edge ? limit : edge;
  let front = reached;
  const by = movable.map(({ start, end }) => {
    if (start < edge || start >= front) return 0n;
    const moved = front - start;
    front += end - start;
    return moved;
  });
  return { edge: reached, by };
}

export function pushed(from: Range, to: Range, { movable, walls, banks }: Around): Pushed {
  const upwards = endOf(to) > endOf(from);
  const downwards = to.start < from.start;
  if (upwards === downwards) return { to, aside: [] };
  const turn = upwards ? upright : mirrored;
  const order = upwards ? movable : movable.toSorted((a, b) => (endOf(a.range) > endOf(b.range) ? -1 : 1));
  const held = upwards ? ((endOf(from) - 1n) as Addr) : from.start;
  const ends = banks.filter((bank) => containsAddr(bank, held)).map((bank) => turn(bank).end);
  const { edge, by } = ahead(
    turn(from).end,
    turn(to).end,
    order.map(({ range }) => turn(range)),
    [...walls.map((wall) => turn(wall).start), ...ends],
  );
  const sign = upwards ? 1n : -1n;
  const rest = edge * sign;
  const moves = to.size === from.size;
  const near = upwards ? to.start : endOf(to);
  const start = (upwards ? (moves ? rest - to.size : near) : rest) as Addr;
  const end = (upwards ? rest : moves ? rest + to.size : near) as Addr;
  return {
    to: between(start, end),
    aside: order.flatMap((block, i) => {
      const shift = (by[i] ?? 0n) * sign;
      return shift === 0n
        ? []
        : [{ block, to: { start: (block.range.start + shift) as Addr, size: block.range.size as Bytes } }];
    }),
  };
}
