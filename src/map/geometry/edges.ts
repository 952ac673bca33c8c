// Where many ranges begin and end, known as numbers: what of them does not depend on where one looks. Their pixels are
// then plain arithmetic, without a bigint or an object for any of them.
import { endOf, type Range } from '../../model/range.ts';
import { EXACT, pxOf, pxOfByte, type Scale } from './scale.ts';

export class Edges {
  readonly #ranges: readonly Range[];
  readonly #starts: Float64Array;
  readonly #ends: Float64Array;

  constructor(ranges: readonly Range[]) {
    this.#ranges = ranges;
    this.#starts = Float64Array.from(ranges, ({ start }) => Number(start));
    this.#ends = Float64Array.from(ranges, (range) => Number(endOf(range)));
  }

  /** Left edge of range `i`, px: what `pxOf` says of its start. */
  x0(i: number, scale: Scale): number {
    const byte = this.#starts[i] ?? 0;
    return byte < EXACT ? pxOfByte(scale, byte) : this.#far(i, scale, ({ start }) => start);
  }

  /** Right edge of range `i`, px. */
  x1(i: number, scale: Scale): number {
    const byte = this.#ends[i] ?? 0;
    return byte < EXACT ? pxOfByte(scale, byte) : this.#far(i, scale, endOf);
  }

  #far(i: number, scale: Scale, edge: (range: Range) => Range['start']): number {
    const range = this.#ranges[i];
    return range === undefined ? 0 : pxOf(scale, edge(range));
  }
}
