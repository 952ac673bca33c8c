// A domain's stage-2 page tables: how many pages of its pool a mapping takes.
//
// Stands for p2m_set_entry and p2m_next_level (arch/arm/p2m.c up to 4.18, arch/arm/mmu/p2m.c since), with a root
// of level 0 (44 or 48 address bits) or 1 (fewer).
const SECOND = 512n;
const FIRST = 512n * 512n;
const ZEROETH = 512n * FIRST;
/** More tables than a level can have: 2^52 page frames take 2^43 of the last one. */
const LEVEL = 2 ** 44;

/** The tables below the root of one domain, and the pages left to make more. */
export class P2mTables {
  /** By level and slot, as one number. */
  readonly #tables = new Set<number>();
  /** Tables wholly inside one mapping, which no other mapping shares. */
  #inner = 0n;

  constructor(
    readonly pool: number,
    private readonly rootLevel: 0 | 1,
  ) {}

  get used(): bigint {
    return BigInt(this.#tables.size) + this.#inner;
  }

  /** Maps pages; false when the pool cannot hold the tables. All arguments are page frames. */
  map(guest: bigint, host: bigint, pages: bigint): boolean {
    if (pages <= 0n) return true;
    const end = guest + pages;
    const blocks = (size: bigint): boolean => (guest - host) % size === 0n && end % size === 0n;
    if (this.rootLevel === 0) this.#touch(1, guest / ZEROETH, (end - 1n) / ZEROETH);
    if (blocks(FIRST)) {
      if (guest % FIRST !== 0n) this.#touch(2, guest / FIRST, guest / FIRST);
    } else this.#touch(2, guest / FIRST, (end - 1n) / FIRST);
    if (blocks(SECOND)) {
      if (guest % SECOND !== 0n) this.#touch(3, guest / SECOND, guest / SECOND);
    } else this.#touch(3, guest / SECOND, (end - 1n) / SECOND);
    return this.used <= BigInt(this.pool);
  }

  /** Marks the tables from slot `first` to `last` of a level as made. */
  #touch(level: 1 | 2 | 3, first: bigint, last: bigint): void {
    this.#tables.add(level * LEVEL + Number(first));
    if (last !== first) this.#tables.add(level * LEVEL + Number(last));
    if (last - first > 1n) this.#inner += last - first - 1n;
  }
}
