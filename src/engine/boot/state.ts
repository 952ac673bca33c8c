// What every stage of the boot works on.
import { builtAs } from '../../model/kconfig.ts';
import { Kept } from '../../model/kept.ts';
import type { Module, ModuleFile, Plan } from '../../model/plan.ts';
import type { Target } from '../../model/target.ts';
import type { Refusal } from '../refusals/refusal.ts';
import { type Does, behavioursOf } from './behaviours.ts';
import { type AddressBits, addressBits } from './address-bits.ts';
import { type Given, nothingGiven } from './device-holders.ts';
import type { Frames } from './boot-allocator.ts';
import type { Coloring } from './coloring.ts';
import type { DomainNode } from './domain-node.ts';
import { BootInfo, type Info } from './bootinfo.ts';
import type { Loaded } from './loaded-over.ts';
import type { Possible } from './dom0-memory.ts';
import { HeapPages } from './heap-pages.ts';
import { PageLog } from './page-log.ts';
import type { Pages } from './pages.ts';
import { type Platform, platformOf } from './platform.ts';
import { type Told, Trace } from './trace.ts';

/** A set that is asked and told of one value at a time. */
export interface Noted<T> {
  has(value: T): boolean;
  add(value: T): unknown;
}

export interface Boot {
  readonly plan: Plan;
  /** As it comes out of Xen's build. */
  readonly target: Target;
  readonly does: Does;
  readonly platform: Platform;
  readonly debug: boolean;
  readonly trace: Pick<Trace, keyof Trace>;
  /** What happens to pages; null where nobody watches. */
  readonly pageLog: PageLog | null;
  readonly info: Info;
  /** Why and where the parser stopped reading the tree without panicking (up to 4.18). */
  scanEnd: { readonly path: string; readonly why: string } | null;
  /** What memory setup knows of pages; null until it has run. */
  pages: Pages | null;
  /** What memory setup left to the heap; null where that was not reached. */
  heapRegions: readonly Frames[] | null;
  readonly heap: Pick<HeapPages, keyof HeapPages>;
  /** Cache colouring; null where it is off. */
  coloring: Coloring | null;
  hasDom0: boolean;
  /** What dom0 may get of the heap; null where there is no dom0, or no heap. */
  dom0Memory: Possible | null;
  /** As read from /chosen, in the order they are built; empty before that. */
  domains: readonly DomainNode[];
  /** Number of the domain that has the host's devices, once it is built. */
  hardwareDomain: number | null;
  /** Number of the domain that runs Xenstore, once it is built. */
  xenstoreDomain: number | null;
  /** What was passed to domains so far. */
  readonly given: Given;
  /** Who owns a shared region, by host address or, for regions from the heap, by id. */
  readonly sharedOwners: Map<string, string>;
  /** What the tree's CPUs can address; null where a CPU is not known. */
  readonly addressBits: AddressBits | null;
  /** What the boot loader puts somewhere, in its order: that of the tree. The same objects from boot to boot. */
  readonly modules: readonly OwnedModule[];
  /** Real files given for modules, by kind and start address. */
  readonly files: ReadonlyMap<string, ModuleFile>;
  /** Where kernels were that Xen has unpacked: it knows them elsewhere now. */
  readonly unpacked: Noted<bigint>;
  /** What guests were given so far, where memory may be shared. */
  readonly loaded: Loaded[];
  /** Said once everything runs. */
  readonly warnings: { readonly refusal: Refusal<null>; readonly told: Told }[];
  /** Inputs that had to be assumed. */
  readonly assumed: Noted<string>;
  /** What follows from the tree, its command line and the target alone: worked out when first asked for, after the scan. */
  once<T>(fact: (boot: Boot) => T): T;
}

export interface OwnedModule {
  /** Name of the domain it is for. */
  readonly owner: string;
  readonly module: Module;
}

const built = new Kept<Target, Pick<Boot, 'target' | 'platform' | 'does'>>();

function build(wanted: Target): Pick<Boot, 'target' | 'platform' | 'does'> {
  const target = builtAs(wanted);
  return { target, platform: platformOf(target), does: behavioursOf(target.release) };
}

export type StartedBoot = Boot & { readonly assumed: ReadonlySet<string> };

/** `watched`: what happens to pages is to be written down. */
export function startBoot(plan: Plan, wanted: Target, watched = false): StartedBoot {
  const { target, platform, does } = built.of(wanted, [], () => build(wanted));
  const trace = new Trace(target);
  const modules = modulesOf(plan);
  const facts = new Map<unknown, unknown>();
  const boot: StartedBoot = {
    plan,
    target,
    does,
    platform,
    debug: target.build === 'debug',
    trace,
    pageLog: watched ? new PageLog(trace) : null,
    info: new BootInfo(),
    scanEnd: null,
    pages: null,
    heapRegions: null,
    heap: new HeapPages(),
    coloring: null,
    hasDom0: false,
    dom0Memory: null,
    domains: [],
    hardwareDomain: null,
    xenstoreDomain: null,
    given: nothingGiven(),
    sharedOwners: new Map(),
    addressBits: addressBits(plan.tree, platform),
    modules,
    files: filesOf(modules),
    unpacked: new Set(),
    loaded: [],
    warnings: [],
    assumed: new Set(notModelled(wanted)),
    once<T>(fact: (boot: Boot) => T): T {
      if (!facts.has(fact)) facts.set(fact, fact(boot));
      return facts.get(fact) as T;
    },
  };
  return boot;
}

function modulesOf({ dom0Modules, domains }: Plan): readonly OwnedModule[] {
  const owned: OwnedModule[] = [];
  for (const module of dom0Modules) owned.push(ownedBy('dom0', module));
  for (const { name, modules } of domains) for (const module of modules) owned.push(ownedBy(name, module));
  return owned;
}

const owned = new Kept<Module, OwnedModule>();
const ownedBy = (owner: string, module: Module): OwnedModule =>
  owned.of(module, [owner], () => ({ owner, module }));

function filesOf(modules: readonly OwnedModule[]): ReadonlyMap<string, ModuleFile> {
  const files = new Map<string, ModuleFile>();
  for (const { module } of modules)
    if (module.file !== null) files.set(`${module.kind} ${module.start}`, module.file);
  return files;
}

/** What the target asks for and Xen cannot do, or not be built for: the simulation goes on as with an MMU. */
const notModelled = (target: Target): string[] => (target.kconfig.MPU ? ['mmu'] : []);
