// How large a person has set text, as a factor of the usual 16 px. Style sheets follow by themselves (rem); what is laid out
// in px by code (the map's picture, the editor, panes) is drawn so much larger, or finds so much less room.
import { useSyncExternalStore } from 'react';

const USUAL_PX = 16;
const MOST = 4;

/** Asks the browser, who has to bring all styles up to date to answer. */
function measured(): number {
  const px = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Number.isFinite(px) && px > 0 ? Math.min(px / USUAL_PX, MOST) : 1;
}

let known: number | null = null;

/** 1 at the usual size, 2 at 200 %. */
export const textSize = (): number => (known ??= measured());

const listeners = new Set<() => void>();

/** Keeps `--text-size` on the page, for the style sheets of what is drawn in px. */
export function followTextSize(): void {
  const ruler = document.createElement('div');
  ruler.style.cssText = 'position:fixed;width:1rem;height:0;visibility:hidden';
  ruler.ariaHidden = 'true';
  document.body.append(ruler);
  const tell = (): void => {
    known = measured();
    document.documentElement.style.setProperty('--text-size', `${known}`);
    for (const listener of listeners) listener();
  };
  tell();
  new ResizeObserver(tell).observe(ruler);
  window.addEventListener('resize', tell);
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useTextSize = (): number => useSyncExternalStore(subscribe, textSize);

/** Width of the window in px at the usual text size: how much there is room for. */
export const useRoom = (): number =>
  useSyncExternalStore(subscribe, () => Math.round(innerWidth / textSize()));

/** A length given in px at the usual text size. */
export const lengthOf = (px: number): string => `${px / USUAL_PX}rem`;
