// heap-align: a static heap that does not keep to the alignment Xen's documents demand.
import { groupedHex, KiB } from '../../model/addr.ts';
import { sizeText } from '../../model/size.ts';
import type { Replay } from '../boot/replay.ts';
import type { Rule } from './rule.ts';

const ALIGNMENT = 64n * KiB;

export const heapAlign: Rule<Replay> = {
  id: 'heap-align',
  title: 'a static heap that is not aligned to 64 KiB',
  source: [
    { since: '4.17', at: 'docs/misc/arm/device-tree/booting.txt: Static Heap Memory' },
    { since: '4.17', at: 'xen/common/page_alloc.c: init_boot_pages rounds to 4 KiB only' },
  ],
  check({ boot: { info } }) {
    const odd = info.reserved.filter(
      ({ kind, start, size }) =>
        kind === 'static-heap' && (start % ALIGNMENT !== 0n || size % ALIGNMENT !== 0n),
    );
    const [first] = odd;
    if (first === undefined) return [];
    const more = odd.length > 1 ? ` (and ${odd.length - 1} more)` : '';
    return [
      {
        severity: 'warning',
        path: first.path,
        property: 'xen,static-heap',
        range: { start: first.start, size: first.size },
        message: `${capital(first.label)}${more}, ${sizeText(first.size)} at ${groupedHex(first.start)}, does not start and end at a multiple of 64 KiB, which Xen’s documents demand of a static heap. No release checks it on arm64; a later one may.`,
      },
    ];
  },
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
