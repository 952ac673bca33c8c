// How components reach the store: the verbs once, the state by selector.
import { createContext, use, useMemo, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { Memmap } from '../store/memmap.ts';
import type { State } from '../store/state.ts';

export const MemmapContext = createContext<Memmap | null>(null);

/** The verbs (`commit`, `undo`, `select` …); never changes, so it is safe in callbacks. */
export function useVerbs(): Memmap {
  const memmap = use(MemmapContext);
  if (memmap === null) throw new Error('no MemmapContext above this component');
  return memmap;
}

/** A part of the state. The selector must answer the same object while nothing it reads has changed. */
export const useMemmap = <T>(selector: (state: State) => T): T => useStore(useVerbs().store, selector);

function reader<S, T>(holds: () => boolean, store: StoreApi<S>, selector: (state: S) => T): () => T {
  let last = selector(store.getState());
  return () => {
    if (!holds()) last = selector(store.getState());
    return last;
  };
}

/** What a selector answers of a store; while `holds`, what it answered last. */
export function useStoreUnless<S, T>(holds: () => boolean, store: StoreApi<S>, selector: (state: S) => T): T {
  const read = useMemo(() => reader(holds, store, selector), [holds, store, selector]);
  return useSyncExternalStore(store.subscribe, read);
}
