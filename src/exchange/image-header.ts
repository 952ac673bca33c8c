// What the first bytes of a boot module's file say about how Xen will load it. Only they are ever read.
//
// Layouts: arm64 `Image` from the kernel's Documentation/arch/arm64/booting.rst (little-endian fields), 32-bit
// `zImage` from its decompressor's header, the legacy `uImage` from U-Boot (big-endian), gzip from RFC 1952.
import type { ImageHeader } from '../model/plan.ts';

/** How many bytes from the start of the file `readImageHeader` looks at. */
export const IMAGE_HEADER_BYTES = 64;

const IMAGE_MAGIC = 0x644d5241; // "ARM\x64", at 56
const ZIMAGE_MAGIC = 0x016f2818; // at 36
const UIMAGE_MAGIC = 0x27051956; // at 0

/** Reads the header facts off the start of a file; `unknown` for anything Xen would load as it is or not at all. */
export function readImageHeader(head: Uint8Array): ImageHeader {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const little = (at: number): number => (at + 4 <= head.length ? view.getUint32(at, true) : 0);
  const big = (at: number): number => (at + 4 <= head.length ? view.getUint32(at, false) : 0);
  const little64 = (at: number): bigint => BigInt(little(at)) | (BigInt(little(at + 4)) << 32n);

  if (head[0] === 0x1f && head[1] === 0x8b) return { kind: 'gzip' };
  if (head.length >= 64 && big(0) === UIMAGE_MAGIC)
    return { kind: 'uImage', load: BigInt(big(16)), entry: BigInt(big(20)), dataSize: BigInt(big(12)) };
  if (little(56) === IMAGE_MAGIC)
    return { kind: 'Image', textOffset: little64(8), imageSize: little64(16), flags: little64(24) };
  if (head.length >= 48 && little(36) === ZIMAGE_MAGIC)
    return { kind: 'zImage', start: BigInt(little(40)), end: BigInt(little(44)) };
  return { kind: 'unknown' };
}
