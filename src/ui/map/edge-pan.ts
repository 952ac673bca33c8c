// A drag that reaches the edge of the picture moves the view along, the faster the further out the pointer is.

/** px inside the picture where it begins, and px per frame at most. */
const MARGIN_PX = 20;
const FASTEST_PX = 18;

/** px per frame the picture should move for a pointer at `x`; positive shows what lies to the left. */
export function edgeSpeed(x: number, widthPx: number): number {
  const out = x < MARGIN_PX ? MARGIN_PX - x : x > widthPx - MARGIN_PX ? widthPx - MARGIN_PX - x : 0;
  return Math.max(-FASTEST_PX, Math.min(FASTEST_PX, out / 2));
}

export interface EdgePan {
  /** The pointer has moved: calls `pan` once per frame from now on, for as long as `speed` is not 0. */
  moved(): void;
  stop(): void;
}

export function edgePan(speed: () => number, pan: (dx: number) => void): EdgePan {
  let frame: number | null = null;
  const tick = (): void => {
    const dx = speed();
    frame = dx === 0 ? null : requestAnimationFrame(tick);
    if (dx !== 0) pan(dx);
  };
  return {
    moved() {
      if (frame === null && speed() !== 0) frame = requestAnimationFrame(tick);
    },
    stop() {
      if (frame !== null) cancelAnimationFrame(frame);
      frame = null;
    },
  };
}
