// What only a drag shows: where the thing was, and the line that says what caught it.
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { Row, Rows } from '../../map/geometry/rows.ts';
import { extentOf, pxOf, type Scale } from '../../map/geometry/scale.ts';
import { clampPx } from '../../map/geometry/cull.ts';
import type { Block } from '../../map/geometry/scene.ts';
import type { Box } from '../../map/tools/choose.ts';
import type { Change } from '../../map/tools/tool.ts';
import { ownerColour } from './BlockShape.tsx';
import { Extent } from './Extent.tsx';
import css from './map.module.css';
import { STAGE_PAD } from './use-tools.ts';

interface Drag {
  readonly live: StoreApi<Change | null>;
  /** What it was when the hand last rested. */
  readonly rested: Change | null;
}

/** The old places, dashed: under the blocks. */
export function Ghost({ live, rested, rows, scale }: Drag & { readonly rows: Rows; readonly scale: Scale }) {
  const change = useStore(live) ?? rested;
  if (change === null || change.kind === 'create') return null;
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

/** A guide through all lanes for every edge that meets something, else for the one in the hand: over all there is. */
export function Guides({
  live,
  rested,
  scale,
  heightPx,
}: Drag & { readonly scale: Scale; readonly heightPx: number }) {
  const change = useStore(live) ?? rested;
  if (change === null) return null;
  const { at, met } = change.guide;
  const places = new Set(met.length === 0 ? [at] : met.map((target) => target.at));
  const lines = Array.from(places, (place) => `M${pxOf(scale, place)} 0V${heightPx}`);
  return (
    <svg className={css['over']} width={STAGE_PAD + scale.widthPx} height={heightPx} aria-hidden>
      <g transform={`translate(${STAGE_PAD} 0)`}>
        <Extent widthPx={scale.widthPx} heightPx={heightPx} />
        <path className={css['guide']} d={NO_LINE + lines.join('')} data-testid="guides" />
      </g>
    </svg>
  );
}
