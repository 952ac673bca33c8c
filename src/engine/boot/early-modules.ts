// Boot modules and their command lines as the early parser records them.
//
// Stands for process_multiboot_node (bootfdt.c, bootinfo-fdt.c since 4.21), add_boot_module and add_boot_cmdline
// (setup.c up to 4.19, bootinfo.c since).
import { isCompatible } from '../../model/cells.ts';
import { groupedHex } from '../../model/addr.ts';
import { isDomainNode } from '../../model/domain-nodes.ts';
import { range, type Range } from '../../model/range.ts';
import { findProperty } from '../../model/tree.ts';
import { commandLineLong } from '../refusals/modules/mod-cmdline-long.ts';
import { dom0Lost } from '../refusals/modules/mod-dom0-domU-share.ts';
import { moduleNoReg } from '../refusals/modules/mod-no-reg.ts';
import { moduleOverlap } from '../refusals/modules/mod-overlap.ts';
import { modulePathLong } from '../refusals/modules/mod-path-long.ts';
import { ramdiskLost } from '../refusals/modules/mod-ramdisk-lost.ts';
import { moduleRegShort } from '../refusals/modules/mod-reg-short.ts';
import { modulesTooMany } from '../refusals/modules/mod-too-many.ts';
import type { Overlap } from '../refusals/overlap.ts';
import { fdtOverXen } from '../refusals/parse/fdt-overlaps-xen.ts';
import { swallowsOwnKernel } from '../refusals/static/static-swallows-own-kernel.ts';
import { type BootModuleKind, type Hit, MAX_MODULES } from './bootinfo.ts';
import type { Refusal } from '../refusals/refusal.ts';
import { noteWide, noteWidth, readNumber } from './early-memory.ts';
import { cString, type Visited } from './flat.ts';
import { extentOf } from './overlap-index.ts';
import type { Boot } from './state.ts';
import { overlapText } from './words.ts';

/** Size of process_multiboot_node's path buffer. */
const PATH_ROOM = 92;
/** BOOTMOD_MAX_CMDLINE, in characters; of so many the last is lost to the terminating zero (safe_strcpy). */
const COMMAND_LINE_MAX = 1024;

/** Modules without a telling compatible are taken for kernel, then ramdisk. */
function kindOf({ info }: Boot, at: Visited): BootModuleKind {
  const is = (name: string): boolean => isCompatible(at.node, name);
  if (is('xen,linux-zimage') || is('multiboot,kernel')) return 'Kernel';
  if (is('xen,linux-initrd') || is('multiboot,ramdisk')) return 'Ramdisk';
  if (is('xen,xsm-policy')) return 'XSM';
  if (is('multiboot,device-tree')) return 'DTB';
  const number = info.nextUntold();
  return number === 1 ? 'Kernel' : number === 2 ? 'Ramdisk' : 'Unknown';
}

const NAMES: Partial<Record<BootModuleKind, string>> = {
  Kernel: 'kernel',
  Ramdisk: 'ramdisk',
  DTB: 'device tree',
};

/** Reads a module node. */
export function readModule(boot: Boot, at: Visited): void {
  if (!at.path.startsWith('/chosen')) return;
  const domU = isDomainNode(at.parent);
  const domain = domU ? at.parent.name : null;
  const { trace } = boot;
  if (at.path.length >= PATH_ROOM) {
    trace.note(modulePathLong, at, 'silent', {
      path: at.path,
      domain,
      message: `${at.path} is ${at.path.length} characters long; Xen ignores modules whose path has ${PATH_ROOM} or more.`,
    });
    return;
  }
  const reg = findProperty(at.node, 'reg');
  const name = at.node.name;
  if (reg === undefined) {
    trace.stop(
      moduleNoReg,
      { name },
      {
        path: at.path,
        property: 'reg',
        domain,
        message: `${at.path} has no reg: Xen cannot know where the module is.`,
      },
    );
    return;
  }
  const { cells } = at;
  if (reg.length < 4 * (cells.address + cells.size)) {
    trace.stop(
      moduleRegShort,
      { name },
      {
        path: at.path,
        property: 'reg',
        domain,
        message: `reg of ${at.path} has ${reg.length} bytes where ${cells.address}/${cells.size} cells need ${4 * (cells.address + cells.size)}.`,
      },
    );
    return;
  }
  const about = { path: at.path, property: 'reg', cells, domain };
  noteWide(boot, about);
  noteWidth(boot, { ...about, label: () => at.path }, reg.subarray(0, 4 * (cells.address + cells.size)));
  const where = range(
    readNumber(boot, reg, 0, cells.address),
    readNumber(boot, reg, cells.address, cells.size),
  );
  const kind = kindOf(boot, at);
  const owner = domain ?? 'dom0';
  addModule(boot, {
    kind,
    where,
    domU,
    label: `${owner}’s ${NAMES[kind] ?? 'module'}`,
    domain,
    path: at.path,
    property: 'reg',
  });
  readCommandLine(boot, at, kind, where.start, domU);
}

interface NewModule {
  readonly kind: BootModuleKind;
  readonly where: Range;
  readonly domU: boolean;
  readonly label: string;
  readonly domain: string | null;
  readonly path: string | null;
  /** Which says where it is. */
  readonly property: string | undefined;
}

/** add_boot_module: before the check for a known module, the range must be free (from 4.18). */
export function addModule(boot: Boot, module: NewModule): void {
  const { info, does, trace } = boot;
  const { kind, where } = module;
  if (info.isFull('modules')) {
    trace.note(modulesTooMany, { kind, range: where }, 'silent', {
      path: module.path,
      property: module.property,
      domain: module.domain,
      range: where,
      message: `${module.label} is one module too many: Xen has room for ${MAX_MODULES}, itself and the device tree blob included.`,
    });
    return;
  }
  const known = info.module(kind, where.start);
  if (does.checksOverlap) {
    const hit = info.firstMet(extentOf(where), true);
    if (hit !== null) {
      const overlap = { range: where, other: hit.other, order: hit.order, against: hit.against };
      if (known === undefined)
        trace.note(refusalFor(module, hit), overlap, 'silent', {
          path: module.path,
          property: module.property,
          domain: module.domain,
          range: where,
          involved: [where, hit.other],
          message: `${overlapText(module.label, where, hit.label, hit.other)} Xen drops the module.`,
        });
      else if (!module.domU && known.domU)
        trace.note(dom0Lost, overlap, 'silent', {
          domain: 'dom0',
          path: module.path,
          property: module.property,
          range: where,
          message: `${module.label} at ${groupedHex(where.start)} was already recorded for a domain: Xen does not see that dom0 needs it and boots without dom0.`,
        });
      else for (const line of moduleOverlap.says[0]?.lines(overlap) ?? []) trace.print(line);
      return;
    }
  }
  if (known !== undefined) {
    if (!module.domU) known.domU = false;
    return;
  }
  const { domU, label, path, property } = module;
  info.addModule({ kind, ...where, domU, label, path, property });
}

function refusalFor({ kind, domU, domain }: NewModule, hit: Hit): Refusal<Overlap> {
  if (kind === 'Device Tree') return fdtOverXen;
  if (kind === 'Ramdisk' && domU) return ramdiskLost;
  return kind === 'Kernel' && hit.domain === domain && hit.kind === 'static-domain'
    ? swallowsOwnKernel
    : moduleOverlap;
}

function readCommandLine(boot: Boot, at: Visited, kind: BootModuleKind, start: bigint, domU: boolean): void {
  const value = findProperty(at.node, 'bootargs');
  if (value === undefined) return;
  const { info, trace } = boot;
  if (info.isFull('commandLines')) {
    trace.print(`Ignoring ${at.parent.name} cmdline (too many)`);
    return;
  }
  const text = cString(value);
  if (text.length > COMMAND_LINE_MAX)
    trace.stop(
      commandLineLong,
      { name: at.parent.name },
      {
        path: at.path,
        property: 'bootargs',
        domain: domU ? at.parent.name : null,
        message: `bootargs of ${at.path} has ${text.length} characters; Xen takes at most ${COMMAND_LINE_MAX}.`,
      },
    );
  info.addCommandLine({
    kind,
    start,
    node: at.parent.name,
    text: text.slice(0, COMMAND_LINE_MAX - 1),
    domU,
  });
}
