// Numbers as Xen's printk writes them on arm64.

/** `%"PRIpaddr"`: sixteen hex digits, of a number modulo 64 bits. */
export const paddr = (value: bigint): string => BigInt.asUintN(64, value).toString(16).padStart(16, '0');
/** `%#"PRIpaddr"`: `0x` and digits, sixteen characters in all; zero has no prefix. */
export const prefixedPaddr = (value: bigint): string =>
  value === 0n ? paddr(0n) : `0x${value.toString(16).padStart(14, '0')}`;
/** `%"PRI_mfn"`: at least five hex digits. */
export const mfnText = (address: bigint): string => (address >> 12n).toString(16).padStart(5, '0');
