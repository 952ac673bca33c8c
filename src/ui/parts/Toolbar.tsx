// A toolbar: one stop of the Tab key, and the arrow keys go from button to button in it (WAI-ARIA “Toolbar”).
import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from 'react';

interface ToolbarProps {
  readonly label: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

const allOf = (bar: HTMLElement): readonly HTMLButtonElement[] => [
  ...bar.querySelectorAll<HTMLButtonElement>('button:not(:disabled)'),
];

/** Its buttons in order; not those of the menus they open. Asks the browser for a layout. */
const buttonsOf = (bar: HTMLElement): readonly HTMLButtonElement[] =>
  allOf(bar).filter((button) => button.closest('[popover]') === null && button.checkVisibility());

export function Toolbar({ label, className, children }: ToolbarProps) {
  const bar = useRef<HTMLDivElement>(null);
  /** Where Tab comes in: the button that had the focus last. */
  const stop = useRef<HTMLButtonElement | null>(null);

  const setStop = (to: HTMLButtonElement | null): void => {
    if (bar.current === null) return;
    const buttons = buttonsOf(bar.current);
    stop.current = to !== null && buttons.includes(to) ? to : (buttons[0] ?? null);
    for (const button of buttons) button.tabIndex = button === stop.current ? 0 : -1;
  };
  /** The buttons that were there when a stop was last looked for. */
  const known = useRef<readonly HTMLButtonElement[]>([]);
  // Buttons come and go with what is open; in the frames of a movement they do not.
  useLayoutEffect(() => {
    const now = bar.current === null ? [] : allOf(bar.current);
    if (now.length === known.current.length && now.every((button, i) => button === known.current[i])) return;
    known.current = now;
    setStop(stop.current);
  });

  const onKeyDown = (event: KeyboardEvent): void => {
    if (bar.current === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const buttons = buttonsOf(bar.current);
    const at = buttons.findIndex((button) => button === event.target);
    const next = {
      ArrowRight: (at + 1) % buttons.length,
      ArrowLeft: (at - 1 + buttons.length) % buttons.length,
      Home: 0,
      End: buttons.length - 1,
    }[event.key];
    if (at === -1 || next === undefined) return;
    event.preventDefault();
    buttons[next]?.focus();
  };
  return (
    // Its buttons have the focus, not the bar.
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
    <div
      ref={bar}
      role="toolbar"
      aria-label={label}
      className={className}
      onKeyDown={onKeyDown}
      onFocus={({ target }) => target instanceof HTMLButtonElement && setStop(target)}
    >
      {children}
    </div>
  );
}
