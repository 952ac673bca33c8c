// The tokens of a document, its includes in place, its preprocessor lines obeyed.
//
// A parser that meets something it cannot read calls `fail`: from then on every token is the end, so that it unwinds
// to a place where it can go on, and `recover` brings the tokens back.
import { ByteWriter } from '../byte-writer.ts';
import { MAX_INPUT } from '../limits.ts';
import type { DirectiveLines } from './cst.ts';
import type { Cursor, Macro, Token } from './expression.ts';
import { type Mode, modeAfter, type Position, scan, skipGap } from './lex.ts';
import { readDirective, skipGroup } from './preprocess.ts';
import type { Problems, Severity } from './problems.ts';
import { asText, unquote } from './quoted.ts';
import { relativeTo, type Resolve, type Source, type Span, type Sources } from './source.ts';

const MAX_INCLUDE_DEPTH = 32;

/** What most statements and items begin like. */
const STATEMENT =
  /(?:[A-Za-z_]\w*:\s*)?(?:[\w,.+*#?@-]+|&\w+|&\{[\w,.+*#?@/-]*\}|\/)\s*[={;]|\/(?:delete-node|delete-property|omit-if-no-ref)\//y;

/** A text being read. */
interface Reading extends Position {
  readonly source: Source;
  /** The `#if`s it is in; `taken`: one of its branches counts. */
  readonly conditions: { readonly start: number; taken: boolean }[];
}

const reading = (source: Source): Reading => ({ source, at: 0, lineStart: true, conditions: [] });

export class TokenStream implements Cursor {
  /** Reading has failed and not been taken up again. */
  failing = false;
  /** Preprocessor lines of the document itself, with what they leave out. */
  readonly directives: DirectiveLines[] = [];
  private readonly sources: Sources;
  private readonly problems: Problems;
  private readonly resolve: Resolve | undefined;
  private readonly macros = new Map<string, Macro>();
  private readonly readings: Reading[];
  private mode: Mode = 'value';
  private ahead: Token | undefined;
  /** The token that was ahead when reading failed. */
  private held: Token | undefined;
  private stopped = false;
  private budget: number;

  constructor(sources: Sources, document: Source, problems: Problems, resolve: Resolve | undefined) {
    this.sources = sources;
    this.problems = problems;
    this.resolve = resolve;
    this.readings = [reading(document)];
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

  /** Says what is wrong; reading goes on. */
  report(span: Span, message: string, severity?: Severity): void {
    if (!this.failing) this.problems.report(span, message, severity);
  }

  fail(span: Span, message: string): void {
    if (this.failing) return;
    this.problems.report(span, message);
    this.failing = true;
    this.held = this.ahead;
    this.ahead = { kind: 'end', text: '', start: span.end, end: span.end };
  }

  /** Takes reading up where it failed: the next token is the one that was ahead then. */
  recover(): void {
    if (!this.failing) return;
    this.failing = this.stopped;
    if (!this.stopped) this.ahead = this.held;
    this.held = undefined;
  }

  /** Recovers at the beginning of a statement: the next token is read as one that may be a name. */
  recoverAsName(): void {
    this.recover();
    const token = this.ahead;
    const last = this.readings.at(-1);
    if (token === undefined || token.kind === 'end' || last === undefined) return;
    this.mode = 'name';
    if (token.start < last.source.base) return;
    last.at = token.start - last.source.base;
    this.ahead = undefined;
  }

  /** Fails for good: there is more than is read. */
  stop(span: Span, message: string): void {
    this.fail(span, message);
    this.stopped = true;
  }

  macro(name: string): Macro | undefined {
    return this.macros.get(name);
  }

  /** Whether a new line begins between two offsets, or another text. */
  isNewLine(from: number, to: number): boolean {
    const { base, text } = this.sources.at(from);
    return to < from || to > base + text.length || text.slice(from - base, to - base).includes('\n');
  }

  /** Whether the next token begins a line, as a statement would. */
  seesStatement(from: number): boolean {
    const token = this.peek();
    const current = this.readings.at(-1);
    if (current === undefined || !this.isNewLine(from, token.start)) return false;
    STATEMENT.lastIndex = token.start - current.source.base;
    return STATEMENT.test(current.source.text);
  }

  /** The path an included or embedded file is asked for by, seen from the text that holds `offset`. */
  pathFrom(offset: number, path: string): string {
    return relativeTo(this.sources.at(offset).name, path);
  }

  private read(): Token {
    for (;;) {
      const current = this.readings.at(-1);
      if (current === undefined) throw new Error('reading past the end');
      const { text, base } = current.source;
      const closed = skipGap(text, current);
      const { at } = current;
      if (!closed) {
        const isBlock = text[at + 1] === '*';
        this.report(
          { start: base + at, end: base + at + 2 },
          isBlock ? 'this comment has no end' : 'a comment on the last line needs a line break behind it',
        );
        current.at = text.length;
      } else if (!(current.lineStart && text[at] === '#' && this.directive(current))) {
        const { kind, end } = scan(text, at, this.mode);
        if (kind === 'end') {
          this.checkConditions(current);
          if (this.readings.length > 1) {
            this.readings.pop();
            continue;
          }
        }
        const token = { kind, text: text.slice(at, end), start: base + at, end: base + end };
        current.at = end;
        current.lineStart = false;
        if (kind !== 'keyword' || token.text !== '/include/') {
          this.mode = modeAfter(kind, token.text, this.mode);
          if (this.macros.size > 0) this.refuseMacroInside(token);
          return token;
        }
        this.include(current);
      }
      if (this.failing) return this.peek();
    }
  }

  /** `/include/ "file"`, its keyword already read. */
  private include(current: Reading): void {
    const { text, base } = current.source;
    skipGap(text, current);
    const { at } = current;
    const { kind, end } = scan(text, at, 'value');
    const span = { start: base + at, end: base + end };
    if (kind !== 'string') return this.report(span, '/include/ needs the name of a file in quotes');
    const out = new ByteWriter();
    const problem = unquote(text.slice(at + 1, end - 1), out);
    current.at = end;
    if (problem !== undefined) return this.report(span, problem);
    this.enter(asText(out), span);
  }

  private directive(current: Reading): boolean {
    const { text, base } = current.source;
    const start = current.at;
    const directive = readDirective(text, start, this.macros);
    if (directive === undefined) return false;
    const span = { start: base + start, end: base + directive.end };
    current.at = directive.end;
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
      case 'if':
        if (directive.problem !== null) this.report(span, directive.problem);
        current.conditions.push({ start: base + start, taken: directive.holds });
        if (!directive.holds) current.at = skipGroup(text, directive.end);
        break;
      case 'else':
        this.otherwise(current, span, directive.problem);
        break;
      case 'endif':
        if (current.conditions.pop() === undefined) this.report(span, '#endif without #ifdef');
        break;
      case 'refused':
        this.report(span, directive.message, directive.severity);
    }
    if (base === 0)
      this.directives.push({
        start,
        end: Math.max(directive.end, current.at),
        means: directive.kind !== 'nothing',
      });
    return true;
  }

  private otherwise(current: Reading, span: Span, problem: string | null): void {
    const condition = current.conditions.at(-1);
    if (condition === undefined) return this.report(span, '#else without #ifdef');
    if (problem !== null) this.report(span, problem);
    if (condition.taken || problem !== null) current.at = skipGroup(current.source.text, current.at);
    else condition.taken = true;
  }

  private checkConditions({ conditions }: Reading): void {
    for (const { start } of conditions.splice(0))
      this.report({ start, end: start + 1 }, 'this #ifdef has no #endif');
  }

  private enter(written: string, span: Span): void {
    const path = this.pathFrom(span.start, written);
    if (this.readings.length > MAX_INCLUDE_DEPTH)
      return this.report(
        span,
        `includes nest deeper than ${MAX_INCLUDE_DEPTH}: does ${path} include itself?`,
      );
    const bytes = this.resolve?.(path);
    if (bytes?.ok !== true) {
      const why =
        bytes === undefined
          ? `the file includes ${path}, which was not given along: open both, or the .dtb, or one text with the includes put in`
          : `${path} cannot be included: ${bytes.problem.message}`;
      // A header only defines names; each that is missing is reported where it is used.
      return this.report(span, why, path.endsWith('.h') ? 'warning' : 'error');
    }
    this.budget -= bytes.value.length;
    if (this.budget < 0) return this.stop(span, 'with its includes the text has more than 16 MiB');
    const text = new TextDecoder().decode(bytes.value);
    this.readings.push(reading(this.sources.add(path, text, span)));
  }

  /** cpp would replace a macro inside names, labels and references too; taking them as they are would be wrong. */
  private refuseMacroInside(token: Token): void {
    if (token.kind !== 'name' && token.kind !== 'label' && token.kind !== 'reference') return;
    const macro = token.text.split(/\W+/).find((word) => this.macros.has(word));
    if (macro !== undefined)
      this.report(
        token,
        `${macro} is a macro, and macros are only understood as numbers in values; run the file through cpp, or open the .dtb`,
      );
  }
}
