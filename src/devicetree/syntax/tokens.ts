// The tokens of a document, its includes in place, its preprocessor lines obeyed.
import { ByteWriter } from '../byte-writer.ts';
import { MAX_INPUT } from '../limits.ts';
import type { Cursor, Macro, Token } from './expression.ts';
import { type Mode, modeAfter, type Position, scan, skipGap } from './lex.ts';
import { readDirective } from './preprocess.ts';
import { asText, unquote } from './quoted.ts';
import {
  relativeTo,
  type Resolve,
  type Source,
  type Span,
  type SpanProblem,
  type Sources,
} from './source.ts';

const MAX_INCLUDE_DEPTH = 32;

/** A text being read. */
interface Reading extends Position {
  readonly source: Source;
}

export class TokenStream implements Cursor {
  problem: SpanProblem | undefined;
  private readonly sources: Sources;
  private readonly resolve: Resolve | undefined;
  private readonly macros = new Map<string, Macro>();
  private readonly readings: Reading[];
  private mode: Mode = 'value';
  private ahead: Token | undefined;
  private budget: number;

  constructor(sources: Sources, document: Source, resolve: Resolve | undefined) {
    this.sources = sources;
    this.resolve = resolve;
    this.readings = [{ source: document, at: 0, lineStart: true }];
    this.budget = MAX_INPUT - document.text.length;
  }

  peek(): Token {
    this.ahead ??= this.read();
    return this.ahead;
  }

  next(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.ahead = undefined;
    return token;
  }

  fail(span: Span, message: string): void {
    this.problem ??= { message, span };
    this.ahead = { kind: 'end', text: '', start: span.end, end: span.end };
  }

  macro(name: string): Macro | undefined {
    return this.macros.get(name);
  }

  /** The path an included or embedded file is asked for by, seen from the text that holds `offset`. */
  pathFrom(offset: number, path: string): string {
    return relativeTo(this.sources.at(offset).name, path);
  }

  private read(): Token {
    for (;;) {
      const reading = this.readings.at(-1);
      if (reading === undefined) throw new Error('reading past the end');
      const { text, base } = reading.source;
      const closed = skipGap(text, reading);
      const { at } = reading;
      if (!closed) {
        this.fail({ start: base + at, end: base + at + 2 }, 'this comment has no end');
      } else if (!(reading.lineStart && text[at] === '#' && this.directive(reading))) {
        const { kind, end } = scan(text, at, this.mode);
        if (kind === 'end' && this.readings.length > 1) {
          this.readings.pop();
          continue;
        }
        const token = { kind, text: text.slice(at, end), start: base + at, end: base + end };
        reading.at = end;
        reading.lineStart = false;
        if (kind !== 'keyword' || token.text !== '/include/') {
          this.mode = modeAfter(kind, token.text, this.mode);
          if (this.macros.size > 0) this.refuseMacroInside(token);
          return this.problem === undefined ? token : this.peek();
        }
        this.include(reading);
      }
      if (this.problem !== undefined) return this.peek();
    }
  }

  /** `/include/ "file"`, its keyword already read. */
  private include(reading: Reading): void {
    const { text, base } = reading.source;
    skipGap(text, reading);
    const { at } = reading;
    const { kind, end } = scan(text, at, 'value');
    const span = { start: base + at, end: base + end };
    if (kind !== 'string') return this.fail(span, '/include/ needs the name of a file in quotes');
    const out = new ByteWriter();
    const problem = unquote(text.slice(at + 1, end - 1), out);
    if (problem !== undefined) return this.fail(span, problem);
    reading.at = end;
    this.enter(asText(out), span);
  }

  private directive(reading: Reading): boolean {
    const { text, base } = reading.source;
    const directive = readDirective(text, reading.at, this.macros);
    if (directive === undefined) return false;
    const span = { start: base + reading.at, end: base + directive.end };
    reading.at = directive.end;
    switch (directive.kind) {
      case 'nothing':
        break;
      case 'define':
        this.macros.set(directive.name, directive.macro);
        break;
      case 'undef':
        this.macros.delete(directive.name);
        break;
      case 'include':
        this.enter(directive.path, span);
        break;
      case 'refused':
        this.fail(span, directive.message);
    }
    return true;
  }

  private enter(written: string, span: Span): void {
    const path = this.pathFrom(span.start, written);
    if (this.readings.length > MAX_INCLUDE_DEPTH)
      return this.fail(span, `includes nest deeper than ${MAX_INCLUDE_DEPTH}: does ${path} include itself?`);
    if (this.resolve === undefined)
      return this.fail(
        span,
        `the file includes ${path}, which was not given along: open both, or the .dtb, or one text with the includes put in`,
      );
    const bytes = this.resolve(path);
    if (!bytes.ok) return this.fail(span, `${path} cannot be included: ${bytes.problem.message}`);
    this.budget -= bytes.value.length;
    if (this.budget < 0) return this.fail(span, 'with its includes the text has more than 16 MiB');
    const text = new TextDecoder().decode(bytes.value);
    this.readings.push({ source: this.sources.add(path, text), at: 0, lineStart: true });
  }

  /** cpp would replace a macro inside names, labels and references too; taking them as they are would be wrong. */
  private refuseMacroInside(token: Token): void {
    if (token.kind !== 'name' && token.kind !== 'label' && token.kind !== 'reference') return;
    const macro = token.text.split(/\W+/).find((word) => this.macros.has(word));
    if (macro !== undefined)
      this.fail(
        token,
        `${macro} is a macro, and macros are only understood as numbers in values; run the file through cpp, or open the .dtb`,
      );
  }
}
