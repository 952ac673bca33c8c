// resv-child-named-memory: a reserved region is taken for RAM.
import type { Range } from '../../../model/range.ts';
import { domU, machine, MIB, wide } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const childNamedMemory: Refusal<Range> = {
  id: 'resv-child-named-memory',
  title: 'a reserved region is taken for RAM',
  brief: 'A reserved region is taken for RAM because of its name.',
  explain:
    'Up to 4.19 any node named memory or memory@… counts as RAM, at any depth, even below /reserved-memory. The region is then both RAM and reserved. Where it repeats part of a bank, the two overlap; where it lies elsewhere, Xen may use memory that is not there. From 4.20 only children of the root are looked at.',
  fix: 'Rename the node.',
  consequence: 'misbehaves',
  early: true,
  says: [],
  ends: [],
  source: [{ until: '4.20', at: 'arch/arm/bootfdt.c:early_scan_node' }],
};

export const example: Example = {
  release: '4.19',
  triggers: () => machine(domU(), { reserved: `memory@90000000 { reg = ${wide(0xc0000000, MIB)}; };` }),
  harmless: () => machine(domU(), { reserved: `buffer@90000000 { reg = ${wide(0xc0000000, MIB)}; };` }),
};
