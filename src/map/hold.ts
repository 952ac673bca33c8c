// A finger that stays where it is: what a right button is to a mouse. Browsers that send a context menu event for it are
// not waited for, because not all do.

/** ms a finger stays before it means the menu. */
const HOLD_MS = 500;
/** px a finger trembles. */
const TREMBLE_PX = 8;

/** Calls `held` with the place of the finger, in the window; answers what stops listening. */
export function onHold(element: Element, held: (clientX: number, clientY: number) => void): () => void {
  const gone = new AbortController();
  const { signal } = gone;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let from = { x: 0, y: 0 };
  let isHeld = false;

  const forget = (): void => {
    clearTimeout(waiting);
  };
  const down = (event: TouchEvent): void => {
    forget();
    const [touch] = event.touches;
    isHeld = false;
    if (touch === undefined || event.touches.length > 1) return;
    from = { x: touch.clientX, y: touch.clientY };
    waiting = setTimeout(() => {
      isHeld = true;
      held(from.x, from.y);
    }, HOLD_MS);
  };
  const move = (event: TouchEvent): void => {
    const [touch] = event.touches;
    if (touch === undefined || Math.hypot(touch.clientX - from.x, touch.clientY - from.y) > TREMBLE_PX)
      forget();
  };
  const up = (event: TouchEvent): void => {
    forget();
    // What would be a click now would press what has just opened under the finger.
    if (isHeld && event.cancelable) event.preventDefault();
  };
  // Captured, because zoom and drag keep their events from each other.
  element.addEventListener('touchstart', down as EventListener, { capture: true, passive: true, signal });
  element.addEventListener('touchmove', move as EventListener, { capture: true, passive: true, signal });
  element.addEventListener('touchend', up as EventListener, { capture: true, passive: false, signal });
  element.addEventListener('touchcancel', forget, { capture: true, signal });
  element.addEventListener('contextmenu', forget, { signal });
  return () => {
    forget();
    gone.abort();
  };
}
