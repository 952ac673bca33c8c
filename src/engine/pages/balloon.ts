// A domain that gives pages of its RAM up, takes them back, or asks for more.
//
// Stands for decrease_reservation, guest_remove_page, populate_physmap and increase_reservation (common/memory.c) and
// acquire_reserved_page (common/page_alloc.c). Which pages a guest gives up is its own choice: here the last ones it has.
import { type After, freePages } from './after.ts';
import { assigned } from './effects.ts';
import type { Frames, Life } from './life.ts';
import type { PageState } from './page-state.ts';

const isOwn = ({ owner }: Life, state: PageState): boolean =>
  state.place === 'owned' && state.owner?.id === owner.id;
const isMappedBy = ({ owner }: Life, { mappedBy }: PageState): boolean =>
  mappedBy.some(({ id }) => id === owner.id);

/** The last pages of a list of frames. */
function last(frames: readonly Frames[], pages: number): Frames[] {
  const found: Frames[] = [];
  let left = pages;
  for (const { start, end } of frames.toReversed()) {
    if (left === 0) break;
    const taken = Math.min(left, end - start);
    found.unshift({ start: end - taken, end });
    left -= taken;
  }
  return found;
}

/** The first ones. */
function first(frames: readonly Frames[], pages: number): Frames[] {
  const found: Frames[] = [];
  let left = pages;
  for (const { start, end } of frames) {
    if (left === 0) break;
    const taken = Math.min(left, end - start);
    found.push({ start, end: start + taken });
    left -= taken;
  }
  return found;
}

const pagesOf = (frames: readonly Frames[]): number =>
  frames.reduce((sum, { start, end }) => sum + end - start, 0);

/** XENMEM_decrease_reservation. */
export function giveUp(after: After, life: Life, pages: number): void {
  const own = after.where((state) => isOwn(life, state) && isMappedBy(life, state) && state.references === 1);
  const frames = last(own, pages);
  if (life.isDirectMapped) {
    after.change('unmapped', life, frames, (state) => ({
      ...state,
      mappedBy: state.mappedBy.filter(({ id }) => id !== life.owner.id),
    }));
    return;
  }
  freePages(after, life, frames, false);
  const rest = Math.min(pages - pagesOf(frames), life.taken.RAM - life.unmapped);
  if (rest > 0) after.tell('pages-returned', life, { pages: -rest, purpose: 'RAM' });
  allow(after, life, pagesOf(frames) + Math.max(0, rest));
}

/** Changes how many pages it may own beyond those it owns. */
const allow = (after: After, { owner }: Life, pages: number): void =>
  after.update(owner, (one) => ({ ...one, allowance: one.allowance + pages }));

/** XENMEM_populate_physmap in chunks of 2^order pages. */
export function takeBack(after: After, life: Life, pages: number, order: number): void {
  if (order > life.mostOrder) after.tell('order-refused', life, { isRefused: true });
  else if (life.isDirectMapped) takeBackSame(after, life, pages);
  else if (life.isStatic && after.rules.marksStatic && after.rules.populatesFromGivenUp)
    takeBackStatic(after, life, pages, order);
  else takeFromHeap(after, life, pages, order, 'populated-from-heap');
}

/**
 * XENMEM_increase_reservation in chunks of 2^order pages: from the heap, also for a domain of static memory. Arm’s guests
 * are told no addresses, and nothing is mapped.
 */
export function increase(after: After, life: Life, pages: number, order: number): void {
  if (order > life.mostOrder) {
    after.tell('order-refused', life, { isRefused: true });
    return;
  }
  const had = takeFromHeap(after, life, pages, order, 'increased');
  after.update(life.owner, (one) => ({ ...one, unmapped: one.unmapped + had }));
}

/** Under direct-map the page must be where it was, and has stayed the domain’s. */
function takeBackSame(after: After, life: Life, pages: number): void {
  const away = after.where((state) => isOwn(life, state) && !isMappedBy(life, state));
  const frames = first(away, pages);
  after.change('populated-same', life, frames, (state) => ({
    ...state,
    mappedBy: [...state.mappedBy, life.owner],
  }));
  if (pagesOf(frames) === pages) return;
  const own = after.where((state) => isOwn(life, state));
  const beyond = own.at(-1)?.end ?? 0;
  after.tell('populate-refused', life, {
    isRefused: true,
    at: BigInt(beyond) << 12n,
    says: after.rules.isDebug ? [`mfn 0x${beyond.toString(16)} doesn't belong to d${life.owner.id}`] : [],
  });
}

function takeBackStatic(after: After, life: Life, pages: number, order: number): void {
  const { owner, givenUp } = life;
  const refuse = (text: string): void =>
    after.tell('populate-refused', life, { isRefused: true, says: after.rules.isDebug ? [text] : [] });
  if (order > 0) {
    refuse(`Cannot allocate static order-${order} pages for d${owner.id}`);
    return;
  }
  const frames = first(givenUp, Math.min(pages, life.allowance));
  after.change('populated-from-list', life, frames, (state) => ({
    ...assigned(state, owner, 'owned'),
    mappedBy: [owner],
    holds: null,
  }));
  const taken = pagesOf(frames);
  after.update(owner, (one) => ({ ...one, givenUp: withoutFirst(givenUp, taken) }));
  allow(after, life, -taken);
  if (taken < pages) refuse(`d${owner.id}: failed to retrieve a reserved page`);
}

function withoutFirst(frames: readonly Frames[], pages: number): Frames[] {
  let left = pages;
  return frames.flatMap(({ start, end }) => {
    const gone = Math.min(left, end - start);
    left -= gone;
    return start + gone < end ? [{ start: start + gone, end }] : [];
  });
}

/** From the heap there is any chunk up to max_pages, wherever what was given up has gone. Answers the pages it got. */
function takeFromHeap(
  after: After,
  life: Life,
  pages: number,
  order: number,
  what: 'populated-from-heap' | 'increased',
): number {
  const chunk = 2 ** order;
  const chunks = Math.floor(pages / chunk);
  const had = Math.min(chunks, Math.floor(Math.min(life.allowance, after.free) / chunk));
  if (had > 0) after.tell(what, life, { pages: had * chunk, purpose: 'RAM' });
  allow(after, life, -had * chunk);
  if (had < chunks)
    after.tell(after.free < chunk ? 'populate-refused' : 'over-allocation', life, {
      isRefused: true,
      says: after.rules.isDebug
        ? [`Could not allocate order=${order} extent: id=${life.owner.id} memflags=0 (${had} of ${chunks})`]
        : [],
    });
  return had * chunk;
}
