// How much memory Xen's table of pages takes, and in how many blocks.
//
// Stands for setup_frametable_mappings (arch/arm/mm.c, arch/arm/mmu/mm.c since 4.19) and, from 4.22, init_frametable.
import type { Range } from '../../model/range.ts';
import { groupsWithRam, type Pdx } from './pdx.ts';
import type { Platform } from './platform.ts';

const PAGE = 4096;
const MIB = 1024 * 1024;

export interface FrametableBlock {
  readonly bytes: number;
  /** In pages. */
  readonly align: number;
}

export interface Frametable {
  readonly blocks: readonly FrametableBlock[];
  /** Index of the first entry. */
  readonly firstPdx: number;
  /** Entries that stand for pages up to the last page of RAM. */
  readonly entries: number;
  /** Entries behind those, filled with ones. */
  readonly padding: number;
}

const up = (value: number, step: number): number => Math.ceil(value / step) * step;
const firstFrame = (range: Range): number => Number(range.start >> 12n);
const lastFrame = (range: Range): number => Number((range.start + range.size - 1n) >> 12n);

/** Whether the table has address space for all pages from the first to the last of RAM. */
export function tableFits(ram: readonly Range[], pdx: Pdx, platform: Platform): boolean {
  return spanPages(ram, pdx) * platform.pageInfo <= platform.frametableRoom;
}

/** Pages from the first to the last of RAM. */
export function spanPages(ram: readonly Range[], pdx: Pdx): number {
  const first = pdx.of(Math.min(...ram.map(firstFrame)));
  return pdx.of(Math.max(...ram.map(lastFrame))) + 1 - first;
}

/** One block from the first to the last page of RAM (up to 4.21). */
export function wholeFrametable(ram: readonly Range[], pdx: Pdx, { pageInfo }: Platform): Frametable {
  const first = pdx.of(Math.min(...ram.map(firstFrame)));
  const entries = pdx.of(Math.max(...ram.map(lastFrame))) - first + 1;
  const needed = entries * pageInfo;
  const bytes = up(needed, needed < 32 * MIB ? 2 * MIB : 32 * MIB);
  return {
    blocks: [{ bytes, align: (32 * MIB) / PAGE }],
    firstPdx: first,
    entries,
    padding: Math.floor((bytes - needed) / pageInfo),
  };
}

/** One block per run of groups that hold RAM (from 4.22). */
export function chunkedFrametable(ram: readonly Range[], pdx: Pdx, { pageInfo }: Platform): Frametable {
  const { groupPages } = pdx;
  const first = pdx.of(Math.min(...ram.map(firstFrame)));
  const last = pdx.of(Math.max(...ram.map(lastFrame)));
  const sorted = [...groupsWithRam(ram, pdx)].toSorted((a, b) => a - b);
  const blocks: FrametableBlock[] = [];
  for (let i = 0; i < sorted.length;) {
    let end = i;
    while (sorted[end + 1] === (sorted[end] ?? 0) + 1) end += 1;
    const from = (sorted[i] ?? 0) * groupPages;
    const to = end === sorted.length - 1 ? last + 1 : ((sorted[end] ?? 0) + 1) * groupPages;
    const bytes = up((to - from) * pageInfo, PAGE);
    blocks.push({ bytes, align: (bytes >= 32 * MIB ? 32 * MIB : 2 * MIB) / PAGE });
    i = end + 1;
  }
  const base = Math.floor(first / groupPages) * groupPages;
  const entries = last - base + 1;
  return { blocks, firstPdx: base, entries, padding: 0 };
}
