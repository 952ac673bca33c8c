// dom0, as far as the device tree decides it: Xen takes its RAM from the heap, one to one.
//
// Stands for create_dom0 and allocate_memory_11 (arch/arm/domain_build.c, every release).
import type { DomainOutcome } from '../analysis.ts';
import { addr } from '../../model/addr.ts';
import { range } from '../../model/range.ts';
import { dom0Shared } from './domain-node.ts';
import { gicRegions } from './guest-layout.ts';
import type { Boot } from './state.ts';

export function dom0Outcome(boot: Boot): DomainOutcome {
  const shared = dom0Shared(boot);
  boot.trace.print('*** LOADING DOMAIN 0 ***');
  return {
    name: 'dom0',
    directMap: true,
    memory: boot.does.sharedInGuestMemory
      ? shared.map((ref) => ({
          guest: addr(ref.guest),
          size: ref.size,
          host: ref.host === null ? null : [range(ref.host, ref.size)],
        }))
      : [],
    kernel: null,
    dtb: null,
    initrd: null,
    gic: gicRegions(boot.plan.host, true, boot.plan.host.cpus),
    uart: null,
    grant: null,
    shared: shared.map((ref) => ({
      id: ref.shmId ?? '',
      guest: addr(ref.guest),
      host: ref.host === null ? null : addr(ref.host),
      size: ref.size,
    })),
  };
}
