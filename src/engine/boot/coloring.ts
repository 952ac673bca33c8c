// Cache colouring: whether it is on, how many colours there are, and where Xen moves itself for it.
//
// Stands for llc_coloring_init (common/llc-coloring.c), arch_llc_coloring_init and get_xen_paddr
// (arch/arm/llc-coloring.c) and consider_modules (arch/arm/mmu/setup.c), since 4.20. A colour is a share of the
// last-level cache: the low bits of a page's number that choose a set.
import { alignDown, alignUp, addr, groupedHex, MiB, PAGE } from '../../model/addr.ts';
import { type ColoringOptions, coloringOf } from '../../model/command-line.ts';
import { isCompatible, readU32 } from '../../model/cells.ts';
import { endOf, range, type Range } from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';
import { findProperty } from '../../model/tree.ts';
import { colorCount } from '../refusals/coloring/llc-color-count.ts';
import { wayOdd } from '../refusals/coloring/llc-way-size.ts';
import { xenColorsBad } from '../refusals/coloring/llc-xen-colors.ts';
import { xenUnmovable } from '../refusals/coloring/llc-xen-reloc-nomem.ts';
import { ColorHeap } from './color-heap.ts';
import { xenCommandLine } from './command-line.ts';
import { MOST_COLORS, parseColors } from './colors.ts';
import { paddr } from './format.ts';
import { availableNodes } from './host-node.ts';
import type { Boot } from './state.ts';

export interface Coloring {
  /** How many there are, a power of two. */
  readonly colors: number;
  readonly options: ColoringOptions;
  /** Pages that Xen keeps for itself in one piece or more, before the rest is coloured. */
  readonly buddyPages: number;
  /** Free pages by colour; none before the heap is made. */
  heap: ColorHeap;
}

const XEN_ALIGN = 2n * MiB;
/** Room given to a Xen image of unknown size: more than any release needs. */
const XEN_ROOM = 2n * MiB;
/** CONFIG_BUDDY_ALLOCATOR_SIZE, by default. */
const BUDDY_SIZE = 64n * MiB;
/** A way of 64 KiB, where neither the command line nor the tree tells. */
const USUAL_WAY = 0x10000n;
const COMMAND_LINE = { path: '/chosen', property: 'xen,xen-bootargs' };

export function setUpColoring(boot: Boot): void {
  if (!boot.target.kconfig.LLC_COLORING) return;
  const options = coloringOf(xenCommandLine(boot));
  const isStated = options.size > 0n && options.ways > 0n;
  if (options.wanted === false || (options.wanted === null && !isStated)) return;
  const way = isStated ? options.size / options.ways : wayOf(boot);
  const colors = countColors(boot, way);
  boot.coloring = {
    colors,
    options,
    buddyPages: Number((options.buddy ?? BUDDY_SIZE) / PAGE),
    heap: new ColorHeap([]),
  };
  checkXenColors(boot, options, colors);
  moveXen(boot, colors);
}

/** What the CPU would say of its outermost unified cache. A tree may say it too (Devicetree Specification 3.9). */
function wayOf(boot: Boot): bigint {
  let level = 0;
  let way: bigint | null = null;
  for (const { node } of availableNodes(boot.plan.tree.root)) {
    if (!isCompatible(node, 'cache') || findProperty(node, 'cache-unified') === undefined) continue;
    const sets = readU32(node, 'cache-sets');
    const line = readU32(node, 'cache-line-size') ?? readU32(node, 'cache-block-size');
    const here = readU32(node, 'cache-level') ?? 2;
    if (sets === undefined || line === undefined || here < level) continue;
    level = here;
    way = BigInt(sets) * BigInt(line);
  }
  if (way === null) boot.assumed.add('llc-way-size');
  return way ?? USUAL_WAY;
}

function countColors(boot: Boot, way: bigint): number {
  const { trace } = boot;
  const colors = way / PAGE;
  if (way % PAGE !== 0n)
    trace.stop(wayOdd, null, {
      ...COMMAND_LINE,
      message: `A way of the last-level cache comes out as ${sizeText(way)}, which is not whole pages.`,
    });
  else if ((colors & (colors - 1n)) !== 0n || colors < 2n)
    trace.stop(
      colorCount,
      { colors },
      {
        ...COMMAND_LINE,
        message: `A way of ${sizeText(way)} makes ${colors} ${colors === 1n ? 'colour' : 'colours'}; Xen needs a power of two, and two at least.`,
      },
    );
  if (colors > MOST_COLORS)
    trace.print(`Number of LLC colors (${colors}) too big. Using configured max ${MOST_COLORS}`);
  return Math.min(MOST_COLORS, Math.max(1, Number(colors)));
}

function checkXenColors(boot: Boot, options: ColoringOptions, colors: number): void {
  const { trace } = boot;
  const own = parseColors(options.xenColors ?? '', MOST_COLORS, boot.does.refusesColorJunk);
  if (own.colors.length === 0) {
    trace.print('Xen LLC color config not found. Using first 1 colors');
    return;
  }
  const high = own.colors.find((color) => color >= colors);
  if (high === undefined && own.colors.length <= colors) return;
  trace.stop(
    xenColorsBad,
    { high: own.colors.length > colors ? null : (high ?? null), colors },
    {
      ...COMMAND_LINE,
      message: `xen-llc-colors is “${options.xenColors ?? ''}”, but there are ${colors} colours, counted from 0.`,
    },
  );
}

/** Xen lies in pages of its own colours then, spread over as many times its size as there are colours. */
function moveXen(boot: Boot, colors: number): void {
  const { info, trace } = boot;
  const xen = info.modules.find((module) => module.kind === 'Xen');
  const size = alignUp(addr((xen?.size ?? XEN_ROOM) * BigInt(colors)), XEN_ALIGN);
  const stays = info.modules.map((module) => (module === xen ? range(module.start, size) : module));
  const taken = [...stays, ...info.reserved, ...info.shared.filter((bank) => bank.hasHost)];
  let best: bigint | null = null;
  for (const bank of info.ram) {
    if (bank.size < size) continue;
    const end = highestEnd(bank.start, endOf(bank), size, taken, 0);
    if (end !== null && (best === null || end - size > best)) best = end - size;
  }
  if (best === null || best === 0n) {
    trace.stop(xenUnmovable, null, {
      ...COMMAND_LINE,
      message: `No bank of RAM has ${sizeText(size)} free in one piece, which Xen needs to spread over ${colors} colours.`,
    });
    return;
  }
  const where = range(best, size);
  trace.print(`Placing Xen at 0x${paddr(where.start)}-0x${paddr(endOf(where))}`);
  info.moveXen(where, `Xen, moved to ${groupedHex(where.start)} for cache colouring`);
}

/** consider_modules: the end of the highest free piece of a range, on Xen's alignment; null where there is none. */
function highestEnd(
  start: bigint,
  end: bigint,
  size: bigint,
  taken: readonly Range[],
  from: number,
): bigint | null {
  const [low, high] = [alignUp(addr(start), XEN_ALIGN), alignDown(addr(end), XEN_ALIGN)];
  if (low > high || high - low < size) return null;
  for (let i = from; i < taken.length; i += 1) {
    const one = taken[i];
    if (one === undefined || low >= endOf(one) || one.start >= high) continue;
    return highestEnd(endOf(one), high, size, taken, i + 1) ?? highestEnd(low, one.start, size, taken, i + 1);
  }
  return high;
}
