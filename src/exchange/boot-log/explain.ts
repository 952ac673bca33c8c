// Each line of a log in plain words: what `bank[3]`, `mod[2]` and its addresses are called, as far as the log tells.
import { groupedHex, KiB } from '../../model/addr.ts';
import { intersection, sameRange } from '../../model/range.ts';
import { sizeText } from '../../model/size.ts';
import { pack } from '../../engine/boot/guest-layout.ts';
import { DesignNotes } from './design-notes.ts';
import type { BootLog, LoggedDomain, LoggedModule, LoggedReserved, SaidLine } from './facts.ts';
import { byteAt, type Design, hostOf, moduleLabel, type Names, namesInLog, reservedLabel } from './names.ts';
import { domainName, type Lookup, lookupIn } from './lookup.ts';
import { ask, type ByKind, exclusive, type SayingOf, type Span } from './sayings.ts';

/** A sentence about a line, and where its names come from. */
export interface Note {
  readonly text: string;
  readonly by: 'log' | 'design';
}

export interface ExplainedLine {
  readonly line: SaidLine;
  readonly notes: readonly Note[];
}

/** The lines of a log with names beside them. `design` adds those that the log alone does not have. */
export function explain(log: BootLog, design: Design | null): readonly ExplainedLine[] {
  const lookup = lookupIn(log);
  const own = new LogNotes(log, lookup);
  const others = design === null ? null : new DesignNotes(lookup, design);
  return log.lines.map((line, i) => {
    const text = own.about(line, log.lines[i + 1]);
    const more = others?.about(line) ?? null;
    const notes: Note[] = [];
    if (text !== null) notes.push({ text, by: 'log' });
    if (more !== null) notes.push({ text: more, by: 'design' });
    return { line, notes };
  });
}

const inclusiveSize = ({ start, end }: Span): string => sizeText(end + 1n - start);
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const UNLISTED = 'a module this log does not list';

class LogNotes {
  readonly #names: Names;
  readonly #lookup: Lookup;
  /** Whether the boot ended with the reading of the device tree. */
  readonly #stops: boolean;
  readonly #dom0less: boolean;

  constructor(log: BootLog, lookup: Lookup) {
    this.#lookup = lookup;
    this.#names = namesInLog(log, lookup);
    this.#stops = log.end.kind === 'panic' && log.ram.length === 0;
    this.#dom0less = log.dom0less;
  }

  about({ saying, domid }: SaidLine, next: SaidLine | undefined): string | null {
    if (saying === null) return null;
    const domain = domid === null ? undefined : this.#lookup.domain(domid);
    if (saying.kind === 'overlap')
      return this.#overlap(saying, next?.saying?.kind === 'node-failed' ? next.saying.node : null, domid);
    return ask(this.#sentences, saying, domain) ?? null;
  }

  /** Sentences by kind of line; `domain` is the one the line is about. */
  readonly #sentences: ByKind<[domain: LoggedDomain | undefined], string | null> = {
    'node-failed': ({ node }) =>
      `Xen gives up on the node ${node}${this.#stops ? ', and stops' : ': nothing after it in the device tree is read'}`,
    ram: ({ span }) => `RAM, ${inclusiveSize(span)}`,
    module: ({ index }) => this.#module(this.#lookup.module(index)),
    reserved: ({ index }) => this.#reservation(this.#lookup.reserved(index)),
    shared: ({ span }) => `shared memory, ${inclusiveSize(span)}; no line says whose`,
    'module-args': ({ start }) => this.#module(this.#lookup.moduleAt(start)),
    kernel: ({ start }) => this.#module(this.#lookup.moduleAt(start)) ?? UNLISTED,
    ramdisk: ({ start }) => this.#module(this.#lookup.moduleAt(start)) ?? UNLISTED,
    'build-domU': ({ cpus, kib }, domain) =>
      domain === undefined
        ? null
        : `d${domain.domid}${domain.name === null ? '' : ` is ${domain.name}`}: ${cpus} vCPU${cpus === 1 ? '' : 's'}, ${sizeText(kib * KiB)}`,
    'static-bank': (saying, domain) => (domain === undefined ? null : this.#staticBank(domain, saying)),
    bank: ({ domid }) =>
      domid === null
        ? 'dom0’s RAM: host and guest physical are the same'
        : 'guest physical; Xen took the pages from its heap',
    'shared-taken': ({ domid }, domain) =>
      `shared memory that ${domainName(domain, domid)} is the first to map`,
    'place-kernel': ({ span }, domain) => this.#placed(domain, 'kernel', span.start),
    'place-ramdisk': ({ span }, domain) => this.#placed(domain, 'ramdisk', span.start),
    'place-dtb': ({ span }, domain) => this.#placed(domain, 'device tree', span.start),
    'static-page': ({ frame }) => `the page at ${groupedHex(frame << 12n)}${this.#inside(frame << 12n)}`,
  };

  /** A module that is dropped while the node of a domain is read; without dom0 it can be nobody else's. */
  #moduleOf(domid: number | null): string {
    return domid === null || !this.#dom0less
      ? 'a boot module'
      : `a boot module of ${domainName(this.#lookup.domain(domid), domid)}`;
  }

  /** What Xen was reading from a node it gives up on. */
  #rangeOf(node: string, domid: number | null): string {
    if (node === 'chosen') return 'a bank of Xen’s static heap';
    const isDomain = domid !== null && this.#lookup.domain(domid)?.name === node;
    return isDomain ? `a static bank of ${node}` : `a range of the node ${node}`;
  }

  #inside(host: bigint): string {
    const around = this.#names.around(byteAt(host));
    return around === null ? '' : `, in ${around}`;
  }

  #module(module: LoggedModule | undefined): string | null {
    return module === undefined
      ? null
      : `mod[${module.index}]: ${moduleLabel(this.#lookup, module)}, ${sizeText(module.size)}`;
  }

  #reservation(one: LoggedReserved | undefined): string | null {
    if (one === undefined) return null;
    const label = `${reservedLabel(this.#lookup, one)}, ${sizeText(one.size)}`;
    return one.bank === null ? `${label}; bank[n] does not count it` : `bank[${one.bank}]: ${label}`;
  }

  #staticBank(domain: LoggedDomain, { index, span }: SayingOf<'static-bank'>): string {
    const label = `${domainName(domain, domain.domid)}’s static bank ${index}, ${sizeText(span.end - span.start)}`;
    if (domain.directMap === null) return `${label}; where its guest sees it is not said`;
    const guest = domain.directMap ? span.start : pack(domain.staticMem).mapped[index]?.[0]?.guest;
    if (guest === undefined) return label;
    return guest === span.start
      ? `${label}: the guest sees it at the same addresses`
      : `${label}: the guest sees it from ${groupedHex(guest)}`;
  }

  #placed(domain: LoggedDomain | undefined, what: string, guest: bigint): string | null {
    if (domain === undefined) return null;
    const label = `${domainName(domain, domain.domid)}’s ${what} at guest physical ${groupedHex(guest)}`;
    const host = hostOf(domain, guest);
    if (host === null) return label;
    return `${label}, host physical ${host === guest ? 'alike' : groupedHex(host)}${this.#inside(host)}`;
  }

  #overlap(
    { span, against, index, other }: SayingOf<'overlap'>,
    failed: string | null,
    domid: number | null,
  ): string {
    const [range, entry] = [exclusive(span), exclusive(other)];
    const common = intersection(range, entry);
    const subject =
      this.#names.of(range) ?? (failed === null ? this.#moduleOf(domid) : this.#rangeOf(failed, domid));
    const tag = `${against}[${index}]`;
    if (sameRange(range, entry))
      return `${capital(subject)} has the very range of ${tag}, ${this.#entry(against, index, entry)}.`;
    const extent = common === null ? '' : ` by ${sizeText(common.size)} at ${groupedHex(common.start)}`;
    const end = failed === null ? '; Xen drops the module' : '';
    return `${capital(subject)} overlaps ${tag}${extent}${end}. ${tag} is ${this.#entry(against, index, entry)}.`;
  }

  /** What an entry of a container is. The line gives its range, which is surer than its number. */
  #entry(against: 'bank' | 'mod', index: number, range: ReturnType<typeof exclusive>): string {
    const name = this.#names.of(range);
    if (name !== null) return name;
    if (against === 'mod' && index < 2) return index === 0 ? 'Xen itself' : 'the device tree blob';
    return `${sizeText(range.size)} at ${groupedHex(range.start)}: this log ends before Xen lists what it recorded`;
  }
}
