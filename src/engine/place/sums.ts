// How much of a zone blocks can fill at all: sums of sizes rarely add up to the very last page.
import type { Choice, Thing } from './choice.ts';

/** Sums that blocks of a zone can add up to: bit n stands for n times `unit`. */
export interface Sums {
  readonly unit: number;
  readonly bits: bigint;
}

/** Units that are told apart in one zone; where there are more of them it can be filled as far as matters. */
const MOST_UNITS = 4096;

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/** For each thing, what it may add to a zone by one measure: each list once, and each of its numbers at most. */
function addends(things: readonly Thing[], zone: number, measure: number): number[][] {
  return things.flatMap(({ choices }) => {
    const whole = new Set<number>();
    const pieces: Set<number>[] = [];
    const weigh = (choice: Choice, into: Set<number>): void => {
      if (choice.kind === 'lies' && choice.zone === zone) into.add(choice.weight[measure] ?? 0);
    };
    for (const choice of choices)
      if (choice.kind === 'lies') weigh(choice, whole);
      else
        choice.blocks.forEach((block, i) => {
          const into = (pieces[i] ??= new Set());
          for (const lies of block.choices) weigh(lies, into);
        });
    return [whole, ...pieces].map((sizes) => [...sizes].filter((size) => size > 0));
  });
}

/** null where they are too many to be told apart. */
export function sumsOf(
  things: readonly Thing[],
  zone: number,
  measure: number,
  capacity: number,
): Sums | null {
  const all = addends(things, zone, measure);
  const unit = all.flat().reduce(divisor, 0);
  if (unit === 0) return { unit: 1, bits: 1n };
  const most = Math.floor(capacity / unit);
  if (most > MOST_UNITS) return null;
  const mask = (1n << BigInt(most + 1)) - 1n;
  let bits = 1n;
  for (const sizes of all) {
    let more = bits;
    for (const size of sizes) more |= bits << BigInt(size / unit);
    bits = more & mask;
  }
  return { unit, bits };
}

/** The largest sum that is no more than `capacity`, with a block more of that size or without it. */
export function filled({ unit, bits }: Sums, capacity: number, more = 0): number {
  if (more % unit !== 0) return capacity;
  const mask = (1n << BigInt(Math.floor(capacity / unit) + 1)) - 1n;
  const sums = (bits | (bits << BigInt(more / unit))) & mask;
  return (sums.toString(2).length - 1) * unit;
}
