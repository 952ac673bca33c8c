// @ts-check
// What the boot loader leaves in RAM: pieces put down one after the other, a later one over an earlier one.
//
// QEMU refuses to load overlapping files, so the picture is settled here. Pure; addresses are host physical.

/** @typedef {{name: string, start: bigint, size: bigint, data: Buffer}} Piece `data` may be shorter: the rest is zero */
/** @typedef {{start: bigint, data: Buffer}} Segment */

const end = (/** @type {Piece} */ piece) => piece.start + piece.size;
const data = (/** @type {Piece} */ piece, /** @type {bigint} */ from, /** @type {bigint} */ to) =>
  piece.data.subarray(Number(from - piece.start), Number(to - piece.start));

/**
 * The pieces without overlaps: of two that share bytes the later one keeps them.
 * @param {Piece[]} pieces in the order of loading
 * @returns {Piece[]}
 */
export function settle(pieces) {
  /** @type {Piece[]} */
  let settled = [];
  for (const next of pieces.filter((piece) => piece.size > 0n))
    settled = [
      ...settled.flatMap((old) => {
        if (end(old) <= next.start || old.start >= end(next)) return [old];
        const parts = [];
        if (old.start < next.start)
          parts.push({ ...old, size: next.start - old.start, data: data(old, old.start, next.start) });
        if (end(old) > end(next))
          parts.push({
            ...old,
            start: end(next),
            size: end(old) - end(next),
            data: data(old, end(next), end(old)),
          });
        return parts;
      }),
      next,
    ];
  return settled;
}

/**
 * What of the pieces lies in RAM: the rest no boot loader can put anywhere.
 * @param {Piece[]} pieces
 * @param {{start: bigint, size: bigint}} ram
 * @returns {Piece[]}
 */
export const inRam = (pieces, ram) =>
  pieces.flatMap((piece) => {
    const from = piece.start > ram.start ? piece.start : ram.start;
    const to = end(piece) < ram.start + ram.size ? end(piece) : ram.start + ram.size;
    return to <= from ? [] : [{ ...piece, start: from, size: to - from, data: data(piece, from, to) }];
  });

/**
 * Splits at `at`: what lies below it, zeros written out, and what lies above, zeros left to the machine.
 * @param {Piece[]} settled
 * @param {bigint} at
 * @returns {{below: Segment[], above: Segment[]}}
 */
export function splitAt(settled, at) {
  const below = [];
  const above = [];
  for (const piece of settled) {
    if (piece.start < at) {
      const size = Number((end(piece) < at ? end(piece) : at) - piece.start);
      const whole = Buffer.alloc(size);
      piece.data.copy(whole, 0, 0, size);
      below.push({ start: piece.start, data: whole });
    }
    const from = piece.start > at ? piece.start : at;
    if (end(piece) > from && piece.data.length > Number(from - piece.start))
      above.push({ start: from, data: data(piece, from, end(piece)) });
  }
  return { below, above };
}

/**
 * A place for `size` bytes, page aligned, inside `ram`, that nothing of `taken` touches; the highest there is.
 * @param {bigint} size
 * @param {{start: bigint, size: bigint}[]} ram
 * @param {{start: bigint, size: bigint}[]} taken
 * @returns {bigint | null}
 */
export function freePlace(size, ram, taken) {
  const page = (/** @type {bigint} */ address) => address & ~0xfffn;
  for (const bank of ram.toSorted((a, b) => (a.start < b.start ? 1 : -1))) {
    let at = page(bank.start + bank.size - size);
    for (const other of taken.toSorted((a, b) => (a.start + a.size < b.start + b.size ? 1 : -1)))
      if (other.start < at + size && other.start + other.size > at) at = page(other.start - size);
    if (at >= bank.start) return at;
  }
  return null;
}
