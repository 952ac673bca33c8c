// What the engine answers: one trace of one boot, and the views of it that everybody shares.
import type { Addr } from '../model/addr.ts';
import type { Range } from '../model/range.ts';
import type { Named } from './boot/bootinfo.ts';
import type { MappedPages, RootLevel } from './boot/stage2.ts';
import type { Arch, Build, Kconfig } from '../model/target.ts';
import type { TreeEdit } from '../model/tree-edit.ts';

/** Worst first: see product contracts. `silent`: boots, but something asked for is missing, shadowed or unsafe. */
export const SEVERITIES = ['error', 'silent', 'warning', 'question', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** How Xen ends when it does not boot. */
export const ENDINGS = ['panic', 'abort', 'bug', 'assertion', 'hang'] as const;
export type Ending = (typeof ENDINGS)[number];
export const isEnding = (consequence: Consequence | null): consequence is Ending =>
  (ENDINGS as readonly (string | null)[]).includes(consequence);

/**
 * What Xen does about it. Besides its ends: `dropped` leaves out what was asked for, `warning` says something and
 * goes on, `misbehaves` boots without a word and goes wrong later.
 */
export type Consequence = Ending | 'dropped' | 'warning' | 'misbehaves';

export interface Finding {
  /**
   * Id of the refusal (`by` xen) or of the advice rule. Advice with the id of a refusal tells what Xen will find once
   * what is misspelt is right.
   */
  readonly rule: string;
  readonly by: 'xen' | 'advice';
  readonly severity: Severity;
  /** What Xen does, or would do if it came to that; null for advice of ours alone. */
  readonly consequence: Consequence | null;
  /** Whether Xen gets no further than this. At most one finding of an analysis has it. */
  readonly stops: boolean;
  /** Node name of the domain concerned. */
  readonly domain: string | null;
  /** One sentence for a person, naming what collides with what and by how much. */
  readonly message: string;
  /** The console lines Xen prints about it, verbatim without the `(XEN) ` prefix; empty when it says nothing. */
  readonly prints: readonly string[];
  readonly space: 'host' | 'guest';
  /** The exact place; null where the finding has none. */
  readonly range: Range | null;
  /** Other ranges concerned, whole: the region and what it collides with. */
  readonly involved: readonly Range[];
  /** Device-tree path of the node Xen is reading when it notices. */
  readonly path: string | null;
  /** The property of that node it is about, there or missing; absent where it is about the node. */
  readonly property?: string | undefined;
  /** What to write to cure it, where that is certain. */
  readonly fix?: readonly TreeEdit[] | undefined;
}

/** The end of a boot. */
export interface Panic {
  /** Text after `Panic on CPU 0:`; null for a hang. */
  readonly message: string | null;
  readonly consequence: Ending;
  readonly domain: string | null;
  /** Id of the cause, never of a wrapper. */
  readonly rule: string;
  /** Before the console is up: silent on a board unless Xen has early printk. */
  readonly early: boolean;
}

/** A bank of RAM in the guest's own device tree, with the host pieces behind it in guest order. */
export interface GuestBank {
  /** Guest physical. */
  readonly guest: Addr;
  readonly size: bigint;
  /** Host physical; null where Xen picks the pages. */
  readonly host: readonly Range[] | null;
}

export interface GuestShared {
  readonly id: string;
  readonly guest: Addr;
  readonly host: Addr | null;
  readonly size: bigint;
}

/** Something Xen copied into a guest's RAM before it starts. Guest physical. */
export interface GuestLoaded {
  readonly what: 'kernel' | 'device tree' | 'ramdisk';
  readonly range: Range;
}

/** The page of a guest's Xenstore ring. */
export interface XenstorePage {
  /**
   * Guest physical; null where it is not known beforehand (a direct-mapped domain gets any page of Xen's heap), and where
   * there can be none (up to 4.20 dom0's tool has nothing to put into a direct-mapped domain).
   */
  readonly at: Range | null;
  /** Who puts it there: Xen at boot, or dom0's init-dom0less later. */
  readonly by: 'xen' | 'init-dom0less';
}

/** Registers of a host device in a guest's address space. */
export interface GuestWindow {
  /** Guest physical. */
  readonly guest: bigint;
  /** Host physical. */
  readonly host: bigint;
  readonly size: bigint;
  /** Path of the device in the host's tree; null where the blob names none. */
  readonly device: string | null;
  /** Path of the node in the blob that asks for it. */
  readonly path: string;
}

/** What a domain's stage-2 page tables (its P2M) are made for, and of. */
export interface Stage2 {
  /** In the order in which Xen maps it: RAM, shared memory, devices. */
  readonly mapped: readonly MappedPages[];
  /** Pages there are for tables below the root: from `xen,domain-p2m-mem-mb`, else reckoned by Xen. */
  readonly pool: number;
  /** Level of the root table, which the pool does not pay for: 0 with 44 guest address bits or more. */
  readonly rootLevel: RootLevel;
}

/** What lies in a guest's address space; `xenstore-late`: the same page where Xen is not who gives it. */
export const GUEST_THINGS = [
  'ram',
  'gic',
  'uart',
  'grant',
  'extended',
  'xenstore',
  'xenstore-late',
  'shared',
  'window',
  'kernel',
  'device tree',
  'ramdisk',
] as const;
export type GuestThing = (typeof GUEST_THINGS)[number];

/** Why something is where it is, in words, and the function of Xen that decides it, with its file and the release. */
export interface Origin {
  readonly why: string;
  readonly source: string;
}

export type Origins = Readonly<Partial<Record<GuestThing, Origin>>>;

/** A domain as it would find itself. Guest physical addresses unless named host. */
export interface DomainOutcome {
  readonly name: string;
  readonly directMap: boolean;
  readonly memory: readonly GuestBank[];
  readonly kernel: Addr | null;
  readonly dtb: Addr | null;
  readonly initrd: Addr | null;
  readonly gic: readonly Range[];
  readonly uart: Range | null;
  /** What Xen copied into its RAM; absent where nothing could be placed. The size of dom0's tree is not known, and it left out. */
  readonly loaded?: readonly GuestLoaded[];
  /** First entry of the `/hypervisor` node: where the grant table may go. null without such a node, or where it is not known. */
  readonly grant: Range | null;
  /**
   * The other entries of that node, extended regions: free address space for mapping what is other domains'. null where
   * Xen takes them from facts that are not known; absent without such a node.
   */
  readonly extended?: readonly Range[] | null;
  /** Absent where the domain has no Xenstore (no `xen,enhanced`, or `no-xenstore`). */
  readonly xenstore?: XenstorePage;
  readonly shared: readonly GuestShared[];
  readonly origins: Origins;
  /** Host memory that is not its own and that its tree, a copy of the host's, lists as RAM all the same: reserved regions. */
  readonly listed?: readonly Range[];
  /** Registers of passed-through devices; absent where there are none. */
  readonly windows?: readonly GuestWindow[];
  /** Absent where there is no pool: on an MPU, and for the domain that has the host's devices, whose are not counted. */
  readonly stage2?: Stage2;
}

export interface LogLine {
  /** Without the `(XEN) ` prefix. */
  readonly text: string;
  /** Printed before the console is up. */
  readonly early: boolean;
  /** The finding's rule this line belongs to, or null for ordinary progress. */
  readonly rule: string | null;
}

/**
 * What Xen noted down while it read the flattened tree, in the order in which it did: `bank[n]` of its messages counts
 * `reserved` (or `shared`, where that is apart), `mod[n]` counts `modules`. Host physical.
 */
export interface Recorded {
  readonly reserved: readonly Named[];
  /** Those with a host address; empty up to 4.18, where they are among `reserved`. */
  readonly shared: readonly Named[];
  /** Xen itself and the blob first; empty ranges where their place is not known. */
  readonly modules: readonly Named[];
}

/** A trait of a target that no Xen had that was booted: `arm32`, `release build`, `GICv2`, an option, or one that is off. */
export type Unbooted = Arch | `${Build} build` | `GICv${2 | 3}` | Kconfig | `no ${Kconfig}`;

/** What the prediction rests on besides Xen's source. */
export interface Evidence {
  /** Layouts booted on a real Xen built like the target, and compared: at least so many. 0: from source, not booted. */
  readonly layouts: number;
  /** Where there are none: in what the nearest Xen of the release that was booted is different. */
  readonly unbooted: readonly Unbooted[];
}

/** Whether dom0 may get other memory at another boot. */
export const dom0Varies = ({ assumed }: Pick<Analysis, 'assumed'>): boolean => assumed.includes('scrubbing');

export interface Analysis {
  readonly verdict: 'boots' | 'refused';
  readonly panic: Panic | null;
  /** Xen's own in the order Xen reaches them, then advice. */
  readonly findings: readonly Finding[];
  readonly domains: readonly DomainOutcome[];
  readonly recorded: Recorded;
  /** The memory-related console lines in order, up to where Xen stops. */
  readonly log: readonly LogLine[];
  /**
   * Inputs the simulation lacked: `xen-image` and `fdt` (taken as overlapping nothing), `module:0x44000000` (taken for
   * an arm64 Image of the size its `reg` says, or for a partial tree that passes nothing through), `gic` and `uart` (the
   * host's, where a domain depends on it), `scrubbing` (how far idle CPUs are with free memory when dom0 gets its RAM:
   * taken as done with the lowest of it), `llc-way-size` (of the CPU's last-level cache: 64 KiB), `mmu-at-el1` (that an
   * Armv8-R CPU has one); and `mmu` where the target has an MPU: what follows Xen's end there is as with an MMU.
   */
  readonly assumed: readonly string[];
  readonly evidence: Evidence;
}
