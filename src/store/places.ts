// Asking where things could go: the solver works in a thread of its own, and the store is told how it goes.
import type { PlaceOptions } from '../engine/place/placing.ts';
import type { PlaceAnswer, PlaceQuestion } from '../workers/place.ts';
import type { WhatIfAnswer, WhatIfQuestion } from '../workers/what-if.ts';
import type { Memmap } from './memmap.ts';
import type { Proposal } from './state.ts';

export type { WhatIfAnswer } from '../workers/what-if.ts';

interface Asking {
  readonly worker: Worker;
  readonly settle: () => void;
}

const asking = new WeakMap<Memmap, Asking>();

/** Ends a search that is under way, without an answer. */
export function stopAsking(memmap: Memmap): void {
  const running = asking.get(memmap);
  if (running === undefined) return;
  running.worker.terminate();
  asking.delete(memmap);
  memmap.propose(null);
  running.settle();
}

/** Asks for places for the design as it is; another question ends the one before. Settles with the answer. */
export function askPlaces(memmap: Memmap, title: string, options: PlaceOptions): Promise<void> {
  stopAsking(memmap);
  const { design, target } = memmap.store.getState();
  if (design === null) return Promise.resolve();
  const { plan } = design;
  const worker = new Worker(new URL('../workers/place.ts', import.meta.url), { type: 'module' });
  const tell = (outcome: Proposal['outcome']): void =>
    memmap.propose({ title, options, plan, target, outcome });
  tell({ kind: 'working', progress: null });
  return new Promise((settle) => {
    asking.set(memmap, { worker, settle });
    const end = (outcome: Proposal['outcome']): void => {
      worker.terminate();
      asking.delete(memmap);
      tell(outcome);
      settle();
    };
    worker.addEventListener('message', ({ data }: MessageEvent<PlaceAnswer>) => {
      if (data.kind === 'done') end(data.placed);
      else tell({ kind: 'working', progress: data.progress });
    });
    worker.addEventListener('error', ({ message }) => end({ kind: 'failed', message }));
    const question: PlaceQuestion = { plan, target, options };
    worker.postMessage(question);
  });
}

/** Asks what would be if; `tell` hears each answer. Ended by what comes back, or by the last answer. */
export function askWhatIf(question: WhatIfQuestion, tell: (answer: WhatIfAnswer) => void): () => void {
  const worker = new Worker(new URL('../workers/what-if.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<WhatIfAnswer>) => {
    if (data.kind === 'end') worker.terminate();
    tell(data);
  });
  worker.postMessage(question);
  return () => worker.terminate();
}
