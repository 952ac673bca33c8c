// What an open design calls the ranges of a log, where the log alone has no full name for them.
import { type Range, sameRange } from '../../model/range.ts';
import { withoutSourceLine } from './compare.ts';
import type { LoggedModule, SaidLine } from './facts.ts';
import type { Lookup } from './lookup.ts';
import { type Design, type Names, namesInDesign } from './names.ts';
import { ask, type ByKind, exclusive, type SayingOf } from './sayings.ts';

export class DesignNotes {
  readonly #lookup: Lookup;
  readonly #design: Design;
  readonly #names: Names;

  constructor(lookup: Lookup, design: Design) {
    this.#lookup = lookup;
    this.#design = design;
    this.#names = namesInDesign(design);
  }

  about({ saying, said }: SaidLine): string | null {
    if (saying === null) return this.#panic(said);
    if (saying.kind === 'overlap') return this.#overlap(saying);
    const range = ask(this.#unnamed, saying) ?? null;
    return range === null ? null : this.#names.of(range);
  }

  #overlap({ span, against, index, other }: SayingOf<'overlap'>): string | null {
    const [range, entry] = [exclusive(span), exclusive(other)];
    const [name, otherName] = [this.#names.of(range), this.#names.of(entry)];
    if (name === null && otherName === null) return null;
    const tag = `${against}[${index}]`;
    const { modules, reserved, shared } = this.#design.analysis.recorded;
    const isThere = (against === 'mod' ? [modules] : [reserved, shared]).some((list) => {
      const predicted = list[index];
      return predicted !== undefined && sameRange(predicted, entry);
    });
    const elsewhere = otherName === null || isThere ? '' : ', which is recorded in another place there';
    return `${name ?? 'a range this design has not'} overlaps ${otherName ?? `${tag}, which this design has not`}${elsewhere}`;
  }

  /** Words of a panic that the design's boot ends with too: then the cause is known. */
  #panic(said: string): string | null {
    const { panic, findings } = this.#design.analysis;
    const predicted = withoutSourceLine(panic?.message ?? '').split('\n');
    if (!predicted.includes(withoutSourceLine(said))) return null;
    return findings.find(({ stops }) => stops)?.message ?? null;
  }

  /** The range of a line that the log has no full name for. */
  readonly #unnamed: ByKind<[], Range | null> = {
    module: ({ index }) => this.#unnamedModule(this.#lookup.module(index)),
    kernel: ({ start }) => this.#unnamedModule(this.#lookup.moduleAt(start)),
    ramdisk: ({ start }) => this.#unnamedModule(this.#lookup.moduleAt(start)),
    reserved: ({ index }) => {
      const one = this.#lookup.reserved(index);
      const isNamed =
        one?.use.kind === 'heap' || (one?.use.kind === 'static' && this.#hasName(one.use.domid));
      return one === undefined || isNamed ? null : one;
    },
    shared: ({ index }) => this.#lookup.shared(index) ?? null,
  };

  #unnamedModule(module: LoggedModule | undefined): Range | null {
    if (module === undefined || module.what === 'Xen' || module.what === 'Device Tree') return null;
    const { node, users } = module;
    const isNamed = node !== null || (users.length > 0 && users.every((domid) => this.#hasName(domid)));
    return isNamed ? null : module;
  }

  #hasName(domid: number): boolean {
    return (this.#lookup.domain(domid)?.name ?? null) !== null;
  }
}
