// The pages of a machine from power-on to the end of its domains: what the page’s timeline and the command line ask.
export { act, type Action } from './act.ts';
export { type Budget, type Need, budgetOf } from './budget.ts';
export { type Fixture, fixturesOf } from './determinism.ts';
export { type Afterwards, type Counts, heapFree, type PageEvent, type What } from './event.ts';
export { heapOrdersAt, type HeapOrders } from './heap-orders.ts';
export type { Life } from './life.ts';
export { historyOf, type PageRange, statesAt } from './query.ts';
export {
  countInfoOf,
  flagNames,
  type List,
  listOf,
  type PageState,
  type Place,
  PLACES,
  staticFlag,
} from './page-state.ts';
export type { Rules } from './rules.ts';
export { timeline, type Timeline } from './timeline.ts';
export { type Transition, transitionOf } from './transitions.ts';
