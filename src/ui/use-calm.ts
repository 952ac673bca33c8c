// The state for panes beside the map. In a drag they follow when the hand rests, so that every frame of a movement is the
// map's; in small designs what is cheap follows at once, and when nothing is dragged all does.
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Plan } from '../model/plan.ts';
import type { Memmap } from '../store/memmap.ts';
import { shown, type State } from '../store/state.ts';
import { track, whenIdle } from './idle.ts';
import { useVerbs } from './use-memmap.ts';

/** Regions beyond which a design counts as large. */
const LARGE = 32;
/** Milliseconds without a movement after which the hand rests. */
const REST_MS = 120;
/** Milliseconds after which it is looked again whether elements show what the hand did last. */
const AGAIN_MS = 20;

export const isLarge = (plan: Plan): boolean =>
  plan.heap.length +
    plan.domains.reduce((sum, { staticMem, modules }) => sum + (staticMem?.length ?? 0) + modules.length, 0) >
  LARGE;

type Hurry = (state: State) => boolean;

const isStill: Hurry = ({ gesture }) => gesture === null;
const isStillOrSmall: Hurry = (state) => {
  const plan = shown(state)?.plan;
  return isStill(state) || plan === undefined || !isLarge(plan);
};

/** One wait serves all movements, so that a movement itself only takes the time. */
function follow(memmap: Memmap, hurries: Hurry): StoreApi<State> {
  const { store } = memmap;
  const calm = createStore<State>(() => store.getState());
  let waiting = false;
  const rest = (over: () => void): void => {
    const lookAgain = (ms: number): void => void setTimeout(() => whenIdle(() => rest(over)), ms);
    const left = REST_MS - memmap.restsFor();
    if (left > 0) return lookAgain(left);
    memmap.restGesture();
    const { gesture } = store.getState();
    if (memmap.isBehind() || (gesture?.painted ?? null) !== null) return lookAgain(AGAIN_MS);
    waiting = false;
    calm.setState(store.getState(), true);
    return over();
  };
  store.subscribe((state) => {
    if (hurries(state)) return calm.setState(state, true);
    if (waiting) return undefined;
    waiting = true;
    return void track(new Promise<void>(rest));
  });
  return calm;
}

function followers(hurries: Hurry): (memmap: Memmap) => StoreApi<State> {
  const known = new WeakMap<Memmap, StoreApi<State>>();
  return (memmap) => {
    const calm = known.get(memmap) ?? follow(memmap, hurries);
    known.set(memmap, calm);
    return calm;
  };
}

const calmOf = followers(isStillOrSmall);
const restOf = followers(isStill);

/** Like useMemmap, for what may lag behind a drag on a large design. */
export const useCalm = <T>(selector: (state: State) => T): T => useStore(calmOf(useVerbs()), selector);

/** Like useMemmap, for what is too much for any drag. */
export const useRest = <T>(selector: (state: State) => T): T => useStore(restOf(useVerbs()), selector);

/** Has a gesture that is painted rest where the hand does. */
export const useRestingHand = (): void => void restOf(useVerbs());
