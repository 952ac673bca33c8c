// Pages of page tables that memory setup takes before there is a heap: one per table first needed.
//
// Stands for create_xen_table as map_pages_to_xen calls it (arch/arm/mm.c, arch/arm/mmu/pt.c since 4.19), and for
// setup_xenheap_mappings of 4.16. What is part of Xen's image is not counted.
import { GiB, MiB } from '../../model/addr.ts';
import { endOf, type Range } from '../../model/range.ts';
import type { Boot } from './state.ts';

const GIB_FRAMES = 1 << 18;
const TWO_MIB_FRAMES = 512;

/** For the map of what Xen can always reach. `xenheap`: null where that is all RAM. */
export function directmapTables(boot: Boot, xenheap: Range | null): number {
  const { does, info } = boot;
  if (xenheap !== null) return does.mapsWholeGigabytes ? 0 : xenheapTables(xenheap);
  return does.mapsWholeGigabytes ? gigabyteTables(info.ram) : ramTables(info.ram);
}

/** For a block of the frametable, in bytes; on arm32 all but its last two megabytes are in tables Xen has. */
export function frametableTables(boot: Boot, bytes: number): number {
  const { directmap } = boot.platform;
  const tail = bytes % Number(2n * MiB) === 0 ? 0 : 1;
  return tail + (directmap === 'ram' ? Math.ceil(bytes / Number(GiB)) : 0);
}

/** arm64: what is mapped by whole gigabytes needs a level-1 table, by two megabytes a level-2 table, else level 3. */
function ramTables(ram: readonly Range[]): number {
  const level1 = new Set<number>();
  const level2 = new Set<number>();
  const level3 = new Set<number>();
  for (const bank of ram) {
    let at = Number(bank.start >> 12n);
    let left = Number(bank.size >> 12n);
    while (left > 0) {
      level1.add(Math.floor(at / (GIB_FRAMES * 512)));
      let step = 1;
      if (at % GIB_FRAMES === 0 && left >= GIB_FRAMES) step = GIB_FRAMES;
      else {
        level2.add(Math.floor(at / GIB_FRAMES));
        if (at % TWO_MIB_FRAMES === 0 && left >= TWO_MIB_FRAMES)
          step = Math.min(left - (left % TWO_MIB_FRAMES), GIB_FRAMES - (at % GIB_FRAMES));
        else {
          level3.add(Math.floor(at / TWO_MIB_FRAMES));
          step = Math.min(left, TWO_MIB_FRAMES - (at % TWO_MIB_FRAMES));
        }
      }
      at += step;
      left -= step;
    }
  }
  return level1.size + level2.size + level3.size;
}

/** arm64 where the map is made of whole gigabytes: a table per 512 GiB, the first of them Xen's own. */
function gigabyteTables(ram: readonly Range[]): number {
  const step = 512n * GiB;
  const slots = new Set(ram.flatMap((bank) => [bank.start / step, (endOf(bank) - 1n) / step]));
  return slots.size - 1;
}

/** arm32: one level-2 table, and level-3 tables for all of it where it is not on two megabytes. */
const xenheapTables = ({ start, size }: Range): number =>
  1 + (start % (2n * MiB) === 0n ? 0 : Number((size + 2n * MiB - 1n) / (2n * MiB)));
