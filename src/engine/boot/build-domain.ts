// Building one domain from its node, in Xen's order, up to the point where its guest could start.
//
// Stands for parse_dom0less_node, domain_create and construct_domU: arch/arm/domain_build.c up to 4.18,
// arch/arm/dom0less-build.c in 4.19 and 4.20, common/device-tree/dom0less-build.c since.
import { groupedHex } from '../../model/addr.ts';
import type { ModuleKind } from '../../model/plan.ts';
import { range } from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';
import type { DomainOutcome, GuestBank, Stage2, XenstorePage } from '../analysis.ts';
import { memoryMissing } from '../refusals/domain/memory-missing.ts';
import { xenstoreWithoutDom0 } from '../refusals/domain/xs-no-dom0.ts';
import { heapForDomain } from '../refusals/heap/heap-for-static-domain.ts';
import { poolNotFreed } from '../refusals/heap/p2m-pool.ts';
import { poolNoMemory } from '../refusals/heap/p2m-pool-nomem.ts';
import { kernelLost } from '../refusals/modules/mod-kernel-lost.ts';
import { legacyNames } from '../refusals/modules/mod-legacy-names.ts';
import { moduleUnmappable, moduleUnreadable } from '../refusals/modules/mod-outside-ram.ts';
import { kernelUnknown } from '../refusals/modules/mod-not-a-kernel.ts';
import { isUnmappable } from '../refusals/unmappable.ts';
import { staticConfigOffAssert, staticConfigOffLate } from '../refusals/static/static-config-off.ts';
import { setAffinity } from './affinity.ts';
import { MAX_MODULES } from './bootinfo.ts';
import { checkCreation, checkOptions } from './domain-options.ts';
import { buildHardware } from './hardware-domain.ts';
import { xenstoreTwice } from '../refusals/capabilities/caps-two-xenstore.ts';
import { colorsOfDomain } from './domain-colors.ts';
import { type DomainNode, domainTag, type ModuleRef, poolProperty } from './domain-node.ts';
import { takeOwnPages } from './domain-pages.ts';
import { failSetUp, stopDomain } from './domain-trace.ts';
import { paddr } from './format.ts';
import { imageLength, isBootable, type LoadedModule, usualHeader } from './kernel-image.ts';
import { gicRegions, GUEST_GRANT, GUEST_XENSTORE, uartRegion } from './guest-layout.ts';
import { domainPages, pagesIfAny, poolPages, takeHeap } from './heap.ts';
import { takeDynamicMemory } from './dynamic-memory.ts';
import { checkGuestMap } from './guest-map.ts';
import { checkWindows } from './guest-windows.ts';
import { placeModules } from './load-guest.ts';
import { checkOverwritten, noteLoaded } from './loaded-over.ts';
import { missingMemory } from './memory-property.ts';
import { NO_TABLES } from './mpu.ts';
import { gicVersion, type Layout, originsOf } from './origins.ts';
import { P2mTables } from './p2m.ts';
import { extentOf } from './overlap-index.ts';
import { passThrough } from './passthrough.ts';
import { mapShared } from './shared-memory.ts';
import { createVcpus, mapInterruptController, setUpVpl011 } from './virtual-devices.ts';
import type { Boot } from './state.ts';
import { unpackKernel } from './unpack-kernel.ts';
import { takeStaticMemory } from './static-memory.ts';

export function buildDomain(boot: Boot, domain: DomainNode): DomainOutcome {
  checkOptions(boot, domain);
  checkCreation(boot, domain);
  if (domain.isHardware) boot.hardwareDomain ??= domain.id;
  const colors = boot.coloring === null ? [] : colorsOfDomain(boot, boot.coloring, domain);
  const tables = new P2mTables(
    boot.target.kconfig.MPU ? NO_TABLES : poolPages(domain),
    boot.addressBits?.rootLevel ?? 0,
  );
  mapInterruptController(boot, domain, tables);
  const memory = readMemory(boot, domain, colors, tables);
  const kernel = probeKernel(boot, domain);
  const ramdisk = domain.ramdisk === null ? null : loaded(boot, domain.ramdisk, 'ramdisk', 'Ramdisk');
  const outcome = domain.isHardware
    ? buildHardware(boot, domain, memory, colors, kernel, ramdisk)
    : buildGuest(boot, domain, memory, colors, tables, kernel, ramdisk);
  setAffinity(boot, domain);
  if (domain.isXenstore) takeXenstore(boot, domain);
  return outcome;
}

/** set_xs_domain. */
function takeXenstore(boot: Boot, domain: DomainNode): void {
  const before = boot.xenstoreDomain;
  boot.xenstoreDomain ??= domain.id;
  if (before === null) return;
  stopDomain(
    boot,
    domain,
    xenstoreTwice,
    { id: before },
    {
      property: 'capabilities',
      message: `${domain.name} is to run Xenstore (capabilities), but d${before} already does.`,
    },
  );
}

function buildGuest(
  boot: Boot,
  domain: DomainNode,
  memory: bigint,
  colors: readonly number[],
  tables: P2mTables,
  kernel: LoadedModule | null,
  ramdisk: LoadedModule | null,
): DomainOutcome {
  const banks = giveMemory(boot, domain, memory, colors, tables);
  const shared = mapShared(boot, domain, tables);
  if (!boot.does.vpl011Last) setUpVpl011(boot, domain);
  const devices = passThrough(boot, domain, tables);
  const placed = placeModules(boot, domain, banks, devices, kernel, ramdisk);
  createVcpus(boot, domain);
  if (boot.does.vpl011Last) setUpVpl011(boot, domain);
  checkGuestMap(boot, domain, banks, placed);
  noteLoaded(boot, domain, banks, placed);
  checkWindows(boot, domain, banks, devices.windows);
  return {
    name: domain.name,
    directMap: domain.directMap,
    memory: boot.does.sharedInGuestMemory ? [...banks, ...shared.banks] : banks,
    kernel: placed.kernel,
    dtb: placed.dtb,
    initrd: placed.initrd,
    ...(placed.loaded.length === 0 ? {} : { loaded: placed.loaded }),
    gic: gicRegions(boot.plan.host, domain.directMap, domain.cpus ?? 1),
    uart: domain.vpl011 ? uartRegion(boot.plan.host, domain.directMap) : null,
    grant: domain.enhanced === null ? null : GUEST_GRANT,
    ...(placed.extended === undefined ? {} : { extended: placed.extended }),
    ...xenstoreOf(boot, domain),
    shared: shared.shared,
    origins: originsOf(layoutOf(domain), gicVersion(boot), boot.target.release),
    ...(devices.windows.length === 0 ? {} : { windows: devices.windows }),
    ...(boot.target.kconfig.MPU ? {} : { stage2: stage2Of(tables) }),
  };
}

const layoutOf = ({ staticMem, directMap }: DomainNode): Layout =>
  staticMem === null ? 'heap' : directMap ? 'direct' : 'packed';

/** alloc_xenstore_params and alloc_xenstore_page, or alloc_xs_page of tools/helpers/init-dom0less.c. */
function xenstoreOf(
  { does }: Boot,
  { enhanced, directMap }: DomainNode,
): { readonly xenstore?: XenstorePage } {
  if (enhanced === null || enhanced === 'no-xenstore') return {};
  const by = does.givesXenstorePage && enhanced === 'full' ? 'xen' : 'init-dom0less';
  return { xenstore: { at: directMap ? null : GUEST_XENSTORE, by } };
}

const stage2Of = ({ mapped, pool, rootLevel }: P2mTables): Stage2 => ({ mapped, pool, rootLevel });

/** The `memory` property and what Xen does before it looks for a kernel. Answers bytes. */
function readMemory(boot: Boot, domain: DomainNode, colors: readonly number[], tables: P2mTables): bigint {
  const { trace } = boot;
  const { memory, name } = domain;
  if (memory === null) {
    failSetUp(boot, domain, -22, memoryMissing, null, {
      property: 'memory',
      ...missingMemory(domain),
    });
    return 0n;
  }
  const pool = boot.target.kconfig.MPU ? 0 : poolPages(domain);
  if (!takeOwnPages(boot, pool, colors))
    failSetUp(boot, domain, -12, poolNoMemory, null, {
      property: poolProperty(domain) ?? 'memory',
      message: `${boot.coloring === null ? 'Xen’s heap has' : 'The colours of its domain have'} no ${sizeText(BigInt(pool) * 4096n)} left for the page tables of ${name}.`,
    });
  boot.pageLog?.add({
    what: 'heap-taken',
    ranges: [],
    of: `page tables of ${name}`,
    pages: pool,
    purpose: 'page tables',
    domain,
  });
  if (tables.used > BigInt(tables.pool))
    failSetUp(boot, domain, -12, poolNotFreed, null, {
      property: poolProperty(domain) ?? 'memory',
      message: `${name} needs ${tables.used} page tables for its interrupt controller alone; its pool is to have ${pool}.`,
    });
  const kib = memory.toString(16);
  trace.print(
    `*** LOADING DOMU cpus=${domain.cpus ?? 0} memory=${boot.does.wrapperTellsRc ? '0x' : ''}${kib}KB ***`,
  );
  const full = domain.enhanced === 'full';
  if (full && !boot.does.xenstoreCheckedLast && !boot.hasDom0)
    stopDomain(boot, domain, xenstoreWithoutDom0, null, {
      property: 'xen,enhanced',
      message: `${name} wants Xenstore (xen,enhanced), but there is no dom0 to run it.`,
    });
  return domain.memoryBytes;
}

/** Why the scan of the tree did not record a module. */
function whyUnknown({ info, does, scanEnd }: Boot, { range: at }: ModuleRef): string {
  if (scanEnd !== null) return `Xen stopped reading the tree at ${scanEnd.path}`;
  const isTaken = does.checksOverlap && info.firstMet(extentOf(at), true) !== null;
  return info.isFull('modules') && !isTaken
    ? `Xen has room for ${MAX_MODULES} modules`
    : 'its range was already taken';
}

function probeKernel(boot: Boot, domain: DomainNode): LoadedModule | null {
  const { trace } = boot;
  const { kernel, ramdisk, name } = domain;
  const found = kernel === null ? null : loaded(boot, kernel, 'kernel', 'Kernel');
  const moved = kernel !== null && boot.unpacked.has(kernel.range.start);
  const known = kernel !== null && boot.info.module('Kernel', kernel.range.start) !== undefined && !moved;
  if (kernel === null) {
    const legacy = domain.otherModules > 0;
    if (trace.panic?.rule !== 'mod-kernel-lost')
      failSetUp(boot, domain, -2, legacy ? legacyNames : kernelLost, null, {
        message: `${name} has ${legacy ? 'modules, but none directly under it' : 'no module'} with “multiboot,kernel” in its compatible.`,
      });
  } else if (found === null || found.size === 0n)
    failSetUp(boot, domain, -2, kernelLost, null, {
      message: `${name}’s kernel at ${groupedHex(kernel.range.start)} has no size.`,
    });
  else if (!known && !trace.stopped)
    failSetUp(boot, domain, -2, kernelLost, null, {
      range: kernel.range,
      path: kernel.path,
      property: 'reg',
      message: `${name}’s kernel at ${groupedHex(kernel.range.start)} ${moved ? 'is no longer known: Xen unpacked it for a domain before this one and keeps it elsewhere' : `was not recorded: ${whyUnknown(boot, kernel)}`}.`,
    });
  if (found === null || kernel === null) return null;
  trace.print(`Loading ${domainTag(domain)} kernel from boot module @ ${paddr(kernel.range.start)}`);
  if (ramdisk !== null && boot.info.module('Ramdisk', ramdisk.range.start) !== undefined)
    trace.print(`Loading ramdisk from boot module @ ${paddr(ramdisk.range.start)}`);
  checkOverwritten(boot, domain, range(found.start, found.size));
  if (!boot.files.has(`kernel ${kernel.range.start}`)) checkReadable(boot, domain, kernel);
  const image = unpackKernel(boot, domain, found);
  if (!isBootable(image, boot.platform))
    failSetUp(boot, domain, -22, kernelUnknown, null, {
      range: kernel.range,
      path: kernel.path,
      property: 'reg',
      message:
        image.header.kind === 'unknown'
          ? `${name}’s kernel has none of the image headers Xen knows.`
          : `${name}’s kernel is ${image.header.kind === 'Image' ? 'an arm64 Image, which a 32-bit Xen does not know' : 'a zImage that says it is longer than its module'}.`,
    });
  return { ...image, size: imageLength(image) };
}

/**
 * Where no boot loader can have put a kernel, Xen finds none: beyond what it can map, or below the gigabyte in which
 * RAM starts. Nearer to RAM there may be memory that the tree does not tell Xen of.
 */
function checkReadable(boot: Boot, domain: DomainNode, kernel: ModuleRef): void {
  const { start } = kernel.range;
  const lowest = boot.info.ram[0]?.start ?? 0n;
  const tooHigh = isUnmappable(start);
  if (!tooHigh && start >= (lowest & ~0x3fffffffn)) return;
  const told = {
    range: kernel.range,
    path: kernel.path,
    message: `${domain.name}’s kernel at ${groupedHex(start)} is ${tooHigh ? 'beyond what Xen can map' : `below all RAM, which starts at ${groupedHex(lowest)}`}: there is no kernel to be found.`,
  };
  if (tooHigh && boot.debug) stopDomain(boot, domain, moduleUnmappable, null, told);
  else failSetUp(boot, domain, -22, moduleUnreadable, null, told);
}

/** A module as recorded, else as its node says; its header from the file where one was given. */
function loaded(
  boot: Boot,
  ref: ModuleRef,
  kind: ModuleKind,
  recordedAs: 'Kernel' | 'Ramdisk',
): LoadedModule {
  const recorded = boot.info.module(recordedAs, ref.range.start);
  const file = boot.files.get(`${kind} ${ref.range.start}`) ?? null;
  if (file === null && kind === 'kernel') boot.assumed.add(`module:0x${ref.range.start.toString(16)}`);
  const size = recorded?.size ?? ref.range.size;
  return { start: ref.range.start, size, header: file?.header ?? usualHeader(boot.platform, size) };
}

function giveMemory(
  boot: Boot,
  domain: DomainNode,
  memory: bigint,
  colors: readonly number[],
  tables: P2mTables,
): readonly GuestBank[] {
  const { staticMem, name } = domain;
  if (staticMem !== null && !boot.target.kconfig.STATIC_MEMORY && !domain.directMap) {
    const told = {
      property: 'xen,static-mem',
      message: `${name} asks for static memory, which this Xen is built without.`,
    };
    if (boot.debug && boot.does.assertsNoStatic) stopDomain(boot, domain, staticConfigOffAssert, null, told);
    else failSetUp(boot, domain, -22, staticConfigOffLate, null, told);
  }
  const banks =
    staticMem === null
      ? takeDynamicMemory(boot, domain, memory, colors, tables)
      : takeStaticMemory(boot, domain, staticMem, tables);
  takeStructures(boot, domain);
  return banks;
}

/** What Xen keeps about a domain: some before its RAM, some after. */
function takeStructures(boot: Boot, domain: DomainNode): void {
  const { name } = domain;
  const pages = domainPages(boot, domain);
  if (!takeHeap(boot, pages))
    failSetUp(boot, domain, -12, heapForDomain, null, {
      ...(boot.info.usesStaticHeap
        ? { path: '/chosen', property: 'xen,static-heap' }
        : { property: 'memory' }),
      message: `Xen’s heap is too small for what it keeps about ${name}.`,
    });
  const more = pagesIfAny(boot, domain);
  takeHeap(boot, more);
  boot.pageLog?.add({
    what: 'heap-taken',
    ranges: [],
    of: `what Xen keeps about ${name}`,
    pages: pages + more,
    purpose: 'structures',
    domain,
  });
}
