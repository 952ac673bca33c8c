// What only a drag shows: where the thing was, and the line that says what caught it.
import type { Rows } from '../../map/geometry/rows.ts';
import { extentOf, pxOf, type Scale } from '../../map/geometry/scale.ts';
import { clampPx } from '../../map/geometry/cull.ts';
import type { Box } from '../../map/tools/choose.ts';
import type { Change } from '../../map/tools/tool.ts';
import { distance } from '../../model/addr.ts';
import { sizeText } from '../../model/size.ts';
import { ownerColour } from './BlockShape.tsx';
import css from './map.module.css';
import { signed } from './strings.ts';

/** The old places, dashed: under the blocks. */
export function Ghost({
  change,
  rows,
  scale,
}: {
  readonly change: Change;
  readonly rows: Rows;
  readonly scale: Scale;
}) {
  if (change.kind === 'create') return null;
  const blocks = [change.block, ...change.along, ...change.aside.map(({ block }) => block)];
  const byKey = new Map(blocks.map((block) => [block.key, block]));
  return rows.rows.flatMap((row) =>
    row.lane.blocks.flatMap(({ key }) => {
      const block = byKey.get(key);
      if (block === undefined) return [];
      const [x0, x1] = extentOf(scale, block.range).map((px) => clampPx(scale, px)) as [number, number];
      return (
        <rect
          key={key}
          className={css['ghost']}
          style={ownerColour(block.owner)}
          x={x0}
          y={row.y + row.inset}
          width={Math.max(x1 - x0, 3)}
          height={row.height}
          rx={3}
        />
      );
    }),
  );
}

/** The box that is being drawn around what is to be selected. */
export const Brush = ({ box: { from, to } }: { readonly box: Box }) => (
  <rect
    className={css['brush']}
    x={Math.min(from.x, to.x)}
    y={Math.min(from.y, to.y)}
    width={Math.abs(to.x - from.x)}
    height={Math.abs(to.y - from.y)}
  />
);

/** The guide through all lanes. */
export function Guide({
  change,
  scale,
  heightPx,
}: {
  readonly change: Change;
  readonly scale: Scale;
  readonly heightPx: number;
}) {
  const x = pxOf(scale, change.guide.at);
  return <path className={css['guide']} d={`M${x} 0V${heightPx}`} />;
}

/** `+64 MiB · 2 MiB snap`, `256 MiB · end of domU2 bank 0`. */
export function badgeText(change: Change): string {
  const snapped = change.guide.by ?? `${sizeText(change.guide.grid)} snap`;
  const pushes = change.kind === 'create' ? 0 : change.aside.length;
  const caught = pushes === 0 ? snapped : `${snapped} · pushes ${pushes}`;
  if (change.kind === 'create') return `${sizeText(change.range.size)} · ${caught}`;
  const { block, range } = change;
  if (change.kind === 'move') return `${signed(distance(block.range.start, range.start))} · ${caught}`;
  return `${sizeText(range.size)} (${signed(range.size - block.range.size)}) · ${caught}`;
}
