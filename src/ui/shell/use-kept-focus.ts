// The focus of the keyboard stays in its pane when what had it goes, by undo or because something else is selected.
import { useEffect } from 'react';

/** An element, and its number among its siblings. */
interface Place {
  readonly element: Element;
  readonly index: number;
}

/** What the focus may come to by itself: no field, which on a phone would call up the keyboard. */
const STOPS = 'button:not(:disabled), select:not(:disabled), a[href], [tabindex="0"]';

/** An element and all around it, up to its pane. */
function placesOf(element: Element, pane: Element): Place[] {
  const places: Place[] = [];
  for (let at: Element | null = element; at !== null; at = at === pane ? null : at.parentElement) {
    const index = at.parentElement === null ? 0 : [...at.parentElement.children].indexOf(at);
    places.push({ element: at, index });
  }
  return places;
}

/** What stands where the innermost of these places was: it or the next behind it, else the last before, of as little as holds any. */
function nearestOf(places: readonly Place[]): HTMLElement | undefined {
  for (const [i, { element: home }] of places.entries()) {
    if (!home.isConnected) continue;
    const stops = [...home.querySelectorAll<HTMLElement>(STOPS)].filter((stop) => stop.checkVisibility());
    if (stops.length === 0) continue;
    const there = home.children[places[i - 1]?.index ?? 0];
    const isBehind = (stop: Element): boolean =>
      there !== undefined &&
      (there.contains(stop) ||
        (there.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0);
    return stops.find(isBehind) ?? stops.at(-1);
  }
  return undefined;
}

/** Of all panes; the picture of the map looks after its own. */
const paneOf = (element: Element): Element | null =>
  element.closest('svg[role=application]') === null ? element.closest('[data-pane]') : null;

export function useKeptFocus(): void {
  useEffect(() => {
    let places: readonly Place[] = [];
    const changes = new MutationObserver(() => {
      if (places[0]?.element.isConnected !== false || document.activeElement !== document.body) return;
      nearestOf(places)?.focus();
    });
    const follow = (element: Element | null): void => {
      changes.disconnect();
      const pane = element === null ? null : paneOf(element);
      places = element === null || pane === null ? [] : placesOf(element, pane);
      if (pane !== null) changes.observe(pane, { childList: true, subtree: true });
    };
    const into = ({ target }: FocusEvent): void => follow(target instanceof Element ? target : null);
    // What is still there when the focus is nowhere was left by a person.
    const outOf = (): void =>
      queueMicrotask(() => {
        if (places[0]?.element.isConnected === true && document.activeElement === document.body) follow(null);
      });
    document.addEventListener('focusin', into);
    document.addEventListener('focusout', outOf);
    return () => {
      changes.disconnect();
      document.removeEventListener('focusin', into);
      document.removeEventListener('focusout', outOf);
    };
  }, []);
}
