// What the map shows of all pages at a moment, before any pixel: the hardware lane as they are, and in the other lanes what
// is not yet, or no more, what the lane’s block says. A guest’s lane is empty where its P2M leads nowhere.
import { type PageRange, type PageState, type Place, type Timeline } from '../../engine/pages/index.ts';
import { type Block, type BlockKind, domainOwner, type Lane, type Owner } from '../../map/geometry/scene.ts';
import type { Addr } from '../../model/addr.ts';
import { DOM0, DOM0_NAME } from '../../model/dom0.ts';
import type { Plan } from '../../model/plan.ts';
import { containsAddr, endOf, intersection, type Range, range } from '../../model/range.ts';
import { type Look, lookOf, placeOwner, wordOf } from './place-words.ts';

/** A stretch of a lane that is drawn over its block. */
export interface Shown {
  readonly lane: string;
  /** In the lane’s space. */
  readonly range: Range;
  readonly owner: Owner;
  readonly look: Look;
  /** `absent`: guest memory with nothing behind it. */
  readonly place: Place | 'absent';
  readonly word: string;
}

/** Says whose colour pages have. */
export function ownersOf(plan: Plan): (state: PageState) => Owner {
  const byName = new Map(plan.domains.map(({ name }, i) => [name, domainOwner(i)]));
  const byPath = new Map(plan.domains.map(({ id, name }) => [plan.paths.get(id), byName.get(name)]));
  return ({ place, owner, onListOf, path }) => {
    const name = (owner ?? onListOf)?.name;
    if (name === DOM0_NAME) return 'dom0';
    const own = name === undefined ? (path === null ? undefined : byPath.get(path)) : byName.get(name);
    return place === 'shared' ? 'shared' : (own ?? placeOwner(place));
  };
}

/** The states within a range, cut to it. */
function within(states: readonly PageRange[], of: Range): PageRange[] {
  let [low, high] = [0, states.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = states[middle];
    if (one !== undefined && endOf(one.range) > of.start) high = middle;
    else low = middle + 1;
  }
  const found: PageRange[] = [];
  for (let i = low; i < states.length; i += 1) {
    const one = states[i];
    const common = one === undefined ? null : intersection(one.range, of);
    if (one === undefined || common === null) break;
    found.push({ range: common, state: one.state });
  }
  return found;
}

/** Where the pages of a block are while it is what it says. */
const ITS_PLACES: Partial<Record<BlockKind, readonly Place[]>> = {
  bank: ['owned'],
  chunk: ['owned'],
  heap: ['boot', 'heap', 'own', 'xenheap'],
  module: ['module'],
  fdt: ['module'],
  'xen-image': ['xen'],
  shared: ['shared'],
};

const isIts = ({ kind }: Block, { place, owner }: PageState, domain: string | null): boolean =>
  (ITS_PLACES[kind]?.includes(place) ?? true) && (kind !== 'bank' || owner?.name === domain);

const nameOf = (plan: Plan, { domain }: Lane): string | null =>
  domain === DOM0 ? DOM0_NAME : (plan.domains.find(({ id }) => id === domain)?.name ?? null);

/** Domains that have RAM of the heap after an event. */
function withHeapRam({ events }: Timeline, index: number): ReadonlySet<string> {
  const pages = new Map<string, number>();
  for (const { domain, purpose, pages: more } of events.slice(0, index + 1))
    if (domain !== null && purpose === 'RAM') pages.set(domain.name, (pages.get(domain.name) ?? 0) + more);
  return new Set([...pages].filter(([, count]) => count > 0).map(([name]) => name));
}

export function pictureOf(
  plan: Plan,
  timeline: Timeline,
  index: number,
  states: readonly PageRange[],
  lanes: readonly Lane[],
): Shown[] {
  const ownerOf = ownersOf(plan);
  const shown: Shown[] = [];
  const show = (lane: Lane, { range: at, state }: PageRange): void => {
    const [owner, look] = [ownerOf(state), lookOf(state)];
    shown.push({ lane: lane.key, range: at, owner, look, place: state.place, word: wordOf(state) });
  };
  const absent = ({ key, owner }: Lane, at: Range): void => {
    shown.push({ lane: key, range: at, owner, look: 'other', place: 'absent', word: 'not mapped' });
  };
  const heapRam = withHeapRam(timeline, index);
  for (const lane of lanes) {
    const name = nameOf(plan, lane);
    if (lane.key === 'hardware') for (const one of states) show(lane, one);
    else if (lane.space === 'host')
      for (const block of lane.blocks)
        for (const one of within(states, block.range)) if (!isIts(block, one.state, name)) show(lane, one);
    if (lane.space !== 'guest') continue;
    for (const { host, guest } of lane.ribbons)
      for (const one of within(states, host)) {
        const at = range(guest.start + (one.range.start - host.start), one.range.size);
        const isMapped = one.state.mappedBy.some((owner) => owner.name === name);
        if (!isMapped) absent(lane, at);
        else if (one.state.grantedTo.length > 0) show(lane, { range: at, state: one.state });
      }
    for (const { kind, range: at } of lane.blocks)
      if (kind === 'guest-ram-anywhere' && (name === null || !heapRam.has(name))) absent(lane, at);
  }
  return shown;
}

/** The host address behind one in a lane; null where there is none. */
export function hostAddress(lane: Lane, at: Addr): Addr | null {
  if (lane.space === 'host') return at;
  const ribbon = lane.ribbons.find(({ guest }) => containsAddr(guest, at));
  return ribbon === undefined ? null : ((ribbon.host.start + (at - ribbon.guest.start)) as Addr);
}

/** Where a lane’s guest finds a host address; null where it does not. */
export function guestAddress(lane: Lane, host: Addr): Addr | null {
  const ribbon = lane.ribbons.find((one) => containsAddr(one.host, host));
  return ribbon === undefined ? null : ((ribbon.guest.start + (host - ribbon.host.start)) as Addr);
}
