// superpages: static memory that cannot be mapped in pages of 2 MiB throughout.
import { groupedHex, MiB } from '../../model/addr.ts';
import { sizeText } from '../../model/size.ts';
import type { Range } from '../../model/range.ts';
import type { DomainNode } from '../boot/domain-node.ts';
import type { Replay } from '../boot/replay.ts';
import { Kept } from '../../model/kept.ts';
import type { Rule } from './rule.ts';

/** Bits of an address that lie within a page of 2 MiB. */
const INSIDE = 2n * MiB - 1n;

interface OddBank {
  readonly name: string;
  readonly path: string;
  readonly bank: Range;
  readonly i: number;
}

const kept = new Kept<DomainNode, readonly OddBank[]>();

const oddBanks = ({ name, path, staticMem }: DomainNode): readonly OddBank[] =>
  (staticMem ?? []).flatMap((bank, i) =>
    bank.size > 0n && ((bank.start | bank.size) & INSIDE) !== 0n ? [{ name, path, bank, i }] : [],
  );

export const superpages: Rule<Replay> = {
  id: 'superpages',
  title: 'static memory that cannot be mapped in pages of 2 MiB throughout',
  source: [{ at: 'xen/arch/arm/mmu/p2m.c: p2m_set_entry, XEN_PT_MAPPING_ORDER' }],
  check({ boot: { domains } }) {
    const odd = domains.flatMap((domain) => kept.of(domain, [], () => oddBanks(domain)));
    const [first] = odd;
    if (first === undefined) return [];
    const { name, path, bank, i } = first;
    const more =
      odd.length > 1 ? ` (and ${odd.length - 1} more such ${odd.length > 2 ? 'banks' : 'bank'})` : '';
    return [
      {
        severity: 'info',
        domain: name,
        path,
        property: 'xen,static-mem',
        range: bank,
        message: `${name} bank ${i}${more}, ${sizeText(bank.size)} at ${groupedHex(bank.start)}, does not start and end at a multiple of 2 MiB: Xen maps its edges, or all of it, in pages of 4 KiB, which costs page tables and speed.`,
      },
    ];
  },
};
