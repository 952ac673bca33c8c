// When the page has nothing left to do: what stories wait for instead of time.

/** What stories may ask of the page, on `window.__memmap`. */
export interface PageProbe {
  idle(): Promise<void>;
}

const pending = new Set<Promise<unknown>>();

/** Counts a promise as work under way until it settles. */
export function track<T>(work: Promise<T>): Promise<T> {
  pending.add(work);
  const done = (): boolean => pending.delete(work);
  work.then(done, done);
  return work;
}

/** Something else may keep the page busy for ever. */
const MOST_WAIT_MS = 1000;

/** Once the page has drawn what it had to; on a slow machine that is longer than a hand rests. */
export function whenIdle(act: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(act, { timeout: MOST_WAIT_MS });
  else act();
}

/** On a machine with too much to do the browser may never call itself idle: after so many ms that is no longer waited for. */
const MOST_QUIET_MS = 2000;

const frame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));
const quiet = (): Promise<void> =>
  new Promise((resolve) => {
    // Deferred renders run before the browser calls itself idle.
    if (typeof requestIdleCallback === 'function')
      requestIdleCallback(() => resolve(), { timeout: MOST_QUIET_MS });
    else setTimeout(resolve, 50);
  });

/** Resolves when tracked work has settled, two frames have been drawn and the browser is idle. */
export async function idle(): Promise<void> {
  do {
    await Promise.allSettled(pending);
    await frame();
    await frame();
    await quiet();
  } while (pending.size > 0);
}
