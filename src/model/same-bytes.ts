// Whether bytes are the same: asked of every value of a node that is written again, and of each number in it.

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a === b || (a.length === b.length && sameBytesAt(a, b, 0, a.length));

/** Whether two values hold the same `size` bytes from `at` on. */
export function sameBytesAt(a: Uint8Array, b: Uint8Array, at: number, size: number): boolean {
  for (let i = at; i < at + size; i += 1) if (a[i] !== b[i]) return false;
  return true;
}
