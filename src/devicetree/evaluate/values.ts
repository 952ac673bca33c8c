// Written values to bytes, with the places that wait for references.
import { ByteWriter } from '../byte-writer.ts';
import { MAX_INPUT } from '../limits.ts';
import type { PropertyStatement, Value } from '../syntax/cst.ts';
import type { Problems } from '../syntax/problems.ts';
import { unquote } from '../syntax/quoted.ts';
import type { Resolve, Span } from '../syntax/source.ts';
import { type LiveReference, type LiveValue, NOTHING } from './live.ts';

/** What stands in a cell until its phandle is known; overlays keep it for nodes they do not hold. */
export const UNRESOLVED = 0xffffffff;

type Cells = Extract<Value, { kind: 'cells' }>;
type Incbin = Extract<Value, { kind: 'incbin' }>;

/**
 * Turns values into bytes, at most 16 MiB in all: references and included files can make a tree much larger
 * than its text. Values past that come out empty.
 */
export class Values {
  private budget = MAX_INPUT;
  private readonly resolve: Resolve | undefined;
  private readonly problems: Problems;
  private readonly out = new ByteWriter();

  constructor(problems: Problems, resolve: Resolve | undefined) {
    this.problems = problems;
    this.resolve = resolve;
  }

  /** Takes `size` bytes off what is left; false and a problem when there are not so many. */
  charge(size: number, span: Span): boolean {
    if (this.budget < 0) return false;
    this.budget -= size;
    if (this.budget < 0) this.problems.report(span, 'the values of the tree add up to more than 16 MiB');
    return this.budget >= 0;
  }

  of({ values, valueLabels: labels }: PropertyStatement): LiveValue {
    if (this.budget < 0 || (values.length === 0 && labels.length === 0)) return NOTHING;
    const references: LiveReference[] = [];
    for (const value of values) this.write(value, references);
    return {
      bytes: this.out.take(),
      references: references.length === 0 ? NOTHING.references : references,
      labels,
    };
  }

  private write(value: Value, references: LiveReference[]): void {
    const { out } = this;
    const before = out.size;
    switch (value.kind) {
      case 'string': {
        const problem = unquote(value.text, out);
        out.byte(0);
        if (problem !== undefined) this.problems.report(value, problem);
        this.charge(out.size - before, value);
        break;
      }
      case 'bytes':
        if (this.charge(value.bytes.length, value)) out.bytes(value.bytes);
        break;
      case 'path':
        references.push({ kind: 'path', offset: before, reference: value.reference });
        break;
      case 'cells':
        this.writeCells(value, references);
        break;
      case 'incbin':
        this.writeFile(value);
    }
  }

  private writeCells({ bits, elements, start, end }: Cells, references: LiveReference[]): void {
    if (!this.charge((elements.length * bits) / 8, { start, end })) return;
    for (const element of elements) {
      if (element.kind === 'integer') {
        this.out.number(element.value, bits);
      } else {
        references.push({ kind: 'phandle', offset: this.out.size, reference: element });
        this.out.number(BigInt(UNRESOLVED), 32);
      }
    }
  }

  /** A part that reaches past the file's end is cut short, as in dtc. */
  private writeFile(value: Incbin): void {
    if (this.resolve === undefined)
      return this.problems.report(
        value,
        `the file embeds ${value.path}, which was not given along: open both, or the .dtb`,
      );
    const file = this.resolve(value.path);
    if (!file.ok)
      return this.problems.report(value, `${value.path} cannot be embedded: ${file.problem.message}`);
    const size = BigInt(file.value.length);
    const cut = (at: bigint): number => Number(at < size ? at : size);
    const { offset, length } = value.part ?? { offset: 0n, length: size };
    const part = file.value.subarray(cut(offset), cut(offset + length));
    if (this.charge(part.length, value)) this.out.bytes(part);
  }
}
