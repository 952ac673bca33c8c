// What of the page cannot be read or pressed: text cut off without an ellipsis, controls outside the window or under others.
import type { Page } from '@playwright/test';

/** What is wrong, a line each. The map's picture shortens its own labels; the editor scrolls by itself. */
export const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const LEEWAY_PX = 2;
    const found: string[] = [];
    const modal = document.querySelector('dialog[open]');
    const open = [...document.querySelectorAll('[popover]:popover-open')].at(-1);
    const root = open ?? modal ?? document.body;
    const said = (element: Element): string =>
      `<${element.tagName.toLowerCase()}> ${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 60)}`;
    const within = (element: Element): boolean =>
      element.closest('.monaco-editor, svg, [class*=visually-hidden], [class*=spoken]') === null;
    const shown = (element: Element): boolean =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true });

    if (document.documentElement.scrollWidth > innerWidth) found.push('the page scrolls sideways');

    for (const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT); walker.nextNode() !== null;) {
      const text = walker.currentNode;
      const parent = text.parentElement;
      if (parent === null || (text.textContent ?? '').trim() === '' || !within(parent) || !shown(parent))
        continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const box = range.getBoundingClientRect();
      for (let up: Element | null = parent; up !== null && up !== document.body; up = up.parentElement) {
        const style = getComputedStyle(up);
        const frame = up.getBoundingClientRect();
        const clips = (overflow: string): boolean => overflow === 'hidden' || overflow === 'clip';
        const scrolls = (overflow: string): boolean => overflow === 'auto' || overflow === 'scroll';
        if (scrolls(style.overflowX) || scrolls(style.overflowY)) break;
        if (frame.width <= LEEWAY_PX || style.textOverflow === 'ellipsis') break;
        const beside = box.right > frame.right + LEEWAY_PX || box.left < frame.left - LEEWAY_PX;
        const below = box.bottom > frame.bottom + LEEWAY_PX || box.top < frame.top - LEEWAY_PX;
        if ((clips(style.overflowX) && beside) || (clips(style.overflowY) && below)) {
          found.push(`cut off: ${said(parent)}`);
          break;
        }
      }
    }

    const controls = 'button, input, select, textarea, a[href], [role=tab], [role=option]';
    for (const control of root.querySelectorAll(controls)) {
      if (!within(control) || !shown(control)) continue;
      const { left, right, top, bottom } = control.getBoundingClientRect();
      const inScroller = ((): boolean => {
        for (let up = control.parentElement; up !== null; up = up.parentElement)
          if (
            /auto|scroll/.test(getComputedStyle(up).overflow) &&
            up.scrollWidth + up.scrollHeight > up.clientWidth + up.clientHeight
          )
            return true;
        return false;
      })();
      if (
        !inScroller &&
        (right > innerWidth + LEEWAY_PX ||
          left < -LEEWAY_PX ||
          bottom > innerHeight + LEEWAY_PX ||
          top < -LEEWAY_PX)
      ) {
        found.push(`outside the window: ${said(control)}`);
        continue;
      }
      const [x, y] = [(left + right) / 2, (top + bottom) / 2];
      const on = document.elementFromPoint(x, y);
      if (on === null || inScroller || on.closest('[data-testid=notice], [role=separator]') !== null)
        continue;
      const label = control.closest('label');
      if (!control.contains(on) && !on.contains(control) && label?.contains(on) !== true)
        found.push(`${said(control)} lies under ${said(on)}`);
    }
    return found;
  });
