// Names for the ranges of a log: what `bank[3]`, `mod[2]` and a bare address stand for, from the log itself and, where a
// design is open, from what its boot would record.
import type { Analysis } from '../../engine/analysis.ts';
import { pack } from '../../engine/boot/guest-layout.ts';
import { compare } from '../../model/addr.ts';
import { entities, entityLabel, hostRange } from '../../model/entities.ts';
import type { Plan } from '../../model/plan.ts';
import { containsRange, isEmpty, range, type Range } from '../../model/range.ts';
import type { BootLog, LoggedDomain, LoggedModule, LoggedReserved } from './facts.ts';
import { domainName, type Lookup } from './lookup.ts';

export interface Named extends Range {
  readonly label: string;
}

/** A design beside the log, with the boot predicted for the Xen of the log. */
export interface Design {
  readonly plan: Plan;
  readonly analysis: Analysis;
}

const MODULE_WORDS: Readonly<Record<string, string>> = {
  Kernel: 'kernel',
  Ramdisk: 'ramdisk',
  DTB: 'device tree for passthrough',
};

/** Names of one source, looked up by range. */
export class Names {
  readonly #exact = new Map<string, string>();
  readonly #sorted: readonly Named[];

  constructor(named: readonly Named[]) {
    for (const one of named) if (!this.#exact.has(key(one))) this.#exact.set(key(one), one.label);
    this.#sorted = named.filter((one) => !isEmpty(one)).toSorted((a, b) => compare(a.start, b.start));
  }

  /** Of just this range. */
  of(range: Range): string | null {
    return this.#exact.get(key(range)) ?? null;
  }

  /** Of the range that has this one in it. */
  around(inner: Range): string | null {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sorted[middle]?.start ?? 0n) <= inner.start) low = middle + 1;
      else high = middle;
    }
    for (let i = low - 1; i >= Math.max(0, low - NEAR); i -= 1) {
      const one = this.#sorted[i];
      if (one !== undefined && containsRange(one, inner)) return one.label;
    }
    return null;
  }
}

/** Ranges looked at downwards from an address: ranges of one list hardly ever overlap. */
const NEAR = 8;
const key = ({ start, size }: Range): string => `${start}+${size}`;

export function moduleLabel(lookup: Lookup, { what, users, node }: LoggedModule): string {
  if (what === 'Xen') return 'Xen itself';
  if (what === 'Device Tree') return 'the device tree blob';
  const word = MODULE_WORDS[what] ?? 'module';
  const owners =
    users.length > 0
      ? users.map((domid) => domainName(lookup.domain(domid), domid))
      : node === null
        ? []
        : [node];
  const whose = owners.map((name) => (name === 'chosen' ? 'dom0' : name)).slice(0, 3);
  return whose.length === 0 ? `a ${word} that no line gives to a domain` : `${whose.join(' and ')}’s ${word}`;
}

export function reservedLabel(lookup: Lookup, { use }: LoggedReserved): string {
  switch (use.kind) {
    case 'static':
      return `${domainName(lookup.domain(use.domid), use.domid)}’s static bank ${use.bank}`;
    case 'heap':
      return 'Xen’s static heap';
    case 'memreserve':
      return 'a /memreserve/ entry';
    case 'firmware':
      return 'reserved memory of the board';
    case 'shared':
      return 'static shared memory';
    case 'unknown':
      return 'a reservation this log does not name';
  }
}

/** Names the log itself gives. */
export const namesInLog = (log: BootLog, lookup: Lookup): Names =>
  new Names([
    ...log.reserved.map((one) => ({ ...one, label: reservedLabel(lookup, one) })),
    ...log.shared.map((one) => ({ ...one, label: `shared memory ${one.index}` })),
    ...log.modules.map((one) => ({ ...one, label: moduleLabel(lookup, one) })),
  ]);

/** Names a design gives: what its boot records, then whatever else it has at a host address, RAM and devices aside. */
export const namesInDesign = ({ plan, analysis: { recorded } }: Design): Names =>
  new Names([
    ...recorded.reserved,
    ...recorded.shared,
    ...recorded.modules,
    ...[...entities(plan)].flatMap(([, entity]): Named[] => {
      const at = entity.kind === 'ram' || entity.kind === 'device' ? null : hostRange(entity);
      return at === null ? [] : [{ ...at, label: entityLabel(plan, entity) }];
    }),
  ]);

/** The host physical address behind a guest's; null where the log does not tell. */
export function hostOf(domain: LoggedDomain, guest: bigint): bigint | null {
  const { staticMem, directMap } = domain;
  if (staticMem.length === 0) return domain.domid === 0 ? guest : null;
  if (directMap !== false) return directMap === true ? guest : null;
  for (const piece of pack(staticMem).mapped.flat())
    if (guest >= piece.guest && guest < piece.guest + piece.size) return piece.host + (guest - piece.guest);
  return null;
}

/** One byte, to ask what is around it. */
export const byteAt = (at: bigint): Range => range(at, 1n);
