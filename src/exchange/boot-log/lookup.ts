// The parts of a log by the numbers and addresses its lines use.
import type { BootLog, LoggedDomain, LoggedModule, LoggedReserved } from './facts.ts';
import type { Range } from '../../model/range.ts';

export interface Lookup {
  module(index: number): LoggedModule | undefined;
  moduleAt(start: bigint): LoggedModule | undefined;
  /** By number of its `RESVD` line. */
  reserved(index: number): LoggedReserved | undefined;
  shared(index: number): Range | undefined;
  domain(domid: number): LoggedDomain | undefined;
}

export function lookupIn(log: BootLog): Lookup {
  const modules = new Map(log.modules.map((one) => [one.index, one]));
  const starts = new Map<bigint, LoggedModule>(log.modules.map((one) => [one.start, one]));
  const reserved = new Map(log.reserved.map((one) => [one.index, one]));
  const shared = new Map(log.shared.map((one) => [one.index, one]));
  return {
    module: (index) => modules.get(index),
    moduleAt: (start) => starts.get(start),
    reserved: (index) => reserved.get(index),
    shared: (index) => shared.get(index),
    domain: (domid) => (domid === 0 ? (log.dom0 ?? undefined) : log.domains[domid - 1]),
  };
}

/** `domU1`, or `d1` as Xen numbers it where no line names it. */
export const domainName = (domain: LoggedDomain | undefined, domid: number): string =>
  domain?.name ?? `d${domid}`;
