// How much a need may come to, and into which parts it may be cut: finite lists, so that the solver can try them all.
import type { Need } from '../../model/need.ts';
import { pagesOf } from './page-frames.ts';

/** The sizes a need admits, the largest first: up to nine, in whole steps. What is more than `room`, all that is free, is none. */
export function sizesOf({ size, most }: Need, least: number, step: number, room: number): number[] {
  const low = Math.max(pagesOf(size), least);
  const high = most === null ? low : Math.max(low, Math.min(pagesOf(most), room));
  const sizes = new Set<number>([high]);
  for (let i = 7; i >= 1; i -= 1) sizes.add(low + Math.floor(((high - low) * i) / 8 / step) * step);
  sizes.add(low);
  return [...sizes].toSorted((a, b) => b - a);
}

/** What a demand may be cut into pieces of: a sixteenth of its largest size, or the nearest part that is aligned as it must be. */
export function unitOf(sizes: readonly number[], align: number): number {
  const largest = Math.max(...sizes);
  for (let parts = 16; parts > 1; parts -= 1)
    if (largest % parts === 0 && (largest / parts) % align === 0) return largest / parts;
  return largest;
}
