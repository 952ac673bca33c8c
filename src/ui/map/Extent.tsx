// Paints nothing, over all that a group has room for: then what moves in the group never makes it any larger, and the browser
// paints anew what changed without asking again which layers the page has. What follows a group with a transform is one too.
import css from './map.module.css';

export const Extent = ({
  x = 0,
  y = 0,
  widthPx,
  heightPx,
}: {
  readonly x?: number;
  readonly y?: number;
  /** Both in px, or in what the group's transform makes of them. */
  readonly widthPx: number;
  readonly heightPx: number;
}) => <rect className={css['extent']} x={x} y={y} width={widthPx} height={heightPx} />;
