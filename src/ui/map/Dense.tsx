// Many small blocks painted as one: a path for each look. They need no element of their own: the pointer finds them by
// arithmetic, and the one that has the focus or the pointer on it is drawn apart.
import { boxPath, TENTHS } from '../../map/geometry/boxes.ts';
import type { Item } from '../../map/geometry/lane-layout.ts';
import type { Block } from '../../map/geometry/scene.ts';
import { lookOf, ownerColour } from './BlockShape.tsx';
import css from './map.module.css';

interface Look {
  readonly block: Block;
  path: string;
}

const looksLike = (a: Block, b: Block): boolean =>
  a.owner === b.owner && a.kind === b.kind && a.odd === b.odd;

/** Blocks that look alike share a path. */
function looksOf(items: readonly Item[]): readonly Look[] {
  const looks: Look[] = [];
  for (const { drawn, y, height } of items) {
    const [block] = drawn.blocks;
    if (block === undefined) continue;
    const path = boxPath(drawn.x0, drawn.x1, y, height);
    const look = looks.find((known) => looksLike(known.block, block));
    if (look === undefined) looks.push({ block, path });
    else look.path += path;
  }
  return looks;
}

export function Dense({ items }: { readonly items: readonly Item[] }) {
  return looksOf(items).map(({ block, path }) => (
    <g
      key={`${block.owner} ${block.kind} ${block.odd}`}
      className={lookOf(block)}
      style={ownerColour(block.owner)}
      aria-hidden
    >
      <path className={css['face']} transform={TENTHS} d={path} />
    </g>
  ));
}
