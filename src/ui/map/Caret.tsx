// The caret of drawing by keyboard: a line in its lane, that says where it is.
import { useEffect, useRef } from 'react';
import { type Rows, rowOf } from '../../map/geometry/rows.ts';
import { pxOf, type Scale } from '../../map/geometry/scale.ts';
import type { Scene } from '../../map/geometry/scene.ts';
import type { Caret } from '../../map/tools/caret.ts';
import type { Change } from '../../map/tools/tool.ts';
import { containsAddr } from '../../model/range.ts';
import css from './map.module.css';
import { spokenAddr, spokenRange, STRINGS } from './strings.ts';

interface CaretMarkProps {
  readonly caret: Caret;
  /** What is drawn so far, and what is to be said of it. */
  readonly drawn: Change | null;
  readonly notes: readonly string[];
  readonly scene: Scene;
  readonly rows: Rows;
  readonly scale: Scale;
  /** The focus has gone elsewhere. */
  readonly onLeft: () => void;
}

/** What there is at the caret: the names of all that lies there, or that it is free. */
function thereAt({ host }: Scene, { at }: Caret): string {
  const there = host.flatMap(({ blocks }) => blocks).filter(({ range }) => containsAddr(range, at));
  const names = there.filter(({ kind }) => kind !== 'ram').map(({ name }) => name);
  return names.length > 0 ? `in ${names.join(', ')}` : there.length > 0 ? STRINGS.free : STRINGS.outsideRam;
}

export function CaretMark({ caret, drawn, notes, scene, rows, scale, onLeft }: CaretMarkProps) {
  const mark = useRef<SVGGElement>(null);
  useEffect(() => mark.current?.focus(), []);
  const row = rowOf(rows, caret.lane.key);
  if (row === undefined) return null;
  const x = pxOf(scale, caret.at);
  const [top, bottom] = [row.y + row.inset, row.y + row.inset + row.height];
  const said =
    drawn === null
      ? `${spokenAddr('host', caret.at)}, ${thereAt(scene, caret)}`
      : [spokenRange('host', drawn.range), ...notes].join(', ');
  return (
    <g
      ref={mark}
      className={css['caret']}
      role="slider"
      tabIndex={0}
      aria-label={STRINGS.caretIn(caret.lane.title)}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(Math.min(Math.max((x / scale.widthPx) * 100, 0), 100))}
      aria-valuetext={said}
      data-caret={caret.lane.key}
      onBlur={onLeft}
    >
      <path className={css['caretEdge']} d={`M${x} ${top}V${bottom}`} />
      <path d={`M${x - 5} ${top - 3}h10l-5 6zM${x - 5} ${bottom + 3}h10l-5 -6z`} />
      <path className={css['caretLine']} d={`M${x} ${top}V${bottom}`} />
    </g>
  );
}
