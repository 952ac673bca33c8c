// Paints nothing, over all that a group has room for: then what moves in the group never makes it any larger, and the browser
// paints anew what changed without asking again which layers the page has.
import css from './map.module.css';

export const Extent = ({
  x = 0,
  widthPx,
  heightPx,
}: {
  readonly x?: number;
  /** Both in px, or in what the group's transform makes of them. */
  readonly widthPx: number;
  readonly heightPx: number;
}) => <rect className={css['extent']} x={x} width={widthPx} height={heightPx} />;
