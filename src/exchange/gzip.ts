// What a gzip-compressed file unpacks to, as far as Xen's boot depends on it: its length and its first bytes.
//
// RFC 1952: the last four bytes are the length modulo 2^32, and Xen believes them (output_length, arch/arm/kernel.c,
// common/device-tree/kernel.c since 4.21).
import type { Unpacked } from '../model/plan.ts';
import { IMAGE_HEADER_BYTES, readImageHeader } from './image-header.ts';
import type { FileSource } from './module-file.ts';

/** Compressed bytes that are enough for the first unpacked ones: a block's tables take a few hundred. */
const HEAD = 64 * 1024;

export async function readUnpacked(file: FileSource): Promise<Unpacked> {
  const tail = await file.part(Math.max(0, file.size - 4), 4);
  const size = tail.reduceRight((number, byte) => number * 256n + BigInt(byte), 0n);
  const header = readImageHeader(await firstBytes(await file.part(0, HEAD)));
  return { size, header: header.kind === 'gzip' ? { kind: 'unknown' } : header };
}

/** Of a stream cut short, or damaged further on, what comes before. */
async function firstBytes(packed: Uint8Array): Promise<Uint8Array> {
  const inflate = new DecompressionStream('gzip');
  const writer = inflate.writable.getWriter();
  const fed = writer.write(new Uint8Array(packed)).then(() => writer.close());
  fed.catch(() => undefined);
  const reader = inflate.readable.getReader();
  const first = new Uint8Array(IMAGE_HEADER_BYTES);
  let length = 0;
  try {
    while (length < first.length) {
      const { value, done } = await reader.read();
      if (done || value === undefined) break;
      const part = value.subarray(0, first.length - length);
      first.set(part, length);
      length += part.length;
    }
    await reader.cancel();
  } catch {
    // What is damaged ends here.
  }
  return first.subarray(0, length);
}
