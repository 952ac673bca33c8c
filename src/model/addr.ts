// Addresses and byte counts: branded bigints and the arithmetic that keeps the brand.
//
// An `Addr` is a position in one address space (host physical or guest physical: the name of the value
// says which), a `Bytes` is a length. Both are unsigned and hold up to 64 bits, because device trees do.
// They never become a `number` outside `map/geometry` (pixels) and page-frame loops.

declare const addrBrand: unique symbol;
declare const bytesBrand: unique symbol;

/** A physical address in bytes, host or guest. */
export type Addr = bigint & { readonly [addrBrand]: true };
/** A length in bytes. */
export type Bytes = bigint & { readonly [bytesBrand]: true };

export const addr = (value: bigint): Addr => value as Addr;
export const bytes = (value: bigint): Bytes => value as Bytes;

export const KiB = 1024n as Bytes;
export const MiB = (1024n * 1024n) as Bytes;
export const GiB = (1024n * 1024n * 1024n) as Bytes;
export const TiB = (1024n * 1024n * 1024n * 1024n) as Bytes;
/** Xen's only page size on Arm, in bytes. */
export const PAGE = 4096n as Bytes;
/** One past the highest address 64 bits can hold. */
export const ADDRESS_LIMIT = 1n << 64n;

/** `base + offset`; may reach past 64 bits, which callers that mimic Xen must wrap themselves. */
export const plus = (base: Addr, offset: bigint): Addr => (base + offset) as Addr;
/** `to - from` in bytes; negative when `to` lies below `from`. */
export const distance = (from: Addr, to: Addr): Bytes => (to - from) as Bytes;

/** `value` rounded down to a multiple of `step` (any positive step, not only powers of two). */
export const alignDown = <T extends bigint>(value: T, step: bigint): T => (value - (value % step)) as T;
/** `value` rounded up to a multiple of `step`. */
export const alignUp = <T extends bigint>(value: T, step: bigint): T =>
  (value % step === 0n ? value : value - (value % step) + step) as T;
export const isAligned = (value: bigint, step: bigint): boolean => value % step === 0n;

export const minOf = <T extends bigint>(a: T, b: T): T => (a < b ? a : b);
export const maxOf = <T extends bigint>(a: T, b: T): T => (a > b ? a : b);
/** Comparator for sorting; `a - b` would not fit a number. */
export const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/** `0x40000000`: lower case, no padding, no grouping. The form of files and JSON. */
export const hex = (value: bigint): string => `0x${value.toString(16)}`;

/** `0x8_0000_0000`: grouped by four digits from the right. The form of the screen. */
export const groupedHex = (value: bigint): string =>
  `0x${value.toString(16).replace(/\B(?=(?:[0-9a-f]{4})+$)/g, '_')}`;
