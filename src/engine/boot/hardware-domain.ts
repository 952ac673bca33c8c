// A hardware domain from a node of /chosen: built like dom0, from what its node says.
//
// Stands for construct_hwdom (arch/arm/domain_build.c, since 4.21). `xen,static-mem` is reserved for it and not used.
import { range } from '../../model/range.ts';
import type { DomainOutcome } from '../analysis.ts';
import { interruptTaken } from '../refusals/passthrough/pt-irq-taken.ts';
import { interruptsOfHardware } from './device-holders.ts';
import { type DomainNode, domainTag } from './domain-node.ts';
import { failSetUp } from './domain-trace.ts';
import { takeColoredHostMemory } from './colored-host-memory.ts';
import { checkHostAddresses, checkHostPages } from './host-pages.ts';
import { checkHostTree } from './host-tree.ts';
import { takeHostTables } from './host-tables.ts';
import { takeHostMemory, tellGrantRange } from './host-memory.ts';
import { fitsInHost } from './load-host.ts';
import { setUpInHost } from './set-up-in-host.ts';
import type { LoadedModule } from './kernel-image.ts';
import { P2mTables } from './p2m.ts';
import { mapShared } from './shared-memory.ts';
import type { Boot } from './state.ts';

export function buildHardware(
  boot: Boot,
  domain: DomainNode,
  memory: bigint,
  colors: readonly number[],
  kernel: LoadedModule | null,
  ramdisk: LoadedModule | null,
): DomainOutcome {
  const initrd = ramdisk === null ? null : range(ramdisk.start, ramdisk.size);
  const said = { path: domain.path, property: 'memory' };
  const { coloring } = boot;
  tellGrantRange(boot);
  const banks =
    coloring === null || domain.directMap
      ? takeHostMemory(boot, domain, memory, kernel, said)
      : takeColoredHostMemory(boot, domain, memory, {
          colors,
          said,
          holdsModules: (bank) => kernel !== null && fitsInHost(boot, bank, kernel, initrd),
        });
  if (coloring === null) takeHostTables(boot, domain, banks);
  const shared = mapShared(boot, domain, new P2mTables(Number.MAX_SAFE_INTEGER, 0));
  checkInterrupts(boot, domain);
  checkHostAddresses(boot, domain);
  checkHostTree(boot, domain.name);
  checkHostPages(boot, domain.name);
  return {
    name: domain.name,
    directMap: domain.directMap,
    memory: [...banks, ...shared.banks],
    shared: shared.shared,
    ...setUpInHost(boot, domain, banks, kernel, initrd),
  };
}

/** It gets the interrupts of all devices that stay with the host; a domain before it may have one. */
function checkInterrupts(boot: Boot, domain: DomainNode): void {
  for (const irq of interruptsOfHardware(boot)) {
    const holder = boot.given.interrupts.get(irq);
    if (holder === undefined) continue;
    const params = { irq, id: domain.id, tag: domainTag(domain), holder };
    failSetUp(boot, domain, -16, interruptTaken, params, {
      message: `${domain.name} is to have all devices of the host, but interrupt ${irq} of one is d${holder}’s: the host’s node is not marked xen,passthrough.`,
    });
    return;
  }
}
