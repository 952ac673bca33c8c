// A Xen for CPUs with an MPU: what it asks for more than one with an MMU, and where it stops, for nothing there runs a
// domain yet. What comes after that is replayed as with an MMU.
//
// Stands for what arch/arm/mpu and arch/arm/arm32/mpu have of setup_mm, setup_virt_paging and p2m_set_entry, and for
// v8r_el1_msa in create_dom0.
import { mpuDom0 } from '../refusals/mpu/mpu-dom0.ts';
import { mpuNoHeap } from '../refusals/mpu/mpu-static-heap.ts';
import { mpuMapping, mpuMemory, mpuPaging } from '../refusals/mpu/mpu-unimplemented.ts';
import type { DomainNode } from './domain-node.ts';
import { stopDomain } from './domain-trace.ts';
import type { Boot } from './state.ts';

/** More page tables than any mapping takes: an MPU has none. */
export const NO_TABLES = Number.MAX_SAFE_INTEGER;

export function setUpMpuMemory(boot: Boot): void {
  const { does, info, target, trace } = boot;
  if (!target.kconfig.MPU) return;
  if (!does.setsUpMpuMemory)
    trace.stop(mpuMemory, null, {
      message: `Xen ${target.release} can be built for an MPU, but not set up memory there.`,
    });
  else if (!info.usesStaticHeap)
    trace.stop(mpuNoHeap, null, {
      path: '/chosen',
      property: 'xen,static-heap',
      message: 'Xen takes its heap from xen,static-heap alone on an MPU, and there is none.',
    });
}

/** Before domains are built. */
export function setUpMpuPaging({ does, platform, target, trace }: Boot): void {
  if (target.kconfig.MPU && does.setsUpMpuMemory && platform.longBits === 32)
    trace.stop(mpuPaging, null, {
      message: `A 32-bit Xen ${target.release} cannot set up the guests’ address translation on an MPU yet.`,
    });
}

/** create_dom0. */
export function refuseDom0({ does, target, trace }: Boot): void {
  if (!target.kconfig.MPU || !does.readsMsa) return;
  trace.stop(mpuDom0, null, {
    domain: 'dom0',
    path: '/chosen',
    message: 'Xen creates dom0 without a word on what it uses at EL1, and refuses that on an MPU.',
  });
}

/** A domain's first memory: Xen has taken it, and is about to let the domain have it. */
export function mapOnMpu(boot: Boot, domain: DomainNode): void {
  if (boot.target.kconfig.MPU && !boot.trace.stopped)
    stopDomain(boot, domain, mpuMapping, null, {
      message: `Xen ${boot.target.release} cannot let ${domain.name} have memory on an MPU yet.`,
    });
}
