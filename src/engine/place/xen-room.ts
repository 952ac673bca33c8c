// Room that is left in RAM for what the design does not name: Xen, its blob, and, where no heap is named, what Xen's heap holds.
import type { Plan } from '../../model/plan.ts';
import type { Target } from '../../model/target.ts';
import { GIB, inside, LOW, MIB } from './page-frames.ts';
import { BARE, common, type Demand, type Span } from './problem.ts';
import type { Rooms } from './rooms.ts';

export interface Room {
  readonly label: string;
  readonly demand: Omit<Demand, 'id'>;
}

const room = (label: string, demand: Partial<Demand> & Pick<Demand, 'sizes'>): Room => ({
  label,
  demand: { ...BARE, ...demand },
});

/** `loadable`: where the boot loader can put Xen and its blob, in page frames; null: anywhere. */
export function roomForXen(
  plan: Plan,
  target: Target,
  rooms: Rooms,
  loadable: readonly Span[] | null,
): Room[] {
  const hasHeap = plan.heap.length > 0 || plan.wants.needs.some((need) => need.for.kind === 'heap');
  const below = [{ start: 0, end: 2048 * GIB }];
  /** Both are among the files that ImageBuilder lays out. */
  const isLoaded = plan.wants.loader.imageBuilder !== null;
  return [
    ...(isLoaded || plan.load.xen !== null
      ? []
      : [room('room for Xen', { sizes: [512], align: 512, within: common(loadable ?? below, below) })]),
    ...(isLoaded || plan.load.fdt !== null
      ? []
      : [room('room for the device tree blob', { sizes: [512], align: 512, within: loadable })]),
    ...(hasHeap ? [] : roomForHeap(plan, target, rooms)),
  ];
}

function roomForHeap(plan: Plan, target: Target, { frametable, heap, unpack, dynamic, dom0 }: Rooms): Room[] {
  const all = frametable.map(({ pages, align }) =>
    room('room for Xen’s table of pages', { sizes: [pages], align }),
  );
  if (target.arch === 'arm32') {
    const ram = plan.host.memory.map(inside).reduce((sum, { start, end }) => sum + end - start, 0);
    const size = Math.min(GIB, Math.max(32 * MIB, Math.ceil(ram / 32 / (32 * MIB)) * 32 * MIB));
    const within = [{ start: 0, end: LOW }];
    all.push(room('room for Xen’s heap', { sizes: [size], align: 32 * MIB, within, needsLow: true }));
  }
  if (heap + dynamic > 0) {
    const unit = Math.max(1, Math.ceil((heap + dynamic) / 8));
    all.push(room('room for Xen’s heap', { sizes: [unit * 8], pieces: { most: 8, unit } }));
  }
  if (unpack > 0) all.push(room('room for a kernel to be unpacked', { sizes: [unpack] }));
  if (dom0 > 0) {
    const unit = Math.min(128 * MIB, 2 ** Math.floor(Math.log2(dom0)));
    const size = Math.ceil(dom0 / unit) * unit;
    const pieces = { most: Math.min(4, size / unit), unit };
    all.push(room('room for dom0', { sizes: [size], pieces, align: unit }));
  }
  return all;
}
