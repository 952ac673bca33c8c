// Brings the place of a finding into view on the map: what collides, whole, with its surroundings.
import type { Finding } from '../../engine/analysis.ts';
import { type Addr, addr, maxOf, PAGE } from '../../model/addr.ts';
import type { Plan } from '../../model/plan.ts';
import { byStart, containsAddr, endOf } from '../../model/range.ts';
import type { Viewport } from '../../store/state.ts';
import { useVerbs } from '../use-memmap.ts';

/** A map is about this wide, px; the zoom is a choice, not a measure. */
const MAP_PX = 700;

/** The part of the axis that shows a finding; null for everything, where it spans banks or has no place. */
export function viewportOf(
  plan: Plan,
  { range, involved, space }: Pick<Finding, 'range' | 'involved' | 'space'>,
): Viewport | null {
  const places = [...involved, ...(range === null ? [] : [range])].toSorted(byStart);
  const [first] = places;
  if (first === undefined || space === 'guest') return null;
  const end = places.reduce((last: Addr, place) => maxOf(last, endOf(place)), endOf(first));
  const bank = plan.host.memory.find((b) => containsAddr(b, first.start));
  if (bank === undefined || end > endOf(bank)) return null;
  const size = maxOf<bigint>(end - first.start, PAGE);
  const shown = size * 2n;
  if (shown >= bank.size) return null;
  return {
    start: addr(maxOf(0n, first.start - size / 2n)),
    bytesPerPx: Number(shown) / MAP_PX,
  };
}

export function useShow(): (finding: Finding, plan: Plan) => void {
  const memmap = useVerbs();
  return (finding, plan) => memmap.setViewport(viewportOf(plan, finding));
}
