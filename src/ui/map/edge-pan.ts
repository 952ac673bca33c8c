// A drag that reaches the edge of the picture moves the view along, the faster the further out the pointer is.

/** px inside the picture where it begins, and px per frame at most. */
const MARGIN_PX = 20;
const FASTEST_PX = 18;

/** px per frame the picture should move for a pointer at `x`; positive shows what lies to the left. */
export function edgeSpeed(x: number, widthPx: number): number {
  const out = x < MARGIN_PX ? MARGIN_PX - x : x > widthPx - MARGIN_PX ? widthPx - MARGIN_PX - x : 0;
  return Math.max(-FASTEST_PX, Math.min(FASTEST_PX, out / 2));
}

/** Calls `pan` once per frame for as long as `speed` is not 0; answers how to stop. */
export function panAtEdge(speed: () => number, pan: (dx: number) => void): () => void {
  let frame = 0;
  const tick = (): void => {
    const dx = speed();
    if (dx !== 0) pan(dx);
    frame = requestAnimationFrame(tick);
  };
  frame = requestAnimationFrame(tick);
  return () => cancelAnimationFrame(frame);
}
