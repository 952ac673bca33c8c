// Lists of buttons with one stop for Tab: arrow keys, Home and End go on to the others and press them.
import type { KeyboardEvent } from 'react';

export function walk(event: KeyboardEvent<HTMLElement>): void {
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  const button = next === undefined || at < 0 ? undefined : buttons[next];
  if (next === undefined || at < 0) return;
  event.preventDefault();
  event.stopPropagation();
  button?.focus();
  button?.click();
}

/** Scrolls the list alone, and leaves what is before the element in sight as well. */
export function intoView(element: HTMLElement | null): void {
  const list = element?.closest<HTMLElement>('ol, ul');
  if (element === null || list === null || list === undefined) return;
  const [own, around] = [element.getBoundingClientRect(), list.getBoundingClientRect()];
  const isSeen = own.top >= around.top && own.bottom <= around.bottom;
  if (!isSeen) list.scrollTop += own.top - own.height - around.top;
}
