// What only a drag shows: where the thing was, and the line that says what caught it.
import type { Row, Rows } from '../../map/geometry/rows.ts';
import { extentOf, pxOf, type Scale } from '../../map/geometry/scale.ts';
import { clampPx } from '../../map/geometry/cull.ts';
import type { Block } from '../../map/geometry/scene.ts';
import type { Box } from '../../map/tools/choose.ts';
import type { Change } from '../../map/tools/tool.ts';
import { distance, groupedHex } from '../../model/addr.ts';
import { sizeText } from '../../model/size.ts';
import { ownerColour } from './BlockShape.tsx';
import css from './map.module.css';
import { both, signed, STRINGS } from './strings.ts';

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
  const ghosts: { readonly block: Block; readonly row: Row }[] = [];
  for (const row of rows.rows) {
    // What moves is host memory, and each block is in one lane.
    if (ghosts.length === blocks.length || row.lane.space === 'guest') break;
    for (const { key } of row.lane.blocks) {
      const block = byKey.get(key);
      if (block !== undefined) ghosts.push({ block, row });
    }
  }
  return ghosts.map(({ block, row }) => {
    const [x0, x1] = extentOf(scale, block.range).map((px) => clampPx(scale, px)) as [number, number];
    return (
      <rect
        key={block.key}
        className={css['ghost']}
        style={ownerColour(block.owner)}
        x={x0}
        y={row.y + row.inset}
        width={Math.max(x1 - x0, 3)}
        height={row.height}
        rx={3}
        data-ghost={block.name}
      />
    );
  });
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

/** A line alone is painted otherwise than several, and going from one to the other has the browser ask for its layers again. */
const NO_LINE = 'M0 0h0';

/** A guide through all lanes for every edge that meets something, else for the one in the hand. */
export function Guides({
  change,
  scale,
  heightPx,
}: {
  readonly change: Change;
  readonly scale: Scale;
  readonly heightPx: number;
}) {
  const { at, met } = change.guide;
  const places = new Set(met.length === 0 ? [at] : met.map((target) => target.at));
  const lines = Array.from(places, (place) => `M${pxOf(scale, place)} 0V${heightPx}`);
  return <path className={css['guide']} d={NO_LINE + lines.join('')} data-testid="guides" />;
}

/** How far, as a size and in hex: `+64 MiB (+0x400_0000)`. */
const far = (by: bigint): string =>
  by === 0n ? signed(by) : `${signed(by)} (${by > 0n ? '+' : '−'}${groupedHex(by > 0n ? by : -by)})`;

/** `+64 MiB (+0x400_0000) · 2 MiB snap · pushes 2`, `256 MiB · end of domU2 bank 0 and start of domU3 bank 0`. */
export function badgeText(change: Change): string {
  const { met, grid } = change.guide;
  const snapped = met.length === 0 ? `${sizeText(grid)} snap` : both(met.map(({ label }) => label));
  const { range } = change;
  if (change.kind === 'create') return `${sizeText(range.size)} (${groupedHex(range.size)}) · ${snapped}`;
  const { block, aside, stays, stop } = change;
  const moved =
    change.kind === 'move'
      ? far(distance(block.range.start, range.start))
      : `${sizeText(range.size)}, ${far(range.size - block.range.size)}`;
  return [
    moved,
    stop === null ? snapped : STRINGS.stoppedBy(stop),
    ...(aside.length === 0 ? [] : [`pushes ${aside.length}`]),
    ...(stays.length === 0 ? [] : [STRINGS.stay(stays.length)]),
  ].join(' · ');
}
