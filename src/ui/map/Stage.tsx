// The scene painted: backdrop, ribbons, lanes, collisions, and on top what a drag shows.
import { type ReactNode, useMemo } from 'react';
import type { Measure } from '../../map/geometry/labels.ts';
import type { Near } from '../../map/geometry/near.ts';
import { outsideOfLane } from '../../map/geometry/overlap.ts';
import type { Scale } from '../../map/geometry/scale.ts';
import type { Block, Lane } from '../../map/geometry/scene.ts';
import { tiesOf } from '../../map/geometry/ties.ts';
import type { Stop } from '../../map/geometry/travel.ts';
import { LaneLayouts, NOTHING_APART } from '../../map/picture/layouts.ts';
import type { Box } from '../../map/tools/choose.ts';
import type { EntityId, Plan } from '../../model/plan.ts';
import type { Range } from '../../model/range.ts';
import type { Target } from '../../model/target.ts';
import type { Moment } from '../../store/state.ts';
import { Backdrop, Patterns } from './Backdrop.tsx';
import { later } from '../later.tsx';
import { Extent } from './Extent.tsx';
import { Faces } from './Faces.tsx';
import { LaneRow } from './LaneRow.tsx';
import type { InHand } from './in-hand.ts';
import { Brush, Ghost } from './load-pointer.ts';
import css from './map.module.css';
import { newsOf } from './notes.ts';
import type { ProposedPlace } from './proposed.ts';
import { Ribbons } from './Ribbons.tsx';
import { STRINGS } from './strings.ts';
import { FOOT_PX, type Picture, RIGHT_PX } from './use-picture.ts';
import { useHeld, useMoving } from './use-still.ts';
import { STAGE_PAD } from './use-tools.ts';

/** What the state of all pages follows from. */
export interface Pages {
  readonly plan: Plan;
  readonly target: Target;
  readonly moment: Moment;
}

export interface StageProps {
  readonly setStage: (stage: SVGSVGElement | null) => void;
  readonly picture: Picture;
  readonly scaleOfLane: (lane: Lane) => Scale;
  readonly measure: Measure;
  readonly selected: ReadonlySet<EntityId>;
  /** Key of the block collisions are told from. */
  readonly subject: string | null;
  readonly proposed: readonly ProposedPlace[];
  /** The state of all pages at a moment; null while nobody asks. */
  readonly pages: Pages | null;
  readonly inHand: InHand;
  readonly dragging: boolean;
  /** A thread paints what elements would show. */
  readonly painted: boolean;
  /** The mark of drawing by keyboard, when that is under way. */
  readonly caret: ReactNode;
  readonly brush: Box | null;
  readonly focused: Stop | null;
  readonly hovered: Stop | null;
  readonly near: Near;
  readonly onFrame: (range: Range) => void;
}

/** Come after the first picture, and where all is well there is nothing for them to draw. */
const Rehearsal = later(() => import('./Rehearsal.ts').then((m) => m.Rehearsal));
const Proposed = later(() => import('./Proposed.tsx').then((m) => m.Proposed));
const PagesLayer = later(() => import('../timeline/PagesLayer.tsx').then((m) => m.PagesLayer));
const Collisions = later(() => import('./Collisions.tsx').then((m) => m.Collisions));
/** Id of the element that explains the keys. */
export const HELP_ID = 'map-help';

export function Stage(props: StageProps) {
  const {
    setStage,
    picture,
    scaleOfLane,
    measure,
    selected,
    subject,
    proposed,
    pages,
    inHand,
    dragging,
    painted,
    caret,
    brush,
    focused,
    hovered,
    near,
    onFrame,
  } = props;
  const { rows, scale, ticks, collisions, outside, notes } = picture;
  const { change, dragged } = inHand;
  const hostEnd = rows.guestHeadY ?? rows.heightPx;
  const shown = rows.rows.filter((row) => row.lane.key === focused?.lane || near(row.y, row.y + row.pitch));
  const keep = useMemo(() => new LaneLayouts(), []);
  const apart = keep.apart(shown, selected, dragged);
  const layouts = keep.of(shown, apart, scaleOfLane, measure);
  const moving = useMoving(scale);
  const still = useHeld(layouts, moving);
  const ties = useMemo(() => tiesOf(rows, scaleOfLane, near), [rows, scaleOfLane, near]);
  const newsIn = (lane: Lane): string =>
    notes.size === 0
      ? ''
      : newsOf(
          notes,
          lane.blocks.map(({ key }) => key),
        );
  const unseen = painted ? css['unseen'] : undefined;
  const goTo = useMemo(() => (block: Block) => onFrame(block.range), [onFrame]);

  return (
    <svg
      ref={setStage}
      className={css['stage']}
      width={scale.widthPx + STAGE_PAD + RIGHT_PX}
      height={rows.heightPx + FOOT_PX}
      role="application"
      aria-label={STRINGS.map}
      aria-describedby={HELP_ID}
      data-changing={change !== null}
      data-dragging={dragging}
      data-painted={painted}
    >
      <Rehearsal shown={shown} ties={ties} scale={scale} measure={measure} />
      <Patterns widthPx={scale.widthPx} heightPx={rows.heightPx} />
      <g transform={`translate(${STAGE_PAD} 0)`}>
        <g clipPath="url(#map-clip)">
          <Extent widthPx={scale.widthPx} heightPx={rows.heightPx} />
          <Backdrop scale={scale} ticks={ticks} hostEnd={hostEnd} measure={measure} />
          <g className={unseen}>
            <Ribbons
              guests={ties}
              hostScale={scale}
              selected={selected}
              crowded={rows.compact}
              heightPx={rows.heightPx}
            />
            <Ghost change={change} rows={rows} scale={scale} />
          </g>
        </g>
        <g className={unseen}>
          <Faces lanes={layouts.list} widthPx={scale.widthPx} heightPx={rows.heightPx} />
          <Extent
            x={-STAGE_PAD}
            widthPx={scale.widthPx + STAGE_PAD + RIGHT_PX}
            heightPx={rows.heightPx + FOOT_PX}
          />
          <g className={moving ? css['moving'] : undefined}>
            {shown.map((row, i) => {
              const { lane } = row;
              const layout = layouts.of(lane.key);
              const own = apart[i] ?? NOTHING_APART;
              return layout === undefined ? null : (
                <LaneRow
                  key={lane.key}
                  row={row}
                  scale={scaleOfLane(lane)}
                  layout={layout}
                  still={still.of(lane.key) ?? layout}
                  measure={measure}
                  selected={own.selected}
                  dragged={own.dragged}
                  focused={focused?.lane === lane.key ? focused.block : null}
                  hovered={hovered?.lane === lane.key ? hovered.block : null}
                  news={newsIn(lane)}
                  outside={outsideOfLane(lane, outside)}
                  onGoTo={goTo}
                />
              );
            })}
          </g>
        </g>
        {proposed.length > 0 && <Proposed places={proposed} rows={rows} scale={scale} measure={measure} />}
        <g className={unseen}>
          <Collisions
            collisions={collisions}
            outside={outside}
            rows={rows}
            scale={scale}
            scaleOfLane={scaleOfLane}
            subject={subject}
            proposed={proposed}
            measure={measure}
          />
        </g>
        {pages !== null && (
          <PagesLayer {...pages} rows={rows} scale={scale} scaleOfLane={scaleOfLane} measure={measure} />
        )}
        {caret}
        {brush !== null && <Brush box={brush} />}
      </g>
      {/* Over all of it while the hand holds something: what the pointer comes over means nothing then, and is not asked for. */}
      {dragging && <rect className={css['shield']} width="100%" height="100%" />}
    </svg>
  );
}
