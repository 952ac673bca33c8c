// One lane of the picture. Repaints only when its own row, its scale, its selection or its news change.
import { memo, useMemo } from 'react';
import type { Measure } from '../../map/geometry/labels.ts';
import { type Away, type Item, layoutLane } from '../../map/geometry/lane-layout.ts';
import type { Outside } from '../../map/geometry/overlap.ts';
import type { Row } from '../../map/geometry/rows.ts';
import { extentOf, type Scale } from '../../map/geometry/scale.ts';
import { clampPx } from '../../map/geometry/cull.ts';
import type { Block } from '../../map/geometry/scene.ts';
import { isChosen } from '../../map/tools/choose.ts';
import type { EntityId } from '../../model/plan.ts';
import { BlockShape, BlockWords, hasWords, Selection } from './BlockShape.tsx';
import { Dense } from './Dense.tsx';
import { invitation } from './invite.ts';
import css from './map.module.css';
import { NO_NOTES, notesFrom } from './notes.ts';
import { STRINGS } from './strings.ts';
import { Words } from './Words.tsx';

export interface LaneRowProps {
  readonly row: Row;
  readonly scale: Scale;
  readonly measure: Measure;
  /** What is selected; empty when nothing of this lane is. */
  readonly selected: ReadonlySet<EntityId>;
  /** Key of the block under the hand, when it is in this lane. */
  readonly dragged: string | null;
  /** Keys of blocks that the focus and the pointer are on, when they are in this lane: always elements. */
  readonly focused: string | null;
  readonly hovered: string | null;
  /** `notes.ts`: what is wrong with the blocks of this lane. */
  readonly news: string;
  readonly outside: readonly Outside[];
  readonly onGoTo: (block: Block) => void;
}

export const LaneRow = memo(function LaneRow(props: LaneRowProps) {
  const { row, scale, measure, selected, dragged, focused, hovered, news, outside, onGoTo } = props;
  const { lane } = row;
  const isSelected = (block: Block): boolean => isChosen(block, selected);
  const layout = useMemo(
    () => layoutLane(row, scale, (block) => block.key === dragged || isChosen(block, selected), measure),
    [row, scale, measure, selected, dragged],
  );
  const notes = useMemo(() => notesFrom(news), [news]);
  const tabStop = (layout.items.find(({ drawn }) => drawn.blocks.some(isSelected)) ?? layout.items[0])?.drawn
    .blocks[0]?.key;
  const alone = ({ drawn, dense }: Item): boolean => {
    const key = drawn.blocks[0]?.key;
    return !dense || key === tabStop || key === focused || key === hovered;
  };
  const chosen = layout.items.filter(
    ({ drawn }) => drawn.blocks.length === 1 && drawn.blocks.some(isSelected),
  );
  return (
    <g
      className={lane.space === 'guest' ? css['guestLane'] : undefined}
      role="group"
      aria-label={`${lane.title}, ${lane.space} physical`}
      data-lane={lane.key}
    >
      <rect className={css['laneArea']} x={0} y={row.y} width={scale.widthPx} height={row.pitch} />
      {layout.free !== null && (
        <Hint row={row} x={layout.free.x0 + 8} text={invitation(lane)} measure={measure} />
      )}
      <Dense items={layout.items.filter((item) => !alone(item))} />
      {layout.items.filter(alone).map((item) => {
        const [block] = item.drawn.blocks;
        return block === undefined ? null : (
          <BlockShape
            key={block.key}
            item={item}
            lane={lane}
            selected={isSelected(block)}
            focused={block.key === focused}
            tabIndex={block.key === tabStop ? 0 : -1}
            notes={notes.get(block.key) ?? NO_NOTES}
          />
        );
      })}
      {layout.marks.map(({ mark, x, label }) => (
        <g key={mark.key} className={css['mark']}>
          <path d={`M${x - 3.5} ${row.y + row.inset + row.height + 6}h7l-3.5 -5z`} />
          {label !== null && (
            <path d={`M${x} ${row.y + row.inset + row.height}v-12`} className={css['markLine']} />
          )}
          <title>{`${lane.title} ${mark.label}`}</title>
          {label !== null && <Words lines={[label]} className={css['markText']} />}
        </g>
      ))}
      <OutsideParts scale={scale} outside={outside} items={layout.items} />
      {layout.items.filter(hasWords).map((item) => (
        <BlockWords key={item.drawn.blocks[0]?.key} item={item} outside={outside} />
      ))}
      {chosen.map((item) => {
        const [block] = item.drawn.blocks;
        return block === undefined || lane.space === 'guest' ? null : (
          <Selection
            key={block.key}
            item={item}
            block={block}
            lane={lane}
            alone={selected.size === 1}
            widthPx={scale.widthPx}
          />
        );
      })}
      {layout.away !== null && <AwaySign row={row} away={layout.away} onGoTo={onGoTo} />}
    </g>
  );
});

/** Says, where nothing is yet, that something can be drawn. */
function Hint({
  row,
  x,
  text,
  measure,
}: {
  readonly row: Row;
  readonly x: number;
  readonly text: string;
  readonly measure: Measure;
}) {
  const height = Math.min(row.height - 4, 28);
  const y = row.y + row.inset + (row.height - height) / 2;
  return (
    <g className={css['hint']} aria-hidden>
      <rect x={x} y={y} width={measure(text, 'secondary') + 28} height={height} rx={5} />
      <text x={x + 14} y={y + height / 2 + 4}>
        {text}
      </text>
    </g>
  );
}

/** The parts of claims that lie outside RAM: hatched in the colour of refusals. */
function OutsideParts({
  scale,
  outside,
  items,
}: {
  readonly scale: Scale;
  readonly outside: readonly Outside[];
  readonly items: readonly Item[];
}) {
  return outside.flatMap(({ block, ranges }) => {
    const item = items.find(({ drawn }) => drawn.blocks.some(({ key }) => key === block.key));
    if (item === undefined) return [];
    return ranges.map((range) => {
      const [a, b] = extentOf(scale, range);
      const [x0, x1] = [clampPx(scale, a), clampPx(scale, Math.max(b, a + 3))];
      return x1 < 0 || x0 > scale.widthPx ? null : (
        <rect
          key={`${block.key} ${range.start}`}
          className={css['outside']}
          x={x0}
          y={item.y}
          width={x1 - x0}
          height={item.height}
          rx={2}
        />
      );
    });
  });
}

/** Which way the lane's memory lies when none of it is in view; pressing it goes there. */
function AwaySign({
  row,
  away: { block, text, x, width },
  onGoTo,
}: {
  readonly row: Row;
  readonly away: Away;
  readonly onGoTo: (block: Block) => void;
}) {
  const { space } = row.lane;
  const y = row.y + row.inset + row.height / 2 - 10;
  return (
    <g
      className={css['away']}
      role="button"
      tabIndex={0}
      aria-label={STRINGS.goTo(block.name, block.range, space)}
      data-goes-to={block.key}
      onClick={() => onGoTo(block)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') onGoTo(block);
      }}
    >
      <rect x={x} y={y} width={width} height={20} rx={5} />
      <text x={x + 8} y={y + 14}>
        {text}
      </text>
    </g>
  );
}
