// What of host memory is the same after every reboot, and what is not: for each range at the end of the boot, with why.
import type { Range } from '../../model/range.ts';
import type { Owner } from '../boot/page-log.ts';
import type { Place } from './page-state.ts';
import { statesAt } from './query.ts';
import type { Timeline } from './timeline.ts';

/** A use of memory that is, or is not, where it was last time. */
export interface Fixture {
  /** Host physical; null where Xen’s heap picks the pages. */
  readonly range: Range | null;
  readonly pages: number;
  readonly of: string;
  readonly domain: Owner | null;
  readonly isSame: boolean;
  /** One sentence. */
  readonly why: string;
}

const SAID = 'The device tree says where it is.';
const LOADED = 'The boot loader puts it there: it is the same as long as its files and addresses are.';

/** Places whose ranges stay, and why. */
const SAME: Partial<Record<Place, string>> = {
  xen: LOADED,
  module: LOADED,
  reserved: SAID,
  kept: SAID,
  static: SAID,
  owned: SAID,
  shared: SAID,
  own: 'The boot allocator takes from the highest region that fits, as high as possible, and runs alone: the same tree gives the same place.',
  unused: 'It is what is left of RAM once everything the device tree names is taken away.',
};
const DOM0 = 'Xen looks for the largest chunks, low ones first, in a heap that every boot leaves alike.';
const SCRUBBED =
  'Idle CPUs scrub free memory while the domain is built, and what is clean is taken first: how far they are differs.';
const FROM_HEAP =
  'The heap picks the pages: what is clean, and what other CPUs have taken by then, differs from boot to boot.';

export function fixturesOf(timeline: Timeline): readonly Fixture[] {
  const { events, booted } = timeline;
  const boot = events.slice(0, booted);
  const chunks = boot.filter(({ what }) => what === 'chunk-taken');
  const inPlace = statesAt(timeline, booted - 1).flatMap(({ range, state }): Fixture[] => {
    const common = { range, pages: Number(range.size >> 12n), of: state.of, domain: state.owner };
    const chunk = chunks.find(({ domain }) => domain !== null && domain.id === state.owner?.id);
    if (chunk !== undefined && state.place === 'owned' && !state.isStatic)
      return [{ ...common, isSame: !chunk.varies, why: chunk.varies ? SCRUBBED : DOM0 }];
    const why = SAME[state.place];
    return why === undefined ? [] : [{ ...common, isSame: true, why }];
  });
  const byNumber = boot
    .filter(({ what }) => what === 'heap-taken')
    .map(({ pages, of, domain }) => ({ range: null, pages, of, domain, isSame: false, why: FROM_HEAP }));
  return [...inPlace, ...byNumber];
}
