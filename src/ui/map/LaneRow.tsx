// One lane of the picture. Repaints only when its own row, its scale, its selection or its news change.
import { memo, useMemo } from 'react';
import type { Measure } from '../../map/geometry/labels.ts';
import { type Item, layoutLane } from '../../map/geometry/lane-layout.ts';
import type { Outside } from '../../map/geometry/overlap.ts';
import type { Row } from '../../map/geometry/rows.ts';
import { extentOf, type Scale } from '../../map/geometry/scale.ts';
import { clampPx } from '../../map/geometry/cull.ts';
import type { Block } from '../../map/geometry/scene.ts';
import type { EntityId } from '../../model/plan.ts';
import { BlockShape, Selection } from './BlockShape.tsx';
import css from './map.module.css';
import { notesFrom } from './notes.ts';
import { STRINGS } from './strings.ts';
import { Words } from './Words.tsx';

export interface LaneRowProps {
  readonly row: Row;
  readonly scale: Scale;
  readonly measure: Measure;
  /** The selected entity when it is in this lane. */
  readonly selected: EntityId | null;
  /** Key of the block under the hand, when it is in this lane. */
  readonly dragged: string | null;
  /** `notes.ts`: what is wrong with the blocks of this lane. */
  readonly news: string;
  readonly outside: readonly Outside[];
  readonly onGoTo: (block: Block) => void;
}

const NO_NOTES: readonly string[] = [];

export const LaneRow = memo(function LaneRow(props: LaneRowProps) {
  const { row, scale, measure, selected, dragged, news, outside, onGoTo } = props;
  const { lane } = row;
  const isSelected = (block: Block): boolean => selected !== null && block.ids.includes(selected);
  const layout = useMemo(
    () =>
      layoutLane(
        row,
        scale,
        (block) => block.key === dragged || (selected !== null && block.ids.includes(selected)),
        measure,
      ),
    [row, scale, measure, selected, dragged],
  );
  const notes = useMemo(() => notesFrom(news), [news]);
  const tabStop = (layout.items.find(({ drawn }) => drawn.blocks.some(isSelected)) ?? layout.items[0])?.drawn
    .blocks[0]?.key;
  const chosen = layout.items.filter(
    ({ drawn }) => drawn.blocks.length === 1 && drawn.blocks.some(isSelected),
  );
  return (
    <g role="group" aria-label={`${lane.title}, ${lane.space} physical`} data-lane={lane.key}>
      {lane.blocks.length === 0 && lane.draws !== null && (
        <Hint row={row} scale={scale} text={hintOf(props)} measure={measure} />
      )}
      {layout.items.map((item) => {
        const [block] = item.drawn.blocks;
        return block === undefined ? null : (
          <BlockShape
            key={block.key}
            item={item}
            lane={lane}
            selected={isSelected(block)}
            dragged={block.key === dragged}
            tabIndex={block.key === tabStop ? 0 : -1}
            notes={notes.get(block.key) ?? NO_NOTES}
          />
        );
      })}
      {layout.marks.map(({ mark, x, label }) => (
        <g key={mark.key} className={css['mark']}>
          <path d={`M${x - 4} ${row.y + row.inset}h8l-4 6z`} />
          <path d={`M${x} ${row.y + row.inset}v${row.height}`} className={css['markLine']} />
          <title>{`${lane.title} ${mark.label}`}</title>
          {label !== null && <Words lines={[label]} className={css['markText']} />}
        </g>
      ))}
      <OutsideParts row={row} scale={scale} outside={outside} items={layout.items} />
      {chosen.map((item) => {
        const [block] = item.drawn.blocks;
        return block === undefined || lane.space === 'guest' ? null : (
          <Selection key={block.key} item={item} block={block} lane={lane} widthPx={scale.widthPx} />
        );
      })}
      {layout.away !== null && (
        <AwaySign row={row} scale={scale} {...layout.away} onGoTo={onGoTo} measure={measure} />
      )}
    </g>
  );
});

const hintOf = ({ row: { lane } }: LaneRowProps): string =>
  lane.draws?.kind === 'bank' ? STRINGS.bankHint(lane.title) : STRINGS.heapHint;

/** Says, where nothing is yet, that something can be drawn. */
function Hint({
  row,
  scale,
  text,
  measure,
}: {
  readonly row: Row;
  readonly scale: Scale;
  readonly text: string;
  readonly measure: Measure;
}) {
  const width = measure(text, 'secondary') + 32;
  const room = scale.pieces
    .filter((p) => !p.isBreak)
    .map((p) => ({ x0: Math.max(p.x0, 0), x1: Math.min(p.x1, scale.widthPx) }))
    .find((p) => p.x1 - p.x0 >= width + 16);
  if (room === undefined) return null;
  const x = room.x0 + 8;
  return (
    <g className={css['hint']} aria-hidden>
      <rect x={x} y={row.y + row.inset + 6} width={width} height={row.height - 12} rx={5} />
      <text x={x + 16} y={row.y + row.inset + row.height / 2 + 4}>
        {text}
      </text>
    </g>
  );
}

/** The parts of claims that lie outside RAM: hatched in the colour of refusals. */
function OutsideParts({
  row,
  scale,
  outside,
  items,
}: {
  readonly row: Row;
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
          data-row={row.lane.key}
        />
      );
    });
  });
}

/** Which way the lane's memory lies when none of it is in view; pressing it goes there. */
function AwaySign({
  row,
  scale,
  side,
  block,
  onGoTo,
  measure,
}: {
  readonly row: Row;
  readonly scale: Scale;
  readonly side: 'left' | 'right';
  readonly block: Block;
  readonly onGoTo: (block: Block) => void;
  readonly measure: Measure;
}) {
  const { space } = row.lane;
  const text = side === 'left' ? `◂ ${block.label}` : `${block.label} ▸`;
  const width = measure(text, 'secondary') + 16;
  const x = side === 'left' ? 4 : scale.widthPx - width - 4;
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
