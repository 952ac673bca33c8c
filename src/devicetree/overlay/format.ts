// The values overlays are made of: phandles, paths, and lists of places.

/** The number in four bytes at any offset; undefined past the end. */
export function numberAt(value: Uint8Array, offset: number): number | undefined {
  if (offset + 4 > value.length) return undefined;
  return new DataView(value.buffer, value.byteOffset, value.length).getUint32(offset);
}

/** A string up to its end. */
export function pathText(value: Uint8Array): string {
  const end = value.indexOf(0);
  return new TextDecoder().decode(end < 0 ? value : value.subarray(0, end));
}

export interface FixupPlace {
  readonly path: string;
  readonly property: string;
  /** Bytes from the start of the property's value. */
  readonly offset: number;
}

/** The places of a property of `__fixups__`: `path:property:offset`, NUL after each. Null when it is none such. */
export function fixupsOf(value: Uint8Array): readonly FixupPlace[] | null {
  if (value.at(-1) !== 0) return null;
  const places: FixupPlace[] = [];
  for (const entry of new TextDecoder().decode(value.subarray(0, -1)).split('\0')) {
    const [, path, property, offset] = /^([^:]*):([^:]+):(\d+)$/.exec(entry) ?? [];
    if (path === undefined || property === undefined || offset === undefined) return null;
    places.push({ path, property, offset: Number(offset) });
  }
  return places;
}
