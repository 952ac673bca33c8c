// A kernel's image as Xen takes it: what it is assumed to be, whether Xen knows its kind, and how long it is.
//
// Stands for kernel_probe and the probes of each kind: arch/arm/kernel.c up to 4.20, also common/device-tree/kernel.c
// since.
import type { ImageHeader } from '../../model/plan.ts';
import type { Platform } from './platform.ts';

/** A kernel or ramdisk as the boot loader left it. */
export interface LoadedModule {
  readonly start: bigint;
  readonly size: bigint;
  readonly header: ImageHeader;
}

/** What a kernel is taken for while nothing is known of its file. */
export const usualHeader = ({ kernel }: Platform, size: bigint): ImageHeader =>
  kernel === 'Image'
    ? { kind: 'Image', textOffset: 0n, imageSize: 0n, flags: 0n }
    : { kind: 'zImage', start: 0n, end: size };

/** Only a 64-bit Xen knows the arm64 Image; both know the zImage, which says itself how long it is. */
export function isBootable({ header, size }: LoadedModule, { kernel }: Platform): boolean {
  if (header.kind === 'unknown') return false;
  if (header.kind === 'Image') return kernel === 'Image';
  return header.kind !== 'zImage' || header.end - header.start <= size;
}

/** A zImage makes its domain a 32-bit one; a 32-bit Xen has no other. */
export const isGuest32bit = (kernel: LoadedModule | null, platform: Platform): boolean =>
  platform.kernel === 'zImage' || kernel?.header.kind === 'zImage';

/** Bytes that Xen loads. */
export const imageLength = ({ header, size }: LoadedModule): bigint =>
  header.kind === 'zImage' ? header.end - header.start : size;

/** What a gzip-compressed kernel is once Xen has unpacked it; itself where it is none, or nobody looked inside. */
export const unpackedImage = (image: LoadedModule): LoadedModule =>
  image.header.kind === 'gzip' && image.header.unpacked !== undefined
    ? { ...image, ...image.header.unpacked }
    : image;
