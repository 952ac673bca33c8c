// iommu-leak-419: a domain gets an IOMMU context by another’s wish.
import { machine, pair } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

const smmu = 'iommu@b000000 { compatible = "arm,mmu-500"; };';

export const passthroughLeaks: Refusal<unknown> = {
  id: 'iommu-leak-419',
  title: 'a domain gets an IOMMU context by another’s wish',
  brief: 'A domain gets an IOMMU context because one before it asked for passthrough.',
  explain:
    '4.19 and 4.20 keep what one domain said of passthrough for all domains after it. The other domain boots and works; Xen builds IOMMU page tables for it that nobody asked for, and takes their memory from the heap.',
  fix: 'Put domains with passthrough = "enabled" last, or say passthrough in none.',
  consequence: 'misbehaves',
  early: false,
  says: [],
  ends: [],
  source: [{ since: '4.19', until: '4.21', at: 'arch/arm/dom0less-build.c:create_domUs' }],
};

export const example: Example = {
  release: '4.20',
  triggers: () => machine(pair('passthrough = "enabled";', ''), { devices: smmu }),
  harmless: () => machine(pair('', 'passthrough = "enabled";'), { devices: smmu }),
};
