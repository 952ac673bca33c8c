// The bar between two panes: dragged with the pointer, moved with the arrow keys, reset by a double click. Enter folds the pane it
// governs, as does dragging it to less than half of its least size; the bar stays to bring it back.
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { textSize } from '../text-size.ts';
import { classes } from './classes.ts';
import styles from './Splitter.module.css';

interface SplitterProps {
  readonly label: string;
  /** `vertical` stands between left and right panes, `horizontal` between upper and lower. */
  readonly orientation: 'vertical' | 'horizontal';
  /** Size of the pane it governs, px at the usual text size. */
  readonly valuePx: number;
  readonly minPx: number;
  readonly maxPx: number;
  /** +1 when moving right or down makes the governed pane larger, -1 when it makes it smaller. */
  readonly grows: 1 | -1;
  readonly folded: boolean;
  readonly onChange: (px: number) => void;
  readonly onFold: (folded: boolean) => void;
  readonly onReset: () => void;
}

const STEP_PX = 16;

export function Splitter({
  label,
  orientation,
  valuePx,
  minPx,
  maxPx,
  grows,
  folded,
  onChange,
  onFold,
  onReset,
}: SplitterProps) {
  const from = useRef<{ at: number; value: number } | null>(null);
  const along = (event: PointerEvent) => (orientation === 'vertical' ? event.clientX : event.clientY);
  const set = (px: number) => {
    const folds = px < minPx / 2;
    if (folds !== folded) onFold(folds);
    if (!folds) onChange(Math.round(Math.min(maxPx, Math.max(minPx, px))));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const [less, more] = orientation === 'vertical' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    const moved = { [less ?? '']: -STEP_PX * grows, [more ?? '']: STEP_PX * grows }[event.key];
    if (moved !== undefined) set(valuePx + moved);
    else if (event.key === 'Home') set(minPx);
    else if (event.key === 'End') set(maxPx);
    else if (event.key === 'Enter') onFold(!folded);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    // A window splitter is the one separator that takes focus (WAI-ARIA 1.2, “separator”).
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- hr is the other kind of separator
      role="separator"
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={folded ? 0 : valuePx}
      aria-valuemin={0}
      aria-valuemax={maxPx}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={classes(styles['splitter'], styles[orientation], folded && styles['folded'])}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { at: along(event), value: folded ? 0 : valuePx };
      }}
      onPointerMove={(event) => {
        if (from.current !== null)
          set(from.current.value + ((along(event) - from.current.at) * grows) / textSize());
      }}
      onPointerUp={() => {
        from.current = null;
      }}
      onPointerCancel={() => {
        from.current = null;
      }}
      title={folded ? 'Drag, or press Enter, to unfold' : undefined}
      onDoubleClick={() => (folded ? onFold(false) : onReset())}
      onKeyDown={onKeyDown}
    />
  );
}
