// dom0: its kernel, and RAM that Xen takes from the heap and maps one to one.
//
// Stands for create_dom0 and construct_dom0 (arch/arm/domain_build.c, every release).
import { MiB } from '../../model/addr.ts';
import { dom0MemoryOf } from '../../model/command-line.ts';
import type { DomainOutcome } from '../analysis.ts';
import { dom0MemoryDefault } from '../refusals/heap/dom0-mem-default.ts';
import { kernelLost } from '../refusals/modules/mod-kernel-lost.ts';
import { wordsOf, wrapDom0 } from '../refusals/wrappers.ts';
import { xenCommandLine } from './command-line.ts';
import { dom0Node } from './domain-node.ts';
import { paddr } from './format.ts';
import { checkHostAddresses, checkHostPages } from './host-pages.ts';
import { checkHostTree } from './host-tree.ts';
import { P2mTables } from './p2m.ts';
import { mapShared } from './shared-memory.ts';
import { takeColoredHostMemory } from './colored-host-memory.ts';
import { colorsOfDom0 } from './domain-colors.ts';
import { takeHostTables } from './host-tables.ts';
import { takeHostMemory, tellGrantRange } from './host-memory.ts';
import { fitsInHost, probeInHost } from './load-host.ts';
import { setUpInHost } from './set-up-in-host.ts';
import type { Boot } from './state.ts';

/** Where dom0_mem is said. */
const COMMAND_LINE = { path: '/chosen', property: 'xen,xen-bootargs' };
/** What Xen gives a dom0 whose dom0_mem is not stated. */
const DEFAULT_MEMORY = 512n * MiB;

export function buildDom0(boot: Boot): DomainOutcome {
  const { trace, info } = boot;
  const kernel = info.modules.find((module) => module.kind === 'Kernel' && !module.domU);
  const ramdisk = info.modules.find((module) => module.kind === 'Ramdisk' && !module.domU);
  trace.print('*** LOADING DOMAIN 0 ***');
  const memory = wantedMemory(boot);
  if (kernel === undefined || kernel.size === 0n)
    trace.stop(kernelLost, null, {
      domain: 'dom0',
      path: '/chosen',
      ending: wordsOf(wrapDom0, { rc: -2 }, trace.at),
      message: 'dom0’s kernel has no size.',
    });
  else trace.print(`Loading d0 kernel from boot module @ ${paddr(kernel.start)}`);
  if (ramdisk !== undefined) trace.print(`Loading ramdisk from boot module @ ${paddr(ramdisk.start)}`);
  const image = kernel === undefined ? null : probeInHost(boot, dom0Node(boot), kernel);
  const { coloring } = boot;
  if (boot.does.grantRangeFirst) tellGrantRange(boot);
  const banks =
    coloring === null
      ? takeHostMemory(boot, dom0Node(boot), memory, image, COMMAND_LINE)
      : takeColoredHostMemory(boot, dom0Node(boot), memory, {
          colors: colorsOfDom0(boot, coloring, dom0Node(boot)),
          said: COMMAND_LINE,
          holdsModules: (bank) => image !== null && fitsInHost(boot, bank, image, ramdisk ?? null),
        });
  if (!boot.does.grantRangeFirst) tellGrantRange(boot);
  if (coloring === null) takeHostTables(boot, dom0Node(boot), banks);
  const shared = mapShared(boot, dom0Node(boot), new P2mTables(Number.MAX_SAFE_INTEGER, 0));
  checkHostAddresses(boot, dom0Node(boot));
  checkHostTree(boot, 'dom0');
  checkHostPages(boot, 'dom0');
  return {
    name: 'dom0',
    directMap: coloring === null,
    memory: boot.does.sharedInGuestMemory ? [...banks, ...shared.banks] : banks,
    shared: shared.shared,
    ...setUpInHost(boot, dom0Node(boot), banks, image, ramdisk ?? null),
  };
}

function wantedMemory(boot: Boot): bigint {
  const given = dom0MemoryOf(xenCommandLine(boot))?.bytes ?? null;
  if (given !== null && given > 0n) return given;
  boot.warnings.push({
    refusal: dom0MemoryDefault,
    told: {
      domain: 'dom0',
      ...COMMAND_LINE,
      message: `Xen’s command line ${given === null ? 'has no' : 'says no size Xen can read for'} dom0_mem, so dom0 gets 512 MiB.`,
    },
  });
  return DEFAULT_MEMORY;
}
