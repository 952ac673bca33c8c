// What differs between the machines Xen is built for, as data: a row per architecture.
//
// Constants of asm/config.h (4.16 and 4.17), asm/mmu/layout.h (since), asm/mm.h and
// asm/page-bits.h; they are the same in every release that has the architecture.
import type { Arch, Target } from '../../model/target.ts';

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;

/** Which memory Xen itself can reach at any time, without mapping it first. */
export type Directmap = 'ram' | 'xenheap';

export interface Platform {
  /** sizeof(struct page_info), in bytes (PAGE_INFO_SIZE). */
  readonly pageInfo: number;
  /** Width of unsigned long, in bits: of page frame numbers, of count_info, and of what is printed with %lu. */
  readonly longBits: 32 | 64;
  /** Address space for the table of pages, in bytes (FRAMETABLE_SIZE). */
  readonly frametableRoom: number;
  /** Pages that are valid together (PDX_GROUP_COUNT): 2 MiB over the lowest set bit of a page_info's size. */
  readonly groupPages: number;
  /** Free pieces the boot allocator has room for: a page of pairs of longs. */
  readonly bootRegions: number;
  /** Width of paddr_t, in bits: what a number of the tree keeps. */
  readonly paddrBits: 32 | 64;
  /** What a page table entry holds of an address, in bits (PADDR_BITS). */
  readonly addressBits: 32 | 40 | 48;
  readonly directmap: Directmap;
  /** What a kernel is taken for as long as its file is not known. */
  readonly kernel: 'Image' | 'zImage';
  /** MAX_VIRT_CPUS, and what a domain can have with its version of interrupt controller. */
  readonly mostVcpus: number;
  readonly vcpus: Readonly<Record<2 | 3, number>>;
}

const PLATFORMS: Readonly<Record<Arch, Platform>> = {
  arm64: {
    pageInfo: 56,
    longBits: 64,
    frametableRoom: 32 * GIB,
    groupPages: (2 * MIB) / 8,
    bootRegions: 256,
    paddrBits: 64,
    addressBits: 48,
    directmap: 'ram',
    kernel: 'Image',
    mostVcpus: 128,
    vcpus: { 2: 8, 3: 128 },
  },
  arm32: {
    pageInfo: 32,
    longBits: 32,
    frametableRoom: 96 * MIB,
    groupPages: (2 * MIB) / 32,
    bootRegions: 512,
    paddrBits: 64,
    addressBits: 40,
    directmap: 'xenheap',
    kernel: 'zImage',
    mostVcpus: 8,
    vcpus: { 2: 8, 3: 8 },
  },
};

/** CONFIG_MPU (asm/mpu/layout.h): no address is translated, so that all of RAM is in reach. */
const MPU: Pick<Platform, 'directmap' | 'frametableRoom'> = { directmap: 'ram', frametableRoom: 16 * GIB };

/** CONFIG_ARM_PA_BITS_32. */
const PA_32: Pick<Platform, 'paddrBits' | 'addressBits'> = { paddrBits: 32, addressBits: 32 };

/** Of a target as it is built. */
export const platformOf = ({ arch, kconfig }: Target): Platform => ({
  ...PLATFORMS[arch],
  ...(kconfig.ARM_PA_BITS_32 ? PA_32 : {}),
  ...(kconfig.MPU ? MPU : {}),
});
