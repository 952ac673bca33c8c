// What an example of the catalogue is: a layout that runs into the rule and one, as close as can be, that does not.
import type { Release } from '../../model/release.ts';
import type { Arch, Build, Kconfig } from '../../model/target.ts';

export type FileKind = 'unknown' | 'zImage' | 'fixed' | 'large' | 'packed';

export interface Example {
  readonly release?: Release;
  readonly arch?: Arch;
  readonly build?: Build;
  /** Options that are on, and off, against the usual. */
  readonly on?: readonly Kconfig[];
  readonly without?: readonly Kconfig[];
  /**
   * What module files are, by start: `unknown` has no header Xen knows, `zImage` is a 32-bit kernel, `fixed` demands
   * to be loaded at 0x1000, `large` takes 160 MiB once it runs, `packed` is an arm64 Image of 33 MiB
   * that is compressed.
   */
  readonly files?: Readonly<Record<string, FileKind>>;
  /** Partial device trees behind `multiboot,device-tree` modules, by start: source text; null for a file that is none. */
  readonly blobs?: Readonly<Record<string, () => string | null>>;
  /** Where Xen and the blob are loaded in the first layout; 0x40200000 and 0x48000000 unless said. */
  readonly xen?: number;
  readonly fdt?: number;
  /** Device tree source, written when asked for. */
  triggers(): string;
  harmless(): string;
}
