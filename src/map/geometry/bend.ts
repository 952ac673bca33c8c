// Which part of a ribbon comes from which part of another, when the same host memory is found elsewhere by its guest: one
// ribbon may part into two, two may grow together.
import { plus } from '../../model/addr.ts';
import { intersection, type Range, sameRange } from '../../model/range.ts';
import type { Ribbon } from './scene.ts';

/** A ribbon as it is, or a part of it, and the same host memory as it was tied before; null where it was not. */
export interface Bend {
  readonly from: Ribbon | null;
  readonly to: Ribbon;
}

/** What of a ribbon starts in `host`, a part of its host memory. */
const partOf = (ribbon: Ribbon, host: Range): Ribbon =>
  sameRange(ribbon.host, host)
    ? ribbon
    : {
        ...ribbon,
        key: `${ribbon.key} from ${host.start}`,
        host,
        guest: { start: plus(ribbon.guest.start, host.start - ribbon.host.start), size: host.size },
      };

/**
 * Every ribbon of `after`, in as many parts as its memory had ribbons in `before`. One whose memory was not tied before as a
 * whole, or more than once, comes from nowhere.
 */
export function bendsOf(before: readonly Ribbon[], after: readonly Ribbon[]): readonly Bend[] {
  return after.flatMap((to): readonly Bend[] => {
    const there = before.filter(({ hostLane }) => hostLane === to.hostLane);
    const same = there.find(({ host }) => sameRange(host, to.host));
    if (same !== undefined) return [{ from: same, to }];
    const parts = there.flatMap((from) => {
      const host = intersection(from.host, to.host);
      return host === null ? [] : [{ from: partOf(from, host), to: partOf(to, host) }];
    });
    const covered = parts.reduce((sum, part) => sum + part.to.host.size, 0n);
    return covered === to.host.size ? parts : [{ from: null, to }];
  });
}
