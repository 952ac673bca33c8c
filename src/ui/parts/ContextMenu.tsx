// A menu at a point: under the pointer, or at what has the focus. It closes by itself what a popover would close, because
// the button that asked for it is still down when it opens, and letting go is not a click beside it.
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { CloseMenu, EDGE_PX, itemsOf, menuKeys } from './Menu.tsx';
import styles from './Menu.module.css';

interface ContextMenuProps {
  /** The menu's name for a screen reader. */
  readonly label: string;
  /** px in the window. */
  readonly x: number;
  readonly y: number;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function ContextMenu({ label, x, y, onClose, children }: ContextMenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = menu.current;
    if (element === null) return undefined;
    const before = document.activeElement;
    element.showPopover();
    const fit = (at: number, length: number, room: number): number =>
      Math.max(EDGE_PX, at + length + EDGE_PX > room ? Math.min(at, room) - length : at);
    element.style.left = `${fit(x, element.offsetWidth, innerWidth)}px`;
    element.style.top = `${fit(y, element.offsetHeight, innerHeight)}px`;
    (itemsOf(element)[0] ?? element).focus();
    return () => {
      if (before instanceof HTMLElement || before instanceof SVGElement) before.focus();
    };
  }, [x, y]);
  useEffect(() => {
    const beside = (event: Event): void => {
      if (!(event.target instanceof Node && menu.current?.contains(event.target) === true)) onClose();
    };
    document.addEventListener('pointerdown', beside, true);
    window.addEventListener('blur', onClose);
    window.addEventListener('resize', onClose);
    return () => {
      document.removeEventListener('pointerdown', beside, true);
      window.removeEventListener('blur', onClose);
      window.removeEventListener('resize', onClose);
    };
  }, [onClose]);
  return (
    <div
      ref={menu}
      role="menu"
      aria-label={label}
      tabIndex={0}
      popover="manual"
      className={styles['menu']}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.preventDefault();
          onClose();
        } else menuKeys(event, onClose);
      }}
    >
      <CloseMenu value={onClose}>{children}</CloseMenu>
    </div>
  );
}
