// Lines of text where the geometry put them. Moved as a whole: a text element with another x is set anew, letter by letter.
import type { Face } from '../../map/geometry/labels.ts';
import type { TextLine } from '../../map/geometry/lane-layout.ts';
import css from './map.module.css';

const FACES: Record<Face, string | undefined> = {
  label: css['label'],
  secondary: css['secondary'],
  mono: css['mono'],
};

const tenth = (px: number): number => Math.round(px * 10) / 10;

export function Words({
  lines,
  className,
}: {
  readonly lines: readonly TextLine[];
  readonly className: string | undefined;
}) {
  return lines.map(({ text, face, x, y, anchor }) => (
    <text
      key={`${y} ${text}`}
      className={`${FACES[face] ?? ''} ${className ?? ''}`}
      x={tenth(x)}
      y={tenth(y)}
      textAnchor={anchor}
      aria-hidden
    >
      {text}
    </text>
  ));
}
