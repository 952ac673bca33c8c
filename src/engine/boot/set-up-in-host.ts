// What becomes of the domain with the host's layout once it has its RAM: what its tree tells it, and where its modules go.
//
// Stands for the end of construct_dom0, and of construct_hwdom since 4.21 (arch/arm/domain_build.c).
import type { Range } from '../../model/range.ts';
import type { DomainOutcome, GuestBank } from '../analysis.ts';
import type { DomainNode } from './domain-node.ts';
import { gicOfDom0 } from './guest-layout.ts';
import { listedInHostTree } from './host-tree.ts';
import type { LoadedModule } from './kernel-image.ts';
import { loadInHost, tellHypervisor } from './load-host.ts';
import { gicVersion, originsOf } from './origins.ts';
import type { Boot } from './state.ts';

/** All but whose it is and what its memory is made of. */
export function setUpInHost(
  boot: Boot,
  domain: DomainNode,
  banks: readonly GuestBank[],
  kernel: LoadedModule | null,
  ramdisk: Range | null,
): Omit<DomainOutcome, 'name' | 'directMap' | 'memory' | 'shared'> {
  const hypervisor = tellHypervisor(boot, domain, banks, kernel);
  return {
    ...loadInHost(boot, domain, banks, kernel, ramdisk),
    gic: gicOfDom0(boot.plan.host),
    uart: null,
    ...hypervisor,
    listed: listedInHostTree(boot),
    origins: originsOf('host', gicVersion(boot), boot.target.release),
  };
}
