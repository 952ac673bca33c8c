// One lane of the picture over its faces: its things as elements, their words and their states. Repaints only when its own
// layout, its selection or its news change.
import { memo, useMemo } from 'react';
import type { Measure } from '../../map/geometry/labels.ts';
import type { Away, Item } from '../../map/geometry/lane-layout.ts';
import { outsideRects } from '../../map/geometry/outside-rects.ts';
import type { Outside } from '../../map/geometry/overlap.ts';
import type { Row } from '../../map/geometry/rows.ts';
import type { Scale } from '../../map/geometry/scale.ts';
import type { Block, Lane } from '../../map/geometry/scene.ts';
import { awaySign, markFoot, markLinePath, markPath } from '../../map/geometry/signs.ts';
import { hasWords, itemOf, type SparseLayout } from '../../map/geometry/sparse.ts';
import { chosenIn } from '../../map/picture/chosen.ts';
import { isChosen } from '../../map/tools/choose.ts';
import type { EntityId } from '../../model/plan.ts';
import { BlockShape, BlockWords, Selection } from './BlockShape.tsx';
import { invitation } from './invite.ts';
import css from './map.module.css';
import { NO_NOTES, notesFrom } from './notes.ts';
import { STRINGS } from './strings.ts';
import { Words } from './Words.tsx';

export interface LaneRowProps {
  readonly row: Row;
  readonly scale: Scale;
  readonly layout: SparseLayout;
  /** The layout as it was when the picture last stood still: its elements are where nobody points while it moves. */
  readonly still: SparseLayout;
  readonly measure: Measure;
  /** What is selected; empty when nothing of this lane is. */
  readonly selected: ReadonlySet<EntityId>;
  /** Keys of blocks that the hand, the focus and the pointer are on, when they are in this lane: always elements. */
  readonly dragged: string | null;
  readonly focused: string | null;
  readonly hovered: string | null;
  /** `notes.ts`: what is wrong with the blocks of this lane. */
  readonly news: string;
  readonly outside: readonly Outside[];
  readonly onGoTo: (block: Block) => void;
}

const keyOf = ({ drawn }: Item): string | undefined => drawn.blocks[0]?.key;

export const LaneRow = memo(function LaneRow(props: LaneRowProps) {
  const { row, scale, layout, still, measure, selected, dragged, focused, hovered } = props;
  const { news, outside, onGoTo } = props;
  const { lane } = row;
  const foot = markFoot(row);
  const held = (key: string | null): Item | undefined =>
    key === null || layout === still ? undefined : itemOf(layout, key);
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
      <Things
        lane={lane}
        still={still}
        dragged={held(dragged)}
        attended={held(focused)}
        selected={selected}
        focused={focused}
        hovered={hovered}
        news={news}
      />
      {layout.marks.map(({ mark, x, label }) => (
        <g key={mark.key} className={css['mark']}>
          <path d={markPath({ x, y: foot })} />
          {label !== null && <path d={markLinePath({ x, y: foot })} className={css['markLine']} />}
          <title>{`${lane.title} ${mark.label}`}</title>
          {label !== null && <Words lines={[label]} className={css['markText']} />}
        </g>
      ))}
      {outsideRects(scale, outside, layout).map(({ key, ...rect }) => (
        <rect key={key} className={css['outside']} {...rect} />
      ))}
      {layout.items.filter(hasWords).map((item) => (
        <BlockWords key={keyOf(item)} item={item} outside={outside} />
      ))}
      {chosenIn(lane, layout.items, selected).map(([item, block]) => (
        <Selection
          key={block.key}
          item={item}
          block={block}
          lane={lane}
          alone={selected.size === 1}
          widthPx={scale.widthPx}
        />
      ))}
      {layout.away !== null && <AwaySign row={row} away={layout.away} onGoTo={onGoTo} />}
    </g>
  );
});

interface ThingsProps {
  readonly lane: Lane;
  readonly still: SparseLayout;
  /** What the hand and the focus are on, where they are now; undefined when that is as in `still`, or is nothing. */
  readonly dragged: Item | undefined;
  readonly attended: Item | undefined;
  readonly selected: ReadonlySet<EntityId>;
  readonly focused: string | null;
  readonly hovered: string | null;
  readonly news: string;
}

/** A layout's things, the dense ones among them if one of those has a key that is asked for. */
const withItems = ({ items, all }: SparseLayout, keys: readonly (string | null)[]): readonly Item[] =>
  keys.every((key) => key === null || items.some((item) => keyOf(item) === key)) ? items : all();

/** The blocks and crowds of a lane as elements. */
const Things = memo(function Things(props: ThingsProps) {
  const { lane, still, dragged, attended, selected, focused, hovered, news } = props;
  const notes = useMemo(() => notesFrom(news), [news]);
  const isSelected = (block: Block): boolean => isChosen(block, selected);
  const items = withItems(still, [focused, hovered]);
  const tabStop = items.find(({ drawn }) => drawn.blocks.some(isSelected)) ?? items[0];
  const stop = tabStop === undefined ? undefined : keyOf(tabStop);
  const moved = new Map(
    [attended, dragged].filter((item) => item !== undefined).map((item) => [keyOf(item), item]),
  );
  const now = (item: Item): Item => moved.get(keyOf(item)) ?? item;
  const alone = (item: Item): boolean => {
    const key = keyOf(item);
    return !item.dense || key === stop || key === focused || key === hovered;
  };
  return items
    .filter(alone)
    .map(now)
    .map((item) => {
      const [block] = item.drawn.blocks;
      return block === undefined ? null : (
        <BlockShape
          key={block.key}
          item={item}
          lane={lane}
          selected={isSelected(block)}
          focused={block.key === focused}
          tabIndex={block.key === stop ? 0 : -1}
          notes={notes.get(block.key) ?? NO_NOTES}
        />
      );
    });
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

/** Which way the lane's memory lies when none of it is in view; pressing it goes there. */
function AwaySign({
  row,
  away,
  onGoTo,
}: {
  readonly row: Row;
  readonly away: Away;
  readonly onGoTo: (block: Block) => void;
}) {
  const { space } = row.lane;
  const { block, text } = away;
  const { plate, words } = awaySign(row, away);
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
      <rect {...plate} />
      <text {...words}>{text}</text>
    </g>
  );
}
