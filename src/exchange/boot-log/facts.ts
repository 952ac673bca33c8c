// What a boot log tells: the machine, what was loaded where, each domain's banks, and how the boot ended.
//
// Addresses are host physical unless named guest. null means that the log does not say.
import type { Gic } from '../../model/board.ts';
import type { Load } from '../../model/plan.ts';
import type { Range } from '../../model/range.ts';
import type { Release } from '../../model/release.ts';
import type { Arch, Build } from '../../model/target.ts';
import type { Saying } from './sayings.ts';

/** Which container a `[n]` of Xen's overlap messages counts: reserved memory (and shared memory), or modules. */
export type BankKind = 'bank' | 'mod';

/** A line that tells of memory, with the domain it belongs to. */
export interface SaidLine {
  /** Line of the text, counted from 1, and where it stands there. */
  readonly number: number;
  readonly from: number;
  readonly to: number;
  readonly said: string;
  /** null for the words of a panic. */
  readonly saying: Saying | null;
  /** As Xen numbers domains, dom0 being 0; null where the line is about none. */
  readonly domid: number | null;
}

export interface XenBuild {
  /** As printed: `4.19.6`, `4.23-unstable`. */
  readonly version: string;
  /** null for a release that is not simulated. */
  readonly release: Release | null;
  readonly build: Build;
  readonly arch: Arch | null;
}

export interface LoggedModule extends Range {
  /** As in `MODULE[n]` and `mod[n]`. */
  readonly index: number;
  /** Xen's word for it: `Kernel`, `Device Tree`. */
  readonly what: string;
  /** Domains that load it; empty where no line says so. */
  readonly users: readonly number[];
  /** Node of the domain it was read for, where it has a command line: `domU1`; `chosen` for dom0. */
  readonly node: string | null;
  readonly bootargs: string | null;
}

/** What a `RESVD[n]` is for. `unknown`: more than one thing is possible. */
export type Use =
  | { readonly kind: 'static'; readonly domid: number; readonly bank: number }
  | { readonly kind: 'heap' | 'memreserve' | 'firmware' | 'shared' | 'unknown' };

export interface LoggedReserved extends Range {
  /** As in `RESVD[n]`. */
  readonly index: number;
  /** As `bank[n]` counts it; null for /memreserve/ up to 4.18, which is listed but not compared. */
  readonly bank: number | null;
  readonly use: Use;
}

/** Where Xen put something for a guest. */
export interface Placed {
  /** Guest physical. */
  readonly guest: Range;
  /** The module it was copied from; null for the device tree Xen makes. */
  readonly from: bigint | null;
}

export interface LoggedDomain {
  readonly domid: number;
  /** Name of its node under /chosen. */
  readonly name: string | null;
  readonly cpus: number | null;
  /** Bytes. */
  readonly memory: bigint | null;
  /** Its static memory by bank, or the one it was refused; empty where its RAM comes from the heap. */
  readonly staticMem: readonly Range[];
  /** Whether the guest sees its static memory at host addresses. */
  readonly directMap: boolean | null;
  /** Banks Xen picked from its heap: guest physical, and for dom0 host physical too. */
  readonly banks: readonly Range[];
  /** Start addresses of its modules. */
  readonly kernel: bigint | null;
  readonly ramdisk: bigint | null;
  readonly placed: {
    readonly kernel: Placed | null;
    readonly ramdisk: Placed | null;
    readonly dtb: Placed | null;
  };
}

/** How the log ends. `cut`: neither up nor stopped; a hang, a reset or the end of the recording look the same. */
export interface Ending {
  readonly kind: 'up' | 'panic' | 'cut';
  /** After `Panic on CPU n:`; null unless it panicked. */
  readonly message: string | null;
}

export interface BootLog {
  /** Boots in the text, and which of them this is, counted from 1: the last that tells of memory. */
  readonly boots: number;
  readonly boot: number;
  /** Lines that tell of memory, in order. */
  readonly lines: readonly SaidLine[];
  /** Where this boot begins and ends in the text. */
  readonly from: number;
  readonly to: number;
  readonly xen: XenBuild | null;
  /** Whether the console spoke before printk did: CONFIG_EARLY_PRINTK. */
  readonly earlyPrintk: boolean;
  /** Xen's own. */
  readonly commandLine: string | null;
  /** Xen found no kernel for dom0, but some for other domains. */
  readonly dom0less: boolean;
  /** Nodes of domains Xen met while it read the flattened tree. */
  readonly domainNodes: number;
  readonly cpus: number | null;
  readonly gic: Gic | null;
  /** Path or alias of the console's node. */
  readonly uart: string | null;
  readonly ram: readonly Range[];
  readonly modules: readonly LoggedModule[];
  /** Xen’s image and the blob: the first two modules, or as a line about an overlap with them says. */
  readonly load: Load;
  readonly reserved: readonly LoggedReserved[];
  /** `SHMEM[n]`, from 4.19. */
  readonly shared: readonly (Range & { readonly index: number })[];
  readonly dom0: LoggedDomain | null;
  /** In the order in which Xen builds them. */
  readonly domains: readonly LoggedDomain[];
  readonly end: Ending;
}
