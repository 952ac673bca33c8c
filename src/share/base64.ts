// Bytes as base64, in both alphabets, for files (standard) and links (URL-safe, unpadded).

const CHUNK = 0x8000;

export function toBase64(data: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < data.length; at += CHUNK)
    binary += String.fromCharCode(...data.subarray(at, at + CHUNK));
  return btoa(binary);
}

/** Throws on anything that is not base64; callers check with a schema or catch. */
export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

export const toBase64Url = (data: Uint8Array): string =>
  toBase64(data).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

export const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> =>
  fromBase64(text.replaceAll('-', '+').replaceAll('_', '/'));
