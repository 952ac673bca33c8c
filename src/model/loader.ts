// Whose rules put the files that a boot loader loads into memory. No device tree says so; the design file does.
import type { Addr } from './addr.ts';
import type { Range } from './range.ts';

/** Copies of ImageBuilder's uboot-script-gen that lay files out differently. */
export const IMAGEBUILDER_COPIES = ['2023.2', '2025'] as const;
export type ImageBuilderCopy = (typeof IMAGEBUILDER_COPIES)[number];

/** ImageBuilder decides, and is only told where to begin and end. */
export interface ImageBuilder {
  readonly copy: ImageBuilderCopy;
  /** MEMORY_START, host physical; null: whatever leaves its files clear of everything else. */
  readonly start: Addr | null;
  /** MEMORY_END, host physical; null: far enough. */
  readonly end: Addr | null;
}

export interface Loader {
  /** null: the files may lie anywhere; the script that loads them is written to match. */
  readonly imageBuilder: ImageBuilder | null;
  /**
   * Memory in which U-Boot itself runs and will load no file (“Reading file would overwrite reserved memory”): from 16 KiB
   * below its stack to the end of the RAM it uses (arch_lmb_reserve_generic), which `bdinfo` prints. Beyond that end newer
   * ones load nothing either (lmb_add_memory). null: not known.
   */
  readonly own: Range | null;
}

/** Files go anywhere, and nothing is known of the boot loader's own memory. */
export const ANY_LOADER: Loader = { imageBuilder: null, own: null };
