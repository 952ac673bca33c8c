// What each `RESVD[n]` is for: Xen lists static memory, static heap, shared memory and firmware's reservations alike.
//
// Told apart by what other lines name, and by the order of recording: /memreserve/ first (from 4.19), then document
// order, in which `/chosen`'s own `xen,static-heap` comes right before what its children ask for.
import type { Range } from '../../model/range.ts';
import type { LoggedDomain, LoggedReserved, Use } from './facts.ts';

export interface Listed extends Range {
  readonly index: number;
  /** A /memreserve/ entry of a release that lists but does not record them. */
  readonly isOldMemreserve: boolean;
}

interface Known {
  readonly listed: readonly Listed[];
  /** Whether entries of /memreserve/ are recorded (from 4.19); they come first then. */
  readonly recordsMemreserve: boolean;
  /** Whether `/chosen` has a static heap. */
  readonly hasHeap: boolean;
  readonly domains: readonly LoggedDomain[];
  /** Ranges given to domains as shared memory; up to 4.18 these are among the reserved. */
  readonly sharedTaken: readonly Range[];
  /** Whether every domain was built: then what none of them got is no static memory. */
  readonly allBuilt: boolean;
}

const key = ({ start, size }: Range): string => `${start}+${size}`;

export function usesOf(known: Known): readonly LoggedReserved[] {
  const { listed, hasHeap, allBuilt } = known;
  const named = new Map<string, Use>(known.sharedTaken.map((range) => [key(range), { kind: 'shared' }]));
  for (const { domid, staticMem } of known.domains)
    staticMem.forEach((range, bank) => named.set(key(range), { kind: 'static', domid, bank }));
  const uses = listed.map((entry): Use | null =>
    entry.isOldMemreserve ? { kind: 'memreserve' } : (named.get(key(entry)) ?? null),
  );
  const first = uses.findIndex((use) => use?.kind === 'static');
  const free = uses.flatMap((use, i) => (use === null ? [i] : []));
  const heap = hasHeap ? heapAt(free, first, uses) : null;
  const firmwareIsLast = known.recordsMemreserve && first >= 0 && free.some((i) => i > first);
  let banks = 0;
  return listed.map((entry, i) => {
    const before = first < 0 || i < first;
    const use: Use =
      uses[i] ??
      (i === heap
        ? { kind: 'heap' }
        : !allBuilt || (hasHeap && before)
          ? { kind: 'unknown' }
          : before && firmwareIsLast
            ? { kind: 'memreserve' }
            : { kind: 'firmware' });
    return {
      start: entry.start,
      size: entry.size,
      index: entry.index,
      bank: entry.isOldMemreserve ? null : banks++,
      use,
    };
  });
}

/** The entry that can only be the static heap: right before the first static bank, or the only one left over. */
function heapAt(free: readonly number[], first: number, uses: readonly (Use | null)[]): number | null {
  if (first > 0 && uses[first - 1] === null) return first - 1;
  return free.length === 1 ? (free[0] ?? null) : null;
}
