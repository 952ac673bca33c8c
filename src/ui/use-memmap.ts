// How components reach the store: the verbs once, the state by selector.
import { createContext, use } from 'react';
import { useStore } from 'zustand';
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
