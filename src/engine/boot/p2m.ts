// A domain's stage-2 page tables while it is built: what is mapped in them, and whether its pool can hold them.
//
// Stands for p2m_set_entry and p2m_next_level (arch/arm/p2m.c up to 4.18, arch/arm/mmu/p2m.c since), with a root
// of level 0 (44 or 48 address bits) or 1 (fewer).
import { entriesAfter, entriesOf, type MappedPages, type RootLevel, tablesOf } from './stage2.ts';

/** The tables below the root of one domain, and the pages there are to make them of. */
export class P2mTables {
  readonly #mapped: MappedPages[] = [];
  /** At least the tables in use: mappings that share one count it twice. */
  #most = 0n;
  #isShort = false;

  constructor(
    readonly pool: number,
    readonly rootLevel: RootLevel,
  ) {}

  /** In Xen's order. */
  get mapped(): readonly MappedPages[] {
    return this.#mapped;
  }

  get used(): bigint {
    return tablesOf(entriesAfter(this.#mapped), this.rootLevel);
  }

  /** Maps pages; false when the pool cannot hold the tables, now or before. All arguments are page frames. */
  map(guest: bigint, host: bigint, pages: bigint): boolean {
    if (pages > 0n) {
      const one = { guest, host, pages };
      this.#mapped.push(one);
      this.#most += tablesOf(entriesOf(one).toReversed(), this.rootLevel);
      if (!this.#isShort && this.#most > BigInt(this.pool)) {
        this.#most = this.used;
        this.#isShort = this.#most > BigInt(this.pool);
      }
    }
    return !this.#isShort;
  }
}
