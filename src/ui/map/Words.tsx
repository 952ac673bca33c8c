// Lines of text where the geometry put them.
import type { Face } from '../../map/geometry/labels.ts';
import type { TextLine } from '../../map/geometry/lane-layout.ts';
import { tenth } from '../../map/geometry/tenth.ts';
import css from './map.module.css';

/** Class names of the faces. */
export const FACES: Record<Face, string | undefined> = {
  label: css['label'],
  secondary: css['secondary'],
  mono: css['mono'],
};

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
