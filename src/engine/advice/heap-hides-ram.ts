// heap-hides-ram: RAM that nobody names, which a static heap makes useless.
import { alignDown, groupedHex, MiB } from '../../model/addr.ts';
import { type Range, subtract, totalSize } from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';
import type { Replay } from '../boot/replay.ts';
import type { Rule } from './rule.ts';

/** Less than this is not worth a word: Xen, the blob and what lies between banks take as much. */
const WORTH = 64n * MiB;

export const heapHidesRam: Rule<Replay> = {
  id: 'heap-hides-ram',
  title: 'RAM that nobody names beside a static heap',
  source: [{ since: '4.17', at: 'populate_boot_allocator: only banks of the static heap (f541464af3)' }],
  check({ boot: { info, plan, trace } }) {
    // Of a boot that ends it is not known what would have been named.
    if (!info.usesStaticHeap || trace.stopped) return [];
    const named: readonly Range[] = [
      ...info.reserved,
      ...info.shared.filter(({ hasHost }) => hasHost),
      ...info.modules,
      ...plan.tree.memreserve,
    ];
    const lost = subtract(info.ram, named);
    const sum = totalSize(lost);
    if (sum < WORTH) return [];
    const largest = lost.reduce((most, piece) => (piece.size > most.size ? piece : most));
    const pieces =
      lost.length > 1
        ? `, the largest piece ${wholeMiB(largest.size)} at ${groupedHex(largest.start)}`
        : ` at ${groupedHex(largest.start)}`;
    return [
      {
        severity: 'info',
        path: '/chosen',
        property: 'xen,static-heap',
        range: largest,
        message: `${wholeMiB(sum)} of RAM is named by nobody${pieces}. With a static heap Xen uses no other RAM, so it stays unused.`,
      },
    ];
  },
};

const wholeMiB = (size: bigint): string => sizeText(alignDown(size, MiB));
