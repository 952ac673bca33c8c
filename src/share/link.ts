// A whole design in a URL fragment: `#v1.` + base64url(deflate-raw(JSON)). The fragment never leaves the browser.
import { fail, ok, type Result } from '../model/result.ts';
import { fromBase64Url, toBase64Url } from './base64.ts';

const PREFIX = '#v1.';
/** Longest fragment read, in characters. */
export const MAX_LINK = 4 * 1024 * 1024;
/** Most text a link may unpack to, in bytes: a small link must not fill the memory. */
export const MAX_UNPACKED = 16 * 1024 * 1024;

/** Whether a URL fragment claims to hold a design, of this or another version. */
export const isLink = (fragment: string): boolean => /^#v\d+\./.test(fragment);

async function collect(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  limit: number,
): Promise<Uint8Array | null> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let total = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    total += value.length;
    if (total > limit) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
  const all = new Uint8Array(total);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

/** The fragment for a design text, `#` included. */
export async function packLink(designText: string): Promise<string> {
  const deflate = new CompressionStream('deflate-raw');
  const writer = deflate.writable.getWriter();
  const [packed] = await Promise.all([
    collect(deflate.readable, Number.MAX_SAFE_INTEGER),
    writer.write(new TextEncoder().encode(designText)).then(() => writer.close()),
  ]);
  return PREFIX + toBase64Url(packed ?? new Uint8Array());
}

/** The design text of a fragment. Every failure is named and leaves nothing behind. */
export async function unpackLink(fragment: string): Promise<Result<string>> {
  if (!fragment.startsWith(PREFIX))
    return fail(
      isLink(fragment) ? 'this link was made by a newer version of xen-memmap' : 'this is not a design link',
    );
  if (fragment.length > MAX_LINK) return fail('this link is too long to be a design');
  try {
    const packed = fromBase64Url(fragment.slice(PREFIX.length));
    const inflate = new DecompressionStream('deflate-raw');
    const writer = inflate.writable.getWriter();
    // A corrupt stream rejects on both ends; the reading end is the one that reports it.
    const fed = writer.write(packed).then(() => writer.close());
    fed.catch(() => undefined);
    const unpacked = await collect(inflate.readable, MAX_UNPACKED);
    if (unpacked === null) return fail('this link unpacks to more than 16 MiB; it is not a design');
    await fed;
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(unpacked));
  } catch {
    return fail('this link is damaged: copy it again, whole');
  }
}
