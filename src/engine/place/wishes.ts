// What a person asks of a place, besides what follows from what is placed there: as fields of a demand.
import { dmaBusOf } from '../../model/board.ts';
import type { Need } from '../../model/need.ts';
import type { Plan } from '../../model/plan.ts';
import { inside, LOW, pageOf, pagesOf } from './page-frames.ts';
import { common, type Demand, type Span, without } from './problem.ts';

/** `now`: what is known of the demand; `free`: what of RAM may be used, in page frames. */
export function wishesOf(
  plan: Plan,
  free: readonly Span[],
  need: Need,
  now: Pick<Demand, 'within' | 'align'>,
): Partial<Demand> {
  const { tags } = plan.wants;
  let { within } = now;
  const narrow = (spans: readonly Span[]): void => {
    within = within === null ? spans : common(within, spans);
  };
  const { ram, reach, dma, apart, at } = need;
  if (ram !== null)
    narrow(
      plan.host.memory.flatMap((bank, i) => (`${i}` === ram || tags[i]?.includes(ram) ? [inside(bank)] : [])),
    );
  const windows = dma === null ? null : (dmaBusOf(plan.host, dma)?.windows ?? []).map(inside);
  if (reach !== null) narrow([inside(reach)]);
  if (windows !== null) narrow(windows);
  const isLow = [reach === null ? [] : [inside(reach)], windows ?? []].some(
    (spans) => spans.length > 0 && spans.every(({ end }) => end <= LOW),
  );
  const guard = Math.max(0, ...apart.map(({ from, gap }) => (from === null ? pagesOf(gap) : 0)));
  if (guard > 0) narrow(without(free, edgesOf(without(plan.host.memory.map(inside), free), guard)));
  return {
    within,
    align: Math.max(now.align, need.align === null ? 1 : pagesOf(need.align)),
    wish: need.wish === null ? null : pagesOf(need.wish),
    guard,
    ...(at === null ? {} : { at: pageOf(at) }),
    ...(isLow ? { needsLow: true } : {}),
  };
}

/** So many pages around spans, on both sides. */
const edgesOf = (spans: readonly Span[], pages: number): Span[] =>
  spans.map(({ start, end }) => ({ start: start - pages, end: end + pages }));
