// The simulator, loaded beside the first picture: the map can be drawn, zoomed and dragged while it is on its way. Another
// one, in a thread of its own, follows the design when the page has nothing to do, and answers ahead of a drag.
import type { AheadByThread } from './ahead-by-thread.ts';
import { analysisOf } from './derived.ts';
import type { Memmap } from './memmap.ts';
import type { Track } from './simulator-worker.ts';

/** What the page lends: to wait until it has nothing to do, and to say that work is under way. */
export interface Page {
  readonly whenIdle: (act: () => void) => void;
  readonly track: Track;
}

export async function loadSimulator(memmap: Memmap, page: Page): Promise<void> {
  const [{ analyse }, { aheadByWorker }] = await Promise.all([
    import('../engine/index.ts'),
    import('./ahead-by-thread.ts'),
  ]);
  if (typeof Worker === 'undefined') return memmap.setSimulator(analyse);
  const ahead = aheadByWorker(analyse, page.track);
  memmap.setSimulator(ahead.simulate, ahead);
  return follow(memmap, page, ahead);
}

function follow({ store }: Memmap, { whenIdle }: Page, ahead: AheadByThread): void {
  let waits = false;
  const look = (): void => {
    waits = false;
    const state = store.getState();
    const { design, gesture, target } = state;
    const analysis = gesture === null ? analysisOf(state) : null;
    if (design !== null && analysis !== null) ahead.know(design.plan, target, analysis);
  };
  const wait = (): void => {
    if (waits) return;
    waits = true;
    whenIdle(look);
  };
  store.subscribe(({ design, target }, before) => {
    if (design !== before.design || target !== before.target) wait();
  });
  wait();
}
