// The state for panes beside the map. In a drag on a large design they follow when the hand rests, so that every frame
// of a movement is the map's; in small designs, and when nothing is dragged, they follow at once.
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Plan } from '../model/plan.ts';
import type { Memmap } from '../store/memmap.ts';
import { shown, type State } from '../store/state.ts';
import { track } from './idle.ts';
import { useVerbs } from './use-memmap.ts';

/** Regions beyond which a design counts as large. */
const LARGE = 128;
/** Milliseconds without a movement after which the hand rests. */
const REST_MS = 120;

export const isLarge = (plan: Plan): boolean =>
  plan.heap.length +
    plan.domains.reduce((sum, { staticMem, modules }) => sum + (staticMem?.length ?? 0) + modules.length, 0) >
  LARGE;

const hurries = (state: State): boolean => {
  const plan = shown(state)?.plan;
  return state.gesture === null || plan === undefined || !isLarge(plan);
};

function follow(memmap: Memmap): StoreApi<State> {
  const { store } = memmap;
  const calm = createStore<State>(() => store.getState());
  const look = (): void => calm.setState(store.getState(), true);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let rested = (): void => undefined;
  store.subscribe((state) => {
    clearTimeout(timer);
    rested();
    if (hurries(state)) return look();
    void track(
      new Promise<void>((resolve) => {
        rested = resolve;
        timer = setTimeout(() => {
          look();
          resolve();
        }, REST_MS);
      }),
    );
  });
  return calm;
}

const calmOf = new WeakMap<Memmap, StoreApi<State>>();

/** Like useMemmap, for what may lag behind a drag. */
export function useCalm<T>(selector: (state: State) => T): T {
  const memmap = useVerbs();
  let calm = calmOf.get(memmap);
  if (calm === undefined) {
    calm = follow(memmap);
    calmOf.set(memmap, calm);
  }
  return useStore(calm, selector);
}
