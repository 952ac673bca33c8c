// Room that Xen itself takes of RAM besides what the design names: for its table of pages, page tables, its heap, and dom0.
//
// What the simulator counts (boot/frametable.ts, boot/heap.ts), rounded up: a placement has to leave enough.
import { dom0Memory, hasDom0 } from '../../model/dom0.ts';
import { readU32 } from '../../model/cells.ts';
import type { Domain, Plan } from '../../model/plan.ts';
import { union } from '../../model/range.ts';
import type { Target } from '../../model/target.ts';
import { nodeAt } from '../../model/tree.ts';
import { behavioursOf } from '../boot/behaviours.ts';
import { chunkedFrametable, wholeFrametable } from '../boot/frametable.ts';
import { compress } from '../boot/pdx.ts';
import { platformOf } from '../boot/platform.ts';

const PAGE = 4096;
const MIB = 256;

/** In pages. */
export interface Rooms {
  /** Each in one run, at a multiple of `align`. */
  readonly frametable: readonly { readonly pages: number; readonly align: number }[];
  /** For Xen and for building domains of static memory, in any pieces. */
  readonly heap: number;
  /** For the largest kernel that is unpacked, in one run: a whole block is among it however it lies. */
  readonly unpack: number;
  /** RAM of domains without static memory, in any pieces. */
  readonly dynamic: number;
  /** RAM of dom0, in pieces of at least 128 MiB where it has so much. */
  readonly dom0: number;
}

const pagesOf = (bytes: bigint): number => Number((bytes + 4095n) / 4096n);

/** domain_p2m_pages, or what the domain's node says. */
function poolPages(plan: Plan, { id, cpus, memory, staticMem }: Domain): number {
  const node = nodeAt(plan.tree, plan.paths.get(id) ?? '');
  const stated = node === undefined ? null : readU32(node, 'xen,domain-p2m-mem-mb');
  if (stated !== null && stated !== undefined) return stated * MIB;
  const sum = (staticMem ?? []).reduce((total, { size }) => total + size, 0n);
  const mib = Number((memory !== null && memory > sum ? memory : sum) >> 20n);
  return Math.ceil((4 * (256 * cpus + mib + 128)) / 1024) * MIB;
}

/** Pages Xen takes for itself and for each domain, with what the measured figures were off by, and more for large trees. */
const XEN = { fixed: 160, cpu: 16, domain: 36, vcpu: 12 };

/** A kernel that is unpacked needs its size, rounded up to a power of two, in one block of the heap. */
function unpackPages(plan: Plan): number {
  const sizes = [...plan.dom0Modules, ...plan.domains.flatMap(({ modules }) => modules)].map(({ file }) =>
    file?.header.kind === 'gzip' ? pagesOf(file.header.unpacked?.size ?? file.size * 4n) : 0,
  );
  const largest = Math.max(0, ...sizes);
  return largest === 0 ? 0 : 2 * 2 ** Math.ceil(Math.log2(largest));
}

/** `more`: pages of static memory that domains get besides what they have. */
export function roomsOf(plan: Plan, target: Target, more = 0): Rooms {
  const ram = union(plan.host.memory);
  const platform = platformOf(target);
  const heap =
    XEN.fixed +
    XEN.cpu * plan.host.cpus +
    4 * pagesOf(plan.load.fdt?.size ?? 0x1_0000n) +
    Math.ceil(more / MIB / MIB) * MIB +
    plan.domains.reduce(
      (sum, domain) => sum + XEN.domain + XEN.vcpu * domain.cpus + poolPages(plan, domain),
      0,
    );
  const unpack = unpackPages(plan);
  const gets = new Set(plan.wants.needs.map((need) => (need.for.kind === 'memory' ? need.for.domain : null)));
  const dynamic = plan.domains
    .filter(({ id, staticMem }) => staticMem === null && !gets.has(id))
    .reduce((sum, { memory }) => sum + pagesOf(memory ?? 0n), 0);
  const dom0 = hasDom0(plan) ? pagesOf(dom0Memory(plan)?.bytes ?? 0x2000_0000n) : 0;
  if (ram.length === 0) return { frametable: [], heap, unpack, dynamic, dom0 };
  const pdx = compress(ram, platform.groupPages);
  const build = behavioursOf(target.release).frametableSkipsHoles ? chunkedFrametable : wholeFrametable;
  const frametable = build(ram, pdx, platform).blocks.map(({ bytes, align }) => ({
    pages: Math.ceil(bytes / PAGE),
    align,
  }));
  return { frametable, heap, unpack, dynamic, dom0 };
}

/** The least size of a static heap that starts at a multiple of 32 MiB and is all that Xen has. */
export function leastHeap(rooms: Rooms): number {
  const tables = rooms.frametable.reduce(
    (sum, { pages, align }) => Math.ceil(sum / align) * align + pages,
    0,
  );
  const all = tables + rooms.heap + rooms.unpack + rooms.dynamic + rooms.dom0;
  return Math.ceil(all / 512) * 512;
}
