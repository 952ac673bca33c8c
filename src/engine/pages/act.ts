// What a person may do to the domains of a machine that has booted, and what Xen makes of it.
import type { Bytes } from '../../model/addr.ts';
import { After } from './after.ts';
import { giveUp, increase, takeBack } from './balloon.ts';
import { destroy, settleAll } from './destroy.ts';
import { endGrants, grant } from './grant.ts';
import { created, type Life } from './life.ts';
import type { Timeline } from './timeline.ts';

/** Sizes are bytes; what is not a whole page is left away. Domains by name. */
export type Action =
  | { readonly do: 'destroy'; readonly domain: string }
  /** Builds a destroyed domain again, as it was. */
  | { readonly do: 'recreate'; readonly domain: string }
  /** A toolstack creates a domain of heap memory. */
  | { readonly do: 'create'; readonly domain: string; readonly size: Bytes }
  /** The guest gives RAM up, and takes it back in chunks of 2^order pages. */
  | { readonly do: 'balloon-out'; readonly domain: string; readonly size: Bytes }
  | { readonly do: 'balloon-in'; readonly domain: string; readonly size: Bytes; readonly order?: number }
  /** The guest asks for more pages, which Xen does not map for it. */
  | { readonly do: 'increase'; readonly domain: string; readonly size: Bytes; readonly order?: number }
  | { readonly do: 'grant'; readonly domain: string; readonly to: string; readonly size: Bytes }
  | { readonly do: 'end-grant'; readonly domain: string; readonly to: string };

/** The timeline with what comes of an action behind it; a refusal is an event too. Nothing is changed in place. */
export function act(timeline: Timeline, action: Action): Timeline {
  const after = new After(timeline);
  carryOut(after, action);
  return after.done();
}

function carryOut(after: After, action: Action): void {
  const { verdict } = after.before.analysis;
  const life = running(after, action.domain);
  if (verdict === 'refused') return after.tell('not-booted', null, { of: action.domain, isRefused: true });
  if (action.do === 'create') return create(after, action.domain, pagesOf(action.size));
  if (action.do === 'recreate')
    return after.tell('recreate-refused', after.lifeOf(action.domain), {
      isRefused: true,
      of: action.domain,
    });
  if (action.do === 'end-grant') return endGrant(after, action.domain, action.to);
  if (life === null) return after.tell('no-such-domain', null, { of: action.domain, isRefused: true });
  if (action.do === 'destroy') return destroy(after, life);
  if (action.do === 'balloon-out') return giveUp(after, life, pagesOf(action.size));
  if (action.do === 'balloon-in') return takeBack(after, life, pagesOf(action.size), action.order ?? 0);
  if (action.do === 'increase') return increase(after, life, pagesOf(action.size), action.order ?? 0);
  const to = running(after, action.to);
  if (to === null) return after.tell('no-such-domain', null, { of: action.to, isRefused: true });
  grant(after, life, to, pagesOf(action.size));
}

/** Also after the domain that granted it is destroyed. */
function endGrant(after: After, name: string, toName: string): void {
  const life = after.lifeOf(name);
  const to = running(after, toName);
  if (life === null || to === null) {
    after.tell('no-such-domain', null, { of: life === null ? name : toName, isRefused: true });
    return;
  }
  endGrants(after, life, to);
  settleAll(after);
}

const pagesOf = (size: bigint): number => Number(size >> 12n);

function running(after: After, name: string): Life | null {
  const life = after.lifeOf(name);
  return life?.stage === 'running' ? life : null;
}

/** Of memory from anywhere; what Xen keeps about it is not counted. */
function create(after: After, name: string, pages: number): void {
  const id = 1 + Math.max(0, ...after.lives.map(({ owner }) => owner.id));
  const life = created({ name, id }, after.before.orders.guest);
  if (pages > after.free) {
    after.tell('populate-refused', life, { isRefused: true });
    return;
  }
  after.begin(life);
  after.tell('created', life, { pages, purpose: 'RAM' });
}
