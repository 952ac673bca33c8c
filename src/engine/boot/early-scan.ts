// Stage 1: reading the flattened tree once, in document order.
//
// Stands for boot_fdt_info and early_scan_node: arch/arm/bootfdt.c up to 4.19, common/device-tree/bootfdt.c in 4.20,
// common/device-tree/bootinfo-fdt.c since 4.21. First match wins per node.
import { groupedHex, MiB } from '../../model/addr.ts';
import { sizeText } from '../../model/size.ts';
import { byStart, range, type Range, subtract } from '../../model/range.ts';
import { cellCount, type Cells, isCompatible, numberAt } from '../../model/cells.ts';
import { isDomainNode } from '../../model/domain-nodes.ts';
import { findChild, findProperty, type TreeNode } from '../../model/tree.ts';
import { moduleOutsideRam } from '../refusals/modules/mod-outside-ram.ts';
import { blobInvalid } from '../refusals/parse/fdt-blob-invalid.ts';
import { memreserveTooMany } from '../refusals/parse/memreserve-too-many.ts';
import { ramNoDeviceType } from '../refusals/parse/ram-no-device-type.ts';
import { reservedCells } from '../refusals/reserved/resv-cells-default.ts';
import { childNamedMemory } from '../refusals/reserved/resv-child-named-memory.ts';
import { reservedDisabled } from '../refusals/reserved/resv-disabled.ts';
import { staticConfigOff } from '../refusals/static/static-config-off.ts';
import { MAX_BANKS } from './bootinfo.ts';
import { failNode, failure } from './early-failure.ts';
import { readBanks, readRanges } from './early-memory.ts';
import { addModule, readModule } from './early-modules.ts';
import { printMap } from './early-print.ts';
import { paddr } from './format.ts';
import { readShared } from './early-shared.ts';
import { noteUnknownInChosen } from './features.ts';
import {
  cellsBelow,
  cString,
  isAvailable,
  namedLike,
  ROOT_CELLS,
  type Visit,
  type Visited,
  walk,
} from './flat.ts';
import { extentOf } from './overlap-index.ts';
import { again, scanSetting } from './repeat.ts';
import type { Boot } from './state.ts';
import { checkXenAddress } from './xen-image.ts';
import { OWN_CELLS, staticCells } from './static-cells.ts';
import { rangeText } from './words.ts';

export function scanTree(boot: Boot): void {
  const { info, plan, does } = boot;
  if (does.mapsItselfFirst) checkXenAddress(boot);
  recordLoaded(boot);
  if (does.memreserveIsReserved && plan.tree.memreserve.length > MAX_BANKS)
    boot.trace.stop(memreserveTooMany, null, {
      path: '/memreserve/',
      message: `/memreserve/ has ${plan.tree.memreserve.length} entries; Xen records at most ${MAX_BANKS} reserved ranges.`,
    });
  if (does.memreserveIsReserved)
    plan.tree.memreserve.forEach((entry, i) =>
      info.addReserved(
        extentOf({
          ...entry,
          kind: 'memreserve',
          domain: null,
          path: null,
          label: `/memreserve/ entry ${i}`,
        }),
      ),
    );
  readTree(boot);
  info.ram.sort(byStart);
  noteModulesOutsideRam(boot);
  printMap(boot);
}

/** What is in a domain's node is read as in a boot before, where it would be read the same. */
function readTree(boot: Boot): void {
  const { root } = boot.plan.tree;
  const chosen = findChild(root, 'chosen');
  const setting = scanSetting(boot);
  const within =
    (of: Boot): Visit =>
    (at, below) =>
      visit(of, at) && below(within(of));
  walk(root, '/', (at, below) => visit(boot, at) && below(at.node === chosen ? inChosen : within(boot)));
  function inChosen(at: Visited, below: (then: Visit) => boolean): boolean {
    const { node } = at;
    const read = (of: Boot): boolean => within(of)(at, below);
    return isDomainNode(node) ? again(setting, boot, node, 0, read) : read(boot);
  }
}

function noteModulesOutsideRam(boot: Boot): void {
  const { info, trace } = boot;
  if (info.ram.length === 0) return;
  for (const module of info.modules) {
    if (module.kind === 'Xen' || module.kind === 'Device Tree' || module.size === 0n) continue;
    const outside = subtract([module], info.ram)[0];
    if (outside === undefined) continue;
    trace.note(moduleOutsideRam, null, 'warning', {
      path: module.path,
      property: module.property,
      range: module,
      involved: [module],
      message: `${module.label} is not in RAM from ${groupedHex(outside.start)} on: Xen aborts if there is no memory at that address.`,
    });
  }
}

/** Xen and the blob are the first two modules; where their place is not known they overlap nothing. */
function recordLoaded(boot: Boot): void {
  const { load } = boot.plan;
  const nowhere = range(0n, 0n);
  if (load.xen === null) boot.assumed.add('xen-image');
  if (load.fdt === null) boot.assumed.add('fdt');
  if (load.fdt !== null) checkBlob(boot, load.fdt);
  boot.info.addModule({
    ...(load.xen ?? nowhere),
    kind: 'Xen',
    domU: false,
    label: 'Xen itself',
    path: null,
    property: undefined,
  });
  addModule(boot, {
    kind: 'Device Tree',
    where: load.fdt ?? nowhere,
    domU: false,
    label: 'the device tree blob',
    domain: null,
    path: null,
    property: undefined,
  });
}

function checkBlob(boot: Boot, fdt: Range): void {
  if (fdt.start !== 0n && fdt.start % 8n === 0n && fdt.size <= 2n * MiB) return;
  boot.trace.stop(blobInvalid, fdt, {
    range: fdt,
    message:
      fdt.size > 2n * MiB
        ? `The device tree blob has ${sizeText(fdt.size)}; Xen takes at most 2 MiB.`
        : `The device tree blob is at ${groupedHex(fdt.start)}, which is not a multiple of 8 other than 0.`,
  });
}

/** Answers whether to go on scanning. */
function visit(boot: Boot, at: Visited): boolean {
  const { node, depth, path, cells } = at;
  const fail = (failed: Parameters<typeof failNode>[2]): boolean =>
    failNode(boot, { name: node.name, path }, failed);
  if (isRam(boot, at)) {
    if (depth > 1) noteRamChild(boot, at);
    readBanks(
      boot,
      { node, path, property: 'reg', cells, kind: 'ram', domain: null, label: (i) => `${path} bank ${i}` },
      fail,
    );
  } else if (depth === 1 && node.name.toLowerCase() === 'reserved-memory') readReserved(boot, at, fail);
  else if (
    depth <= 3 &&
    (isCompatible(node, 'xen,multiboot-module') || isCompatible(node, 'multiboot,module'))
  )
    readModule(boot, at);
  else if (depth === 1 && namedLike(node.name, 'chosen')) readChosen(boot, at, fail);
  else if (depth === 2 && isDomainNode(node)) readDomain(boot, at, fail);
  else if (depth <= 3 && isCompatible(node, 'xen,domain-shared-memory-v1')) readShared(boot, at, fail);
  return boot.scanEnd === null;
}

type Failing = (failed: Parameters<typeof failNode>[2]) => boolean;

function isRam(boot: Boot, { node, depth, path }: Visited): boolean {
  if (!namedLike(node.name, 'memory')) return false;
  if (!boot.does.strictMemoryNode) return true;
  if (depth !== 1) return false;
  const type = findProperty(node, 'device_type');
  if (type !== undefined && type.length > 6 && cString(type) === 'memory') return true;
  if (findProperty(node, 'reg') !== undefined)
    boot.trace.note(ramNoDeviceType, path, 'silent', {
      path,
      property: 'device_type',
      message: `${path} is not used as RAM: it lacks device_type = "memory".`,
    });
  return false;
}

function noteRamChild(boot: Boot, at: Visited): void {
  boot.trace.note(childNamedMemory, range(0n, 0n), 'silent', {
    path: at.path,
    message: `Xen ${boot.target.release} takes ${at.path} for RAM because of its name.`,
  });
}

/** Every node below /reserved-memory, with cells counted from this node alone. */
function readReserved(boot: Boot, at: Visited, fail: Failing): void {
  const own = cellsBelow(at.node, ROOT_CELLS);
  const meant = cellsBelow(at.node, at.cells);
  if (
    (own.address !== meant.address || own.size !== meant.size) &&
    at.node.children.some((child) => findProperty(child, 'reg') !== undefined)
  )
    boot.trace.note(reservedCells, null, 'silent', {
      path: at.path,
      message: `${at.path} states no cells: Xen reads its regions with ${own.address}/${own.size} cells, not with the root’s ${meant.address}/${meant.size}.`,
    });
  const read: Visit = ({ node, path, cells }, below) => {
    if (boot.does.readsStatus && !isAvailable(node)) noteDisabled(boot, node, path, cells);
    readBanks(
      boot,
      {
        node,
        path,
        property: 'reg',
        cells,
        kind: 'reserved',
        domain: null,
        label: (i) => (i === 0 ? path : `${path} region ${i}`),
      },
      fail,
    );
    return boot.scanEnd === null && below(read);
  };
  walk(at.node, at.path, read);
}

/** What a disabled node would have reserved is memory like any other. */
function noteDisabled(boot: Boot, node: TreeNode, path: string, cells: Cells): void {
  const reg = findProperty(node, 'reg');
  const region = reg === undefined ? undefined : readRanges(boot, reg, cells).find(({ size }) => size > 0n);
  if (region === undefined) return;
  boot.trace.note(reservedDisabled, null, 'info', {
    path,
    property: 'status',
    range: region,
    message: `${path} is disabled: Xen ${boot.target.release} does not keep out of ${rangeText(region)}.`,
  });
}

function readChosen(boot: Boot, at: Visited, fail: Failing): void {
  const { info, trace, does } = boot;
  const heap = findProperty(at.node, 'xen,static-heap');
  if (heap !== undefined && does.has417Features) {
    trace.print('Checking for static heap in /chosen');
    readBanks(
      boot,
      {
        node: at.node,
        path: at.path,
        property: 'xen,static-heap',
        cells: at.cells,
        kind: 'static-heap',
        domain: null,
        label: (i) => `static heap bank ${i}`,
      },
      fail,
    );
    if (boot.scanEnd !== null) return;
    info.usesStaticHeap = true;
  }
  noteUnknownInChosen(boot, at.node);
  trace.print('Checking for initrd in /chosen');
  const start = findProperty(at.node, 'linux,initrd-start');
  const end = findProperty(at.node, 'linux,initrd-end');
  if (start === undefined || end === undefined) return;
  const from = numberAt(start, 0, cellCount(start)) ?? 0n;
  const to = numberAt(end, 0, cellCount(end)) ?? 0n;
  if (to <= from) return;
  trace.print(`Initrd ${paddr(from)}-${paddr(does.moduleLineInclusive ? to - 1n : to)}`);
  addModule(boot, {
    kind: 'Ramdisk',
    where: range(from, to - from),
    domU: false,
    label: 'dom0’s ramdisk',
    domain: null,
    path: at.path,
    property: 'linux,initrd-start',
  });
}

function readDomain(boot: Boot, at: Visited, fail: Failing): void {
  const { node, path } = at;
  boot.trace.print('Checking for "xen,static-mem" in domain node');
  if (findProperty(node, 'xen,static-mem') === undefined) return;
  if (boot.does.rejectsStaticWhenOff && !boot.target.kconfig.STATIC_MEMORY) {
    fail(
      failure(-22, staticConfigOff, null, {
        path,
        property: 'xen,static-mem',
        domain: node.name,
        message: `${node.name} asks for static memory, which this Xen is built without.`,
      }),
    );
    return;
  }
  readBanks(
    boot,
    {
      node,
      path,
      property: 'xen,static-mem',
      cells: staticCells(boot, node, at.cells),
      cellsPrefix: boot.does.plainStaticCells ? '' : OWN_CELLS,
      kind: 'static-domain',
      domain: node.name,
      label: (i) => `${node.name} bank ${i}`,
    },
    fail,
  );
}
