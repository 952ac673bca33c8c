// Recording what happens to one domain, with the words of the functions that give up on it.
import type { Range } from '../../model/range.ts';
import type { Refusal } from '../refusals/refusal.ts';
import {
  wordsOf,
  wrapDom0,
  wrapDomU,
  wrapDomUCreate,
  wrapStatic,
  wrapStaticDirect,
} from '../refusals/wrappers.ts';
import type { DomainNode } from './domain-node.ts';
import type { Boot } from './state.ts';
import type { Told } from './trace.ts';

export type Detail = Partial<Told> & { readonly message: string };

/** construct_domU, or construct_dom0, gave an error: `Could not set up …`. */
export function failSetUp<P>(
  boot: Boot,
  domain: DomainNode,
  rc: number,
  refusal: Refusal<P>,
  params: P,
  detail: Detail,
): void {
  const { at } = boot.trace;
  const ending =
    domain.id === 0 ? wordsOf(wrapDom0, { rc }, at) : wordsOf(wrapDomU, { name: domain.printed, rc }, at);
  boot.trace.stop(refusal, params, { domain: domain.name, path: domain.path, ending, ...detail });
}

/** domain_create gave an error: `Error creating domain …`. */
export function failCreate<P>(
  boot: Boot,
  domain: DomainNode,
  rc: number,
  refusal: Refusal<P>,
  params: P,
  detail: Detail,
): void {
  const ending = wordsOf(wrapDomUCreate, { name: domain.printed, rc }, boot.trace.at);
  boot.trace.stop(refusal, params, { domain: domain.name, path: domain.path, ending, ...detail });
}

/** The domain’s static memory could not be had: its own panic. */
export function failStatic<P>(
  boot: Boot,
  domain: DomainNode,
  refusal: Refusal<P>,
  params: P,
  detail: Detail,
): void {
  const ending = wordsOf(
    domain.directMap ? wrapStaticDirect : wrapStatic,
    { domid: domain.id },
    boot.trace.at,
  );
  boot.trace.stop(refusal, params, { domain: domain.name, path: domain.path, ending, ...detail });
}

/** The refusal words its own end, or Xen aborts, asserts or hangs. */
export function stopDomain<P>(
  boot: Boot,
  domain: DomainNode,
  refusal: Refusal<P>,
  params: P,
  detail: Detail,
): void {
  boot.trace.stop(refusal, params, { domain: domain.name, path: domain.path, ...detail });
}

export const guestRange = (range: Range): Pick<Told, 'space' | 'range'> => ({ space: 'guest', range });
