// What no honest device tree reaches: bounds that keep hostile input cheap, each refused by name.

/** Largest text or blob read, in bytes. */
export const MAX_INPUT = 16 * 1024 * 1024;
/** Deepest node, the root being 1: what Linux and libfdt's users assume too (the specification names no limit). */
export const MAX_DEPTH = 64;
/** Longest node or property name, in bytes; the specification allows 31, label-named properties are longer. */
export const MAX_NAME = 255;
