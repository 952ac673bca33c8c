// What only a drag shows: where the thing was, and the line that says what caught it. While a thread paints these, they are
// what they were when the hand last rested.
import { ghostsAt } from '../../map/geometry/ghosts.ts';
import { guidesPath } from '../../map/geometry/guides.ts';
import type { Rows } from '../../map/geometry/rows.ts';
import type { Scale } from '../../map/geometry/scale.ts';
import { ghostsOf, guidesOf } from '../../map/picture/hand.ts';
import type { Box } from '../../map/tools/choose.ts';
import type { Change } from '../../map/tools/tool.ts';
import { ownerColour } from './BlockShape.tsx';
import { Extent } from './Extent.tsx';
import css from './map.module.css';
import { RIGHT_PX } from './use-picture.ts';
import { STAGE_PAD } from './use-tools.ts';

interface Drag {
  readonly change: Change | null;
  readonly scale: Scale;
}

/** The old places, dashed: under the blocks. */
export function Ghost({ change, rows, scale }: Drag & { readonly rows: Rows }) {
  if (change === null) return null;
  return ghostsAt(ghostsOf(change), rows, scale).map(({ ghost, rect }) => (
    <rect
      key={ghost.key}
      className={css['ghost']}
      style={ownerColour(ghost.owner)}
      {...rect}
      data-ghost={ghost.name}
    />
  ));
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
export function Guides(props: Drag & { readonly heightPx: number; readonly painted: boolean }) {
  const { change, scale, heightPx, painted } = props;
  if (change === null) return null;
  return (
    <svg className={css['over']} width={STAGE_PAD + scale.widthPx + RIGHT_PX} height={heightPx} aria-hidden>
      <g className={painted ? css['unseen'] : undefined} transform={`translate(${STAGE_PAD} 0)`}>
        <Extent widthPx={scale.widthPx} heightPx={heightPx} />
        <path
          className={css['guide']}
          d={NO_LINE + guidesPath(guidesOf(change), scale, heightPx)}
          data-testid="guides"
        />
      </g>
    </svg>
  );
}
