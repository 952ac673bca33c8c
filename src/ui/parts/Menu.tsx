// A menu under a button, on the browser's own popover: it brings the top layer, closing by a click beside it or
// Escape, and focus back on the button. Ours are the arrow keys.
import {
  createContext,
  type ComponentProps,
  type KeyboardEvent,
  type ReactNode,
  type ToggleEvent,
  use,
  useId,
  useRef,
  useState,
} from 'react';
import styles from './Menu.module.css';

/** What the button of a menu must carry. */
export type MenuTrigger = Pick<
  ComponentProps<'button'>,
  'popoverTarget' | 'aria-haspopup' | 'aria-expanded' | 'onKeyDown'
>;

interface MenuProps {
  /** The menu's name for a screen reader. */
  readonly label: string;
  readonly trigger: (props: MenuTrigger) => ReactNode;
  /** The edge it shares with its button. */
  readonly align?: 'start' | 'end';
  /** Of two columns where there is room. */
  readonly wide?: boolean;
  /** Drawn only while the menu is open. */
  readonly children: ReactNode;
}

/** How an item closes the menu it is in. */
export const CloseMenu = createContext<() => void>(() => undefined);

const GAP_PX = 4;
/** Kept free between a menu and the window’s edge, px. */
export const EDGE_PX = 8;

/** Puts the menu under its button, inside the window. */
function place(menu: HTMLElement, align: 'start' | 'end'): void {
  const button = document.querySelector(`[popovertarget="${CSS.escape(menu.id)}"]`);
  if (button === null) return;
  const at = button.getBoundingClientRect();
  const { width } = menu.getBoundingClientRect();
  const left = align === 'start' ? at.left : at.right - width;
  // Where the menu is part of something shown larger, its own px are larger too.
  const px = (length: number): string => `${length / (menu.currentCSSZoom ?? 1)}px`;
  menu.style.left = px(Math.max(EDGE_PX, Math.min(left, innerWidth - width - EDGE_PX)));
  menu.style.top = px(at.bottom + GAP_PX);
  menu.style.maxHeight = px(innerHeight - at.bottom - GAP_PX - EDGE_PX);
}

export const itemsOf = (menu: HTMLElement): HTMLElement[] => [
  ...menu.querySelectorAll<HTMLElement>('[role^=menuitem]:not(:disabled)'),
];

/** The keys inside a menu: arrows, Home and End, first letters; Tab closes it. */
export function menuKeys(event: KeyboardEvent<HTMLDivElement>, close: () => void): void {
  const items = itemsOf(event.currentTarget);
  const at = items.indexOf(document.activeElement as HTMLElement);
  const next = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  }[event.key];
  if (next !== undefined) {
    event.preventDefault();
    items[next]?.focus();
  } else if (event.key === 'Tab') close();
  else if (/^\S$/.test(event.key) && !event.ctrlKey && !event.metaKey) {
    const letter = event.key.toLowerCase();
    const startsSo = (item: HTMLElement) => item.textContent.trim().toLowerCase().startsWith(letter);
    (items.slice(at + 1).find(startsSo) ?? items.find(startsSo))?.focus();
  }
}

export function Menu({ label, trigger, align = 'end', wide = false, children }: MenuProps) {
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);

  const close = () => menu.current?.hidePopover();
  const onToggle = (event: ToggleEvent<HTMLDivElement>) => {
    if (event.newState !== 'open') return setOpen(false);
    setOpen(true);
    // After the items are drawn, so that their size is known.
    requestAnimationFrame(() => {
      if (menu.current === null) return;
      place(menu.current, align);
      const items = itemsOf(menu.current);
      (items.find((item) => item.ariaChecked === 'true') ?? items[0])?.focus();
    });
  };
  return (
    <>
      {trigger({
        popoverTarget: id,
        'aria-haspopup': 'menu',
        'aria-expanded': open,
        onKeyDown: (event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          document.getElementById(id)?.showPopover();
        },
      })}
      <div
        ref={menu}
        id={id}
        role="menu"
        aria-label={label}
        tabIndex={0}
        popover="auto"
        className={styles['menu']}
        data-wide={wide}
        onToggle={onToggle}
        onKeyDown={(event) => menuKeys(event, close)}
      >
        <CloseMenu value={close}>{open && children}</CloseMenu>
      </div>
    </>
  );
}

interface MenuItemProps {
  readonly children: ReactNode;
  /** What stands at the right edge: a file ending, a key. */
  readonly hint?: string;
  readonly disabled?: boolean;
  readonly title?: string;
  readonly onSelect: () => void;
}

export function MenuItem({ children, hint, disabled = false, title, onSelect }: MenuItemProps) {
  const close = use(CloseMenu);
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className={styles['item']}
      disabled={disabled}
      title={title}
      onClick={() => {
        close();
        onSelect();
      }}
    >
      <span>{children}</span>
      {hint !== undefined && <span className={styles['hint']}>{hint}</span>}
    </button>
  );
}

interface MenuChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly text: string; readonly hint?: string }[];
  readonly onChange: (value: T) => void;
}

/** One of several, under a heading. */
export function MenuChoice<T extends string>({ label, value, options, onChange }: MenuChoiceProps<T>) {
  const close = use(CloseMenu);
  const heading = useId();
  return (
    // A group of menu items is no fieldset.
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <div role="group" aria-labelledby={heading}>
      <p id={heading} className={styles['label']}>
        {label}
      </p>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          role="menuitemradio"
          aria-checked={option.value === value}
          tabIndex={-1}
          className={styles['item']}
          onClick={() => {
            close();
            onChange(option.value);
          }}
        >
          <span aria-hidden className={styles['check']}>
            {option.value === value && '✓'}
          </span>
          <span>{option.text}</span>
          {option.hint !== undefined && <span className={styles['hint']}>{option.hint}</span>}
        </button>
      ))}
    </div>
  );
}

export const MenuSeparator = () => <hr className={styles['separator']} />;
export const MenuLabel = ({ id, children }: { readonly id?: string; readonly children: ReactNode }) => (
  <p id={id} className={styles['label']}>
    {children}
  </p>
);
