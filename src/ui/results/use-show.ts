// Brings the place of a finding into view on the map.
import type { Finding } from '../../engine/analysis.ts';
import { addr, PAGE } from '../../model/addr.ts';
import type { Plan } from '../../model/plan.ts';
import { endOf, union } from '../../model/range.ts';
import { useVerbs } from '../use-memmap.ts';

/** The finding's place takes this part of the width, so that its neighbours are seen too. */
const SHARE = 5n;
/** A map is about this wide, px; the zoom is a choice, not a measure. */
const MAP_PX = 700;

export function useShow(): (finding: Finding, plan: Plan) => void {
  const memmap = useVerbs();
  return (finding, plan) => {
    const places = [...(finding.range === null ? [] : [finding.range]), ...finding.involved];
    const [first] = union(places);
    if (first === undefined || finding.space === 'guest') return memmap.setViewport(null);
    const bank = plan.host.memory.find((b) => first.start >= b.start && first.start < endOf(b));
    const size = (first.size > PAGE ? first.size : PAGE) * SHARE;
    const middle = first.start + first.size / 2n;
    if (bank !== undefined && size >= bank.size) return memmap.setViewport(null);
    const start = middle > size / 2n ? middle - size / 2n : 0n;
    memmap.setViewport({ start: addr(start), bytesPerPx: Number(size) / MAP_PX });
  };
}
