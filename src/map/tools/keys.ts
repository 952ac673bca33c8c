// Moving and resizing by keyboard: the same snap step as the pointer, and the same exact results.
//
// ← → move by one snap step, with Shift by 16, Page Up / Page Down by 256. With Alt the end moves instead of the
// whole. A value off the grid first goes to the next multiple in the direction of travel.
import { type Addr, alignDown, alignUp, type Bytes, maxOf, PAGE, plus } from '../../model/addr.ts';
import { between, endOf, type Range } from '../../model/range.ts';
import type { Block } from '../geometry/scene.ts';

export interface Key {
  readonly key: string;
  readonly shift: boolean;
  readonly alt: boolean;
}

const STEPS: Readonly<Record<string, bigint>> = {
  ArrowLeft: -1n,
  ArrowRight: 1n,
  PageUp: 256n,
  PageDown: -256n,
};

/** `at` moved by `count` steps of `grid`, never below 0. */
export function stepFrom(at: Addr, count: bigint, grid: Bytes): Addr {
  const onGrid = count > 0n ? alignDown(at, grid) : alignUp(at, grid);
  return maxOf(0n, onGrid + count * grid) as Addr;
}

/** Where a key takes a block; null when the key says nothing about it. */
export function nudged(block: Block, key: Key, grid: Bytes): Range | null {
  const steps = STEPS[key.key];
  if (steps === undefined || block.grip === 'fixed') return null;
  const count = key.shift && key.key.startsWith('Arrow') ? steps * 16n : steps;
  const { start, size } = block.range;
  if (!key.alt) return { start: stepFrom(start, count, grid), size };
  if (block.grip !== 'resizes') return null;
  return between(start, maxOf(stepFrom(endOf(block.range), count, grid), plus(start, PAGE)));
}

/** Where a key takes one edge of a block, for the handles. */
export function nudgedEdge(block: Block, edge: 'start' | 'end', key: Key, grid: Bytes): Range | null {
  if (edge === 'end') return nudged(block, { ...key, alt: true }, grid);
  const steps = STEPS[key.key];
  if (steps === undefined || block.grip !== 'resizes') return null;
  const count = key.shift && key.key.startsWith('Arrow') ? steps * 16n : steps;
  const end = endOf(block.range);
  const last = alignDown(maxOf(0n as Addr, (end - 1n) as Addr), PAGE);
  const start = stepFrom(block.range.start, count, grid);
  return between(start > last ? last : start, end);
}
