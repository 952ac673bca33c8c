// One block as an element: what a screen reader says, what lights up under the pointer, and its words. Its face is painted
// with all others that look alike.
import { type CSSProperties, memo } from 'react';
import { appearanceOf } from '../../map/geometry/appearance.ts';
import { tornBoxPath } from '../../map/geometry/boxes.ts';
import type { Outside } from '../../map/geometry/overlap.ts';
import type { Item } from '../../map/geometry/lane-layout.ts';
import { rectOf } from '../../map/geometry/rect.ts';
import type { Block, Lane } from '../../map/geometry/scene.ts';
import { handlesOf, knobRect, outlineRect } from '../../map/geometry/selection.ts';
import { lockPath } from '../../map/geometry/signs.ts';
import { groupedHex } from '../../model/addr.ts';
import { endOf, type Range } from '../../model/range.ts';
import { crowdName, spokenBlock, STRINGS } from './strings.ts';
import css from './map.module.css';
import { Words } from './Words.tsx';

const colours = new Map<Block['owner'], CSSProperties>();

/** The owner's colour as the custom property the style sheet reads; the same object every time. */
export function ownerColour(owner: Block['owner']): CSSProperties {
  const known = colours.get(owner);
  if (known !== undefined) return known;
  const style = { '--owner': `var(--owner-${owner})` } as CSSProperties;
  colours.set(owner, style);
  return style;
}

const faceOf = (kind: Block['kind']): string | undefined => css[appearanceOf(kind)];

/** Class names of a block's look. */
export const lookOf = ({ kind, odd }: Pick<Block, 'kind' | 'odd'>): string =>
  [faceOf(kind), odd && css['odd']].filter(Boolean).join(' ');

export interface BlockShapeProps {
  readonly item: Item;
  readonly lane: Lane;
  readonly selected: boolean;
  readonly focused: boolean;
  readonly tabIndex: 0 | -1;
  readonly notes: readonly string[];
}

/** What a block, or a crowd, is called: `2 regions (domU1 GIC), guest physical 0x300_1000 to 0x402_0000, 16508 KiB`. */
function spoken({ item, lane, notes }: BlockShapeProps): string {
  const { blocks, toScale } = item.drawn;
  const [first] = blocks;
  if (first === undefined) return '';
  const small = toScale ? [] : [STRINGS.notToScale];
  const held = first.pinned ? [STRINGS.held] : [];
  if (blocks.length === 1)
    return spokenBlock(first.name, lane.space, first.range, [...held, ...notes, ...small]);
  const last = blocks.reduce(
    (end, block) => (endOf(block.range) > end ? endOf(block.range) : end),
    endOf(first.range),
  );
  const whole = { start: first.range.start, size: last - first.range.start } as Range;
  return spokenBlock(crowdName(blocks.map(({ name }) => name)), lane.space, whole, [...notes, ...small]);
}

export const BlockShape = memo(function BlockShape(props: BlockShapeProps) {
  const { item, lane, selected, focused, tabIndex } = props;
  const { drawn, y, height } = item;
  const { blocks, x0, x1, toScale } = drawn;
  const [block] = blocks;
  if (block === undefined) return null;
  const rect = rectOf(item);
  const label = spoken(props);
  return (
    <g
      className={`${css['block'] ?? ''} ${lookOf(block)}`}
      style={ownerColour(block.owner)}
      role="button"
      aria-roledescription={STRINGS.blockRole}
      aria-label={label}
      aria-pressed={selected}
      tabIndex={tabIndex}
      data-block={block.key}
      data-lane={lane.key}
    >
      <title>{blocks.length > 1 || !block.why ? label : `${label}\n${block.why}`}</title>
      {toScale ? (
        <rect className={css['thing']} {...rect} />
      ) : (
        <path className={css['thing']} d={tornBoxPath(x0, x1, y, height, 1)} />
      )}
      {focused && (
        <rect
          className={css['ring']}
          x={x0 - 3}
          y={y - 3}
          width={rect.width + 6}
          height={height + 6}
          rx={rect.rx + 3}
        />
      )}
    </g>
  );
});

/** Class names of what is around a block's words. */
export const wordsOf = ({ kind }: Pick<Block, 'kind'>, marked: boolean): string =>
  [faceOf(kind), marked && css['marked']].filter(Boolean).join(' ');

/** Class names of a lock, with or without words after it. */
export const lockOf = (hasWords: boolean): string =>
  `${css['lock'] ?? ''} ${css[hasWords ? 'on' : 'bare'] ?? ''}`;

/** A block's words: painted after every state of it, so that they stay readable. */
export function BlockWords({ item, outside }: { readonly item: Item; readonly outside: readonly Outside[] }) {
  const [block] = item.drawn.blocks;
  if (block === undefined) return null;
  const marked = outside.some((part) => part.block.key === block.key);
  return (
    <g className={wordsOf(block, marked)} style={ownerColour(block.owner)}>
      <Words lines={item.inside} className={css['on']} />
      {item.beside !== null && <Words lines={[item.beside]} className={css['beside']} />}
      {item.lock !== null && (
        <path className={lockOf(item.inside.length > 0)} d={lockPath(item.lock)} data-lock={block.key} />
      )}
    </g>
  );
}

export interface SelectionProps {
  readonly item: Item;
  readonly block: Block;
  readonly lane: Lane;
  /** Nothing else is selected: it has handles. */
  readonly alone: boolean;
  /** px of the picture. */
  readonly widthPx: number;
}

/** The outline of a selected block, and its two handles as sliders. */
export function Selection({ item, block, lane, alone, widthPx }: SelectionProps) {
  const { y, height } = item;
  return (
    <g>
      <rect className={css['outline']} {...outlineRect(item)} />
      {alone &&
        handlesOf(item, block).map((handle) => {
          const { edge, x } = handle;
          const at = edge === 'start' ? block.range.start : endOf(block.range);
          return (
            <g
              key={edge}
              className={css['handle']}
              role="slider"
              tabIndex={0}
              aria-label={STRINGS.edge(block.name, edge)}
              aria-orientation="horizontal"
              aria-valuemin={0}
              aria-valuemax={100}
              aria-valuenow={Math.round((x / widthPx) * 100)}
              aria-valuetext={`${lane.space} physical ${groupedHex(at)}`}
              data-edge={edge}
              data-of={block.key}
            >
              <rect className={css['grip']} x={x - 9} y={y - 2} width={18} height={height + 4} />
              <rect className={css['knob']} {...knobRect(item, handle)} />
            </g>
          );
        })}
    </g>
  );
}
