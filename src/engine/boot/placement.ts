// Where kernel, device tree and ramdisk go in the guest's first bank of RAM.
//
// Stands for kernel_zimage_place and place_modules (place_dtb_initrd since 4.22), arch/arm/kernel.c, every release.
import { alignDown, alignUp, MiB, minOf } from '../../model/addr.ts';
import type { ImageHeader } from '../../model/plan.ts';

const TWO_MIB = 2n * MiB;
/** Where Xen prefers to put the device tree: this far into the first bank. */
const PREFERRED = 128n * MiB;

export interface ToPlace {
  /** The guest's first bank. */
  readonly bank: { readonly guest: bigint; readonly size: bigint };
  readonly kernel: { readonly size: bigint; readonly header: ImageHeader };
  /** Bytes of the guest's device tree. */
  readonly tree: bigint;
  /** Bytes of the ramdisk, 0 for none. */
  readonly ramdisk: bigint;
  /** Whether a kernel too long for its place is noticed at once. */
  readonly checksKernel: boolean;
}

export type Placement =
  | {
      readonly ok: true;
      readonly kernel: bigint;
      readonly kernelEnd: bigint;
      readonly dtb: bigint;
      readonly ramdisk: bigint | null;
    }
  | {
      readonly ok: false;
      readonly why: 'too-small' | 'none' | 'kernel-none';
      readonly kernel: bigint | null;
      /** What the modules need and what there is, in bytes. */
      readonly needed: bigint;
    };

/** Where the kernel is loaded; null when its size does not fit below 128 MiB (32-bit zImage). */
function kernelBase({ bank, kernel, checksKernel }: ToPlace): bigint | null {
  const { header, size } = kernel;
  if (header.kind === 'Image') return bank.guest + header.textOffset;
  if (header.kind === 'uImage' && header.load !== 0n) return header.load;
  if (header.kind === 'zImage') {
    if (header.start !== 0n) return header.start;
    const end = minOf(bank.guest + PREFERRED, bank.guest + bank.size);
    return end - bank.guest < size && checksKernel ? null : alignDown(end - size, TWO_MIB);
  }
  return bank.guest;
}

export function place(what: ToPlace): Placement {
  const { bank, tree, ramdisk } = what;
  const kernel = kernelBase(what);
  const treeRoom = alignUp(tree, TWO_MIB);
  const modules = treeRoom + alignUp(ramdisk, TWO_MIB);
  if (kernel === null) return { ok: false, why: 'kernel-none', kernel, needed: what.kernel.size };
  const kernelEnd = kernel + what.kernel.size;
  const kernelTop = alignUp(kernelEnd, TWO_MIB);
  const end = bank.guest + bank.size;
  const needed = modules + kernelTop - kernel;
  if (needed > bank.size) return { ok: false, why: 'too-small', kernel, needed };
  const preferred = bank.guest + PREFERRED;
  let dtb: bigint;
  if (end >= preferred + modules && kernelEnd < preferred) dtb = preferred;
  else if (end - modules > kernelTop) dtb = end - modules;
  else if (kernel - bank.guest > modules) dtb = kernel - modules;
  else return { ok: false, why: 'none', kernel, needed };
  return { ok: true, kernel, kernelEnd, dtb, ramdisk: ramdisk > 0n ? dtb + treeRoom : null };
}
