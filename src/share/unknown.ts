// Keeps what a newer or foreign tool wrote: fields we do not know travel from the file read to the file written.

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const idOf = (value: Json): Json | undefined => (isObject(value) ? value['id'] : undefined);

/**
 * `fresh` plus every field of `original` that `fresh` lacks, at any depth. Every field we know is always written,
 * so what `fresh` lacks is not ours. List items are matched by their `id`; those that are gone stay gone.
 */
export function keepUnknown(fresh: Json, original: Json | undefined): Json {
  if (Array.isArray(fresh) && Array.isArray(original)) {
    const before = new Map(original.map((item: Json) => [idOf(item), item]));
    return fresh.map((item: Json) => {
      const id = idOf(item);
      return id === undefined ? item : keepUnknown(item, before.get(id));
    });
  }
  if (!isObject(fresh) || !isObject(original)) return fresh;
  const merged: Record<string, Json> = {};
  for (const [key, value] of Object.entries(fresh)) merged[key] = keepUnknown(value, original[key]);
  for (const [key, value] of Object.entries(original))
    if (!(key in fresh) && key !== '__proto__') merged[key] = value;
  return merged;
}
