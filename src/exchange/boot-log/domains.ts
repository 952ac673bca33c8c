// The domains of a log: Xen builds one after the other, so a line is about the one that was begun last.
import { bytes, KiB } from '../../model/addr.ts';
import { containsAddr, range, type Range, totalSize } from '../../model/range.ts';
import { GUEST_RAM } from '../../engine/boot/guest-layout.ts';
import type { LoggedDomain, Placed } from './facts.ts';
import { ask, type ByKind, exclusive, type Saying, type SayingOf } from './sayings.ts';

type Args = SayingOf<'module-args'>;

interface Draft {
  readonly domid: number;
  readonly cpus: number | null;
  memory: bigint | null;
  kernel: bigint | null;
  ramdisk: bigint | null;
  readonly staticMem: Map<number, Range>;
  readonly banks: Map<number, Range>;
  readonly placed: { kernel: Placed | null; ramdisk: Placed | null; dtb: Placed | null };
}

const draft = (domid: number, cpus: number | null, memory: bigint | null): Draft => ({
  domid,
  cpus,
  memory,
  kernel: null,
  ramdisk: null,
  staticMem: new Map(),
  banks: new Map(),
  placed: { kernel: null, ramdisk: null, dtb: null },
});

/** Lines without a domid, about the domain being built. */
const OF_CURRENT = new Set<Saying['kind']>([
  'build-dom0',
  'build-domU',
  'ramdisk',
  'allocating',
  'place-kernel',
]);

/** What a line adds to its domain. */
const TAKE: ByKind<[Draft], void> = {
  kernel: ({ start }, of) => void (of.kernel ??= start),
  ramdisk: ({ start }, of) => void (of.ramdisk ??= start),
  allocating: ({ mib }, of) => void (of.memory ??= mib << 20n),
  'static-bank': ({ index, span }, of) => void of.staticMem.set(index, exclusive(span)),
  bank: ({ index, span }, of) => void of.banks.set(index, exclusive(span)),
  'place-kernel': ({ from, span }, { placed }) => void (placed.kernel ??= { guest: exclusive(span), from }),
  'place-ramdisk': ({ from, span }, { placed }) => void (placed.ramdisk ??= { guest: exclusive(span), from }),
  'place-dtb': ({ span }, { placed }) => void (placed.dtb ??= { guest: exclusive(span), from: null }),
};

export class DomainReader {
  #dom0: Draft | null = null;
  readonly #domUs: Draft[] = [];
  #current: Draft | null = null;
  /** Domain nodes met while the flattened tree is read. */
  #scanned = 0;
  /** The last range that was found taken, and those for which Xen gave up on a node. */
  #taken: Range | null = null;
  readonly #refused: { readonly domid: number; readonly node: string; readonly range: Range }[] = [];

  /** Takes in a line; answers which domain it is about. */
  read(saying: Saying): number | null {
    if (saying.kind === 'build-dom0') this.#current = this.#dom0 = draft(0, null, null);
    else if (saying.kind === 'build-domU') this.#begin(saying.cpus, saying.kib);
    else if (saying.kind === 'scan-domain') this.#scanned += 1;
    // What a node asks for, and its modules, which are its children, are read right after it.
    else if (saying.kind === 'overlap' || saying.kind === 'node-failed') return this.#scan(saying);
    const of = this.#of(saying);
    if (of === null) return null;
    ask(TAKE, saying, of);
    return of.domid;
  }

  #scan(saying: SayingOf<'overlap' | 'node-failed'>): number | null {
    const domid = this.#scanned === 0 ? null : this.#scanned;
    if (saying.kind === 'overlap') this.#taken = exclusive(saying.span);
    else if (this.#taken !== null && domid !== null)
      this.#refused.push({ domid, node: saying.node, range: this.#taken });
    return domid;
  }

  #begin(cpus: number, kib: bigint): void {
    this.#current = draft(this.#domUs.length + 1, cpus, kib * KiB);
    this.#domUs.push(this.#current);
  }

  /** The domain a line names, else the one being built; null where there is none or the line is about no domain. */
  #of(saying: Saying): Draft | null {
    if (OF_CURRENT.has(saying.kind)) return this.#current;
    if (saying.kind === 'bank' && saying.domid === null) return this.#dom0;
    return 'domid' in saying && saying.domid !== null ? this.#named(saying.domid) : null;
  }

  #named(domid: number): Draft | null {
    return domid === 0 ? this.#dom0 : (this.#domUs[domid - 1] ?? null);
  }

  /** What is known when the boot has ended. `words` are those of its panic. */
  done(
    args: readonly Args[],
    words: readonly string[],
  ): {
    readonly dom0: LoggedDomain | null;
    readonly domUs: readonly LoggedDomain[];
  } {
    const names = namesOf(this.#domUs, args, words);
    const refused = new Map(
      this.#refused.flatMap(({ domid, node, range: bank }) =>
        names.get(domid) === node ? [[domid, bank] as const] : [],
      ),
    );
    const finish = (of: Draft): LoggedDomain => ({
      ...of,
      name: of.domid === 0 ? 'dom0' : (names.get(of.domid) ?? null),
      memory: of.memory === null ? null : bytes(of.memory),
      staticMem: withRefused(inOrder(of.staticMem), refused.get(of.domid)),
      banks: inOrder(of.banks),
      directMap: of.domid === 0 ? true : directMapOf(of, words),
    });
    return { dom0: this.#dom0 === null ? null : finish(this.#dom0), domUs: this.#domUs.map(finish) };
  }
}

/** The bank for which Xen gave up on a domain's node (up to 4.18 the boot went on): the domain never got any. */
const withRefused = (banks: readonly Range[], refused: Range | undefined): readonly Range[] =>
  banks.length > 0 || refused === undefined ? banks : [refused];

const inOrder = (banks: ReadonlyMap<number, Range>): readonly Range[] =>
  [...banks].toSorted(([a], [b]) => a - b).map(([, bank]) => bank);

/**
 * Names by domid: the node whose command line belongs to the domain's kernel (of several that share one, in order), and
 * the name in a panic about the domain begun last.
 */
function namesOf(
  domUs: readonly Draft[],
  args: readonly Args[],
  words: readonly string[],
): Map<number, string> {
  const byKernel = new Map<bigint, string[]>();
  for (const { start, node } of args)
    if (node !== 'chosen') {
      const same = byKernel.get(start);
      if (same === undefined) byKernel.set(start, [node]);
      else same.push(node);
    }
  const taken = new Map<bigint, number>();
  const names = new Map<number, string>();
  for (const { domid, kernel } of domUs) {
    if (kernel === null) continue;
    const nth = taken.get(kernel) ?? 0;
    taken.set(kernel, nth + 1);
    const name = byKernel.get(kernel)?.[nth];
    if (name !== undefined) names.set(domid, name);
  }
  const failed = /^Could not set up domain ([\w,.+@-]{1,255})/.exec(words.join('\n'))?.[1];
  const last = domUs.at(-1);
  if (failed !== undefined && last !== undefined && !names.has(last.domid)) names.set(last.domid, failed);
  return names;
}

/** Images start at most this far into the bank they are loaded to (text_offset). */
const OFFSETS = 0x20_0000n;
/** Ends of allocate_static_memory and assign_static_memory_11, every release. */
const DIRECT_FAILED = /^Failed to assign requested static memory for direct-map domain d(\d+)\b/;
const PACKED_FAILED = /^Failed to allocate requested static memory for domain d(\d+)\b/;

/**
 * Whether a domain's static memory is mapped one to one. `STATIC BANK` lines are the same either way; where its kernel
 * was put tells, unless that place belongs to both layouts.
 */
function directMapOf(of: Draft, words: readonly string[]): boolean | null {
  const banks = inOrder(of.staticMem);
  const [first] = banks;
  const [ram] = GUEST_RAM;
  if (first === undefined) return of.placed.kernel === null && of.banks.size === 0 ? null : false;
  const message = words.join('\n');
  if (Number(DIRECT_FAILED.exec(message)?.[1]) === of.domid) return true;
  if (Number(PACKED_FAILED.exec(message)?.[1]) === of.domid) return false;
  const at = of.placed.kernel?.guest.start;
  if (at === undefined || ram === undefined || first.start === ram.start) return null;
  const direct = containsAddr(first, at);
  const packed = containsAddr(range(ram.start, totalSize(banks)), at);
  if (direct !== packed) return direct;
  const near = (start: bigint): boolean => at >= start && at - start < OFFSETS;
  return near(first.start) === near(ram.start) ? null : near(first.start);
}
