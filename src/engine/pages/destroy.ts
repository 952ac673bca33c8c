// Destroying a domain: what becomes of each page it has, and of the pages of others it has references to.
//
// Stands for domain_kill and complete_domain_destroy (common/domain.c), domain_relinquish_resources and relinquish_memory
// (arch/arm/domain.c), p2m_free_entry (arch/arm/p2m.c, arch/arm/mmu/p2m.c since 4.19), gnttab_release_mappings and
// put_page_nr (arch/arm/mm.c).
import { holds, type Span } from '../../model/release.ts';
import { entriesOf } from '../boot/stage2.ts';
import { type After, freePages } from './after.ts';
import type { Frames, Life } from './life.ts';
import type { Stretch } from './page-map.ts';
import type { PageState } from './page-state.ts';

export function destroy(after: After, life: Life): void {
  if (life.isHardware) {
    after.tell('host-goes-down', life, { isRefused: true });
    return;
  }
  after.tell('dying', life);
  relinquish(after, life);
  dropGrants(after, life);
  if (!dropForeign(after, life)) return;
  returnAll(after, life, 'page tables');
  after.update(life.owner, (one) => ({ ...one, stage: 'lingers' }));
  settleAll(after, life);
}

/** What a domain had references to may have been all that kept another, dead one. */
export function settleAll(after: After, destroyed: Life | null = null): void {
  for (const one of after.lives.filter(({ stage }) => stage === 'lingers'))
    settle(after, one, one.owner.id === destroyed?.owner.id);
}

const framesOf = (stretches: readonly Stretch[]): Frames[] =>
  stretches.map(({ start, end }) => ({ start, end }));

/** relinquish_memory: the owner’s reference goes, and with the last reference the page. */
function relinquish(after: After, life: Life): void {
  const own = after.where(({ owner, isAllocated }) => owner?.id === life.owner.id && isAllocated);
  const last = own.filter(({ state }) => state.references === 1);
  freePages(after, life, framesOf(last), true);
  after.change(
    'kept-by-reference',
    life,
    framesOf(own.filter(({ state }) => state.references > 1)),
    (state) => ({
      ...state,
      isAllocated: false,
      references: state.references - 1,
      mappedBy: state.mappedBy.filter(({ id }) => id !== life.owner.id),
    }),
  );
  returnAll(after, life, 'RAM');
  returnAll(after, life, 'kernel');
  if (!sharesFromHeap(after, life)) returnAll(after, life, 'shared memory');
}

/** Whether another domain still has the shared memory it has of the heap. */
function sharesFromHeap(after: After, life: Life): boolean {
  const { domains } = after.before.analysis;
  const ids = (name: string): readonly string[] =>
    domains
      .filter((one) => one.name === name)
      .flatMap(({ shared }) => shared.filter(({ host }) => host === null).map(({ id }) => id));
  const own = ids(life.owner.name);
  return after.lives.some(
    ({ owner, stage }) =>
      owner.id !== life.owner.id && stage === 'running' && ids(owner.name).some((id) => own.includes(id)),
  );
}

function returnAll(after: After, { owner }: Life, purpose: keyof Life['taken']): void {
  const life = after.lives.find((one) => one.owner.id === owner.id);
  const pages = life?.taken[purpose] ?? 0;
  if (life !== undefined && pages > 0) after.tell('pages-returned', life, { pages: -pages, purpose });
}

function dropGrants(after: After, life: Life): void {
  const mine = ({ id }: { readonly id: number }): boolean => id === life.owner.id;
  const frames = framesOf(after.where(({ grantedTo }) => grantedTo.some(mine)));
  after.change('grant-ended', life, frames, (state) => ({
    ...state,
    grantedTo: state.grantedTo.filter((one) => !mine(one)),
    references: state.references - state.grantedTo.filter(mine).length,
  }));
  freeUnreferenced(after, frames);
}

/** The check of put_page_nr in a debug build: lines of arch/arm/mm.c. */
const ASSERTED: readonly (Span & { readonly line: number })[] = [
  { until: '4.18', line: 1519 },
  { until: '4.19', line: 1558 },
  { until: '4.20', line: 341 },
  { until: '4.21', line: 306 },
  { until: '4.22', line: 321 },
  { line: 363 },
];

/**
 * Its P2M goes: each mapping of foreign memory gives back the reference taken for it, or forgets to. Answers whether Xen
 * still runs.
 */
function dropForeign(after: After, life: Life): boolean {
  const mine = ({ id }: { readonly id: number }): boolean => id === life.owner.id;
  const unmapped = (state: PageState): PageState => ({
    ...state,
    mappedBy: state.mappedBy.filter((one) => !mine(one)),
  });
  const [dropped, lost]: [Frames[], Frames[]] = [[], []];
  for (const { what, domain, ranges, guests } of after.before.events) {
    if (what !== 'foreign-mapped' || domain === null || !mine(domain)) continue;
    ranges.forEach(({ start, size }, i) => {
      const one = { guest: (guests[i] ?? 0n) >> 12n, host: start >> 12n, pages: size >> 12n };
      for (const entries of entriesOf(one)) {
        const shift = one.host - one.guest;
        const frames = { start: Number(entries.start + shift), end: Number(entries.end + shift) };
        (entries.level === 3 || after.rules.dropsForeignSuperpages ? dropped : lost).push(frames);
      }
    });
  }
  const given = dropped.flatMap(({ start, end }) => after.map.within(start, end));
  const counted = framesOf(given.filter(({ state }) => state.references > 0));
  const uncounted = framesOf(given.filter(({ state }) => state.references === 0));
  after.change('reference-dropped', life, counted, (state) => ({
    ...unmapped(state),
    references: state.references - 1,
  }));
  after.change('reference-lost', life, lost, unmapped);
  const { release } = after.before.target;
  const line = ASSERTED.find((one) => holds(one, release))?.line ?? 0;
  const says = after.rules.isDebug
    ? [`Assertion '(y & PGC_count_mask) >= nr' failed at arch/arm/mm.c:${line}`]
    : [];
  after.change('reference-underflow', life, uncounted, unmapped, { says });
  if (uncounted.length > 0 && after.rules.isDebug) return false;
  freeUnreferenced(after, counted);
  return true;
}

/** What nobody has a reference to any more, freed for its dead owner. */
export function freeUnreferenced(after: After, frames: readonly Frames[]): void {
  for (const life of after.lives) {
    const freed = frames.flatMap(({ start, end }) =>
      after.map
        .within(start, end)
        .filter(({ state }) => state.owner?.id === life.owner.id && state.references === 0),
    );
    freePages(after, life, framesOf(freed), true);
  }
}

/** complete_domain_destroy, once nobody has a reference to a page of the domain: the list heads go with it. */
function settle(after: After, life: Life, isNew: boolean): void {
  const kept = after.where(({ owner }) => owner?.id === life.owner.id);
  const shares =
    (after.lives.find(({ owner }) => owner.id === life.owner.id)?.taken['shared memory'] ?? 0) > 0;
  if (kept.length > 0 || (shares && sharesFromHeap(after, life))) {
    if (isNew) after.tell('domain-lingers', life);
    return;
  }
  returnAll(after, life, 'shared memory');
  returnAll(after, life, 'structures');
  const stranded = after.where((state) => state.place === 'given-up' && state.onListOf?.id === life.owner.id);
  const { owner } = life;
  if (stranded.length === 0) after.tell('domain-gone', life);
  after.change('domain-gone', life, framesOf(stranded), (state) => ({
    ...state,
    place: 'stranded',
    onListOf: null,
  }));
  after.update(owner, (one) => ({ ...one, stage: 'gone', givenUp: [] }));
}
