// enhanced-static: Xenstore for a domain of static memory, which init-dom0less cannot set up on some releases.
import { addr } from '../../model/addr.ts';
import { containsAddr } from '../../model/range.ts';
import { holds, type Span } from '../../model/release.ts';
import type { DomainNode } from '../boot/domain-node.ts';
import type { Replay } from '../boot/replay.ts';
import type { Rule } from './rule.ts';

/** From the introduction of xen,enhanced until Xen allocates the Xenstore page itself. */
const BROKEN: Span = { since: '4.17', until: '4.21' };

export const enhancedStatic: Rule<Replay> = {
  id: 'enhanced-static',
  title: 'Xenstore for a domain of static memory',
  source: [
    { ...BROKEN, at: 'tools/helpers/init-dom0less.c: alloc_xs_page; xen/common/memory.c: populate_physmap' },
    { since: '4.21', at: 'alloc_xenstore_page (df2c03e2eb)' },
  ],
  check({ boot: { domains, target, hasDom0 } }) {
    if (!holds(BROKEN, target.release) || !hasDom0) return [];
    return domains.filter(failsToGetPage).map(({ name, path }) => ({
      severity: 'warning' as const,
      domain: name,
      path,
      property: 'xen,enhanced',
      message: `${name} wants Xenstore (xen,enhanced) and has static memory. Up to 4.20 init-dom0less in dom0 asks for one more page of the domain to share, and Xen has none to give to a domain of static memory: ${name} boots, but gets no Xenstore. Write xen,enhanced = "no-xenstore", or use 4.21.`,
    }));
  },
};

/** Xenstore's page: GUEST_MAGIC_BASE + XENSTORE_PFN_OFFSET pages (public/arch-arm.h). Guest physical. */
const XENSTORE_PAGE = addr(0x3900_1000n);

/** populate_physmap takes a page that was given up before, or for a direct-mapped domain the one at that very place. */
const failsToGetPage = ({ enhanced, staticMem, directMap }: DomainNode): boolean =>
  enhanced === 'full' &&
  staticMem !== null &&
  !(directMap && staticMem.some((bank) => containsAddr(bank, XENSTORE_PAGE)));
