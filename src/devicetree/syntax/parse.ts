// Recursive descent over dtc's grammar: tokens to what was written. Stops at the first thing that does not fit
// and says what was expected there; nodes nest at most MAX_DEPTH deep, so the stack is safe.
import { ByteWriter } from '../byte-writer.ts';
import { MAX_DEPTH, MAX_INPUT, MAX_NAME } from '../limits.ts';
import { nodeNameProblem, propertyNameProblem } from '../names.ts';
import type { Body, Document, Integer, Item, Label, Name, Reference, Statement, Value } from './ast.ts';
import { readInteger, type Token, unexpected } from './expression.ts';
import { asText, unquote } from './quoted.ts';
import { type Resolve, type Source, type Sources, type Span, type SpanProblem } from './source.ts';
import { TokenStream } from './tokens.ts';

const NONE: readonly never[] = [];

/** Bytes a statement takes in a blob at least; for an overlay's fragment also what points to it. */
const COST = { property: 12, node: 16, fragment: 64, reference: 16 } as const;

const labelOf = (token: Token): Label => ({
  start: token.start,
  end: token.end,
  name: token.text.slice(0, -1),
});

type NameProblem = typeof nodeNameProblem;
type Cells = Extract<Value, { kind: 'cells' }>;

class Parser {
  private readonly tokens: TokenStream;
  /** Where the last token taken ends. */
  private end = 0;
  /** What of 16 MiB of tree is left: a short text can describe a tree that fills all memory. */
  private budget = MAX_INPUT;

  constructor(tokens: TokenStream) {
    this.tokens = tokens;
  }

  private get failed(): boolean {
    return this.tokens.problem !== undefined;
  }

  private take(): Token {
    const token = this.tokens.next();
    this.end = token.end;
    return token;
  }

  /** Whether the next token is this keyword or punctuation. */
  private sees(text: string): boolean {
    const token = this.tokens.peek();
    return token.text === text && (token.kind === 'punctuation' || token.kind === 'keyword');
  }

  private accept(text: string): boolean {
    if (!this.sees(text)) return false;
    this.take();
    return true;
  }

  private expected(what: string): void {
    const token = this.tokens.peek();
    this.tokens.fail(token, unexpected(token, what));
  }

  /** Takes `text`, or fails: `expected what, found …`. */
  private expect(text: string, what: string): void {
    if (!this.accept(text)) this.expected(what);
  }

  private charge(what: keyof typeof COST, span: Span): void {
    this.budget -= COST[what];
    if (this.budget < 0) this.tokens.fail(span, 'the tree described here is larger than 16 MiB');
  }

  private from(start: number): Span {
    return { start, end: this.end };
  }

  private labels(): Label[] {
    const labels: Label[] = [];
    this.labelsInto(labels);
    return labels;
  }

  private labelsInto(labels: Label[]): void {
    while (this.tokens.peek().kind === 'label') labels.push(labelOf(this.take()));
  }

  /** `&label` or `&{/path}`, or undefined when the next token is neither. */
  private reference(): Reference | undefined {
    const token = this.tokens.peek();
    if (token.kind !== 'reference' && token.kind !== 'path-reference') return undefined;
    const { start, end, text } = this.take();
    this.charge('reference', token);
    return token.kind === 'reference'
      ? { kind: 'label', target: text.slice(1), start, end }
      : { kind: 'path', target: text.slice(2, -1), start, end };
  }

  private integer(): Integer | undefined {
    const integer = readInteger(this.tokens);
    if (integer !== undefined) this.end = integer.end;
    return integer;
  }

  document(): Document {
    const plugin = this.header();
    const items: Item[] = [];
    for (;;) {
      const labels = this.labels();
      if (!this.sees('/memreserve/')) {
        if (labels.length > 0) this.expected('“/memreserve/” after the label');
        break;
      }
      this.memreserve(items);
    }
    if (!this.failed) this.firstTree(items, plugin);
    while (!this.failed && this.tokens.peek().kind !== 'end') this.item(items);
    return { plugin, items };
  }

  /** `/dts-v1/;` and `/plugin/;`, once or several times (each include may have its own) but alike. */
  private header(): boolean {
    if (!this.sees('/dts-v1/')) {
      this.expected('“/dts-v1/;” at the start');
      return false;
    }
    let plugin: boolean | undefined;
    while (this.sees('/dts-v1/')) {
      const start = this.take();
      this.expect(';', '“;” after /dts-v1/');
      const here = this.accept('/plugin/');
      if (here) this.expect(';', '“;” after /plugin/');
      if (plugin !== undefined && plugin !== here)
        this.tokens.fail(start, 'this header and the one before it differ in /plugin/');
      plugin ??= here;
    }
    return plugin ?? false;
  }

  private memreserve(items: Item[]): void {
    const { start } = this.take();
    const address = this.integer();
    const size = address && this.integer();
    this.expect(';', '“;” after the address and size of /memreserve/');
    if (address !== undefined && size !== undefined)
      items.push({ kind: 'memreserve', address, size, ...this.from(start) });
  }

  /** dtc wants `/ { … };` first; an overlay may begin with `&label { … };`. */
  private firstTree(items: Item[], plugin: boolean): void {
    if (this.sees('/') || (plugin && this.tokens.peek().kind.endsWith('reference'))) this.item(items);
    else if (this.tokens.peek().kind.endsWith('reference'))
      this.tokens.fail(this.tokens.peek(), 'a node is extended before there is any: begin with / { };');
    else this.expected('the root node, “/ {”');
  }

  private item(items: Item[]): void {
    const { start } = this.tokens.peek();
    if (this.accept('/')) {
      const body = this.body(1, 'the root node');
      items.push({ kind: 'root', body, ...this.from(start) });
      return;
    }
    if (this.sees('/delete-node/') || this.sees('/omit-if-no-ref/')) {
      const kind = this.take().text === '/delete-node/' ? 'delete-node' : 'omit-node';
      const target = this.reference();
      if (target === undefined) return this.expected('the node, as &label or &{/path}');
      this.expect(';', '“;”');
      items.push({ kind, target, ...this.from(start) });
      return;
    }
    if (this.sees('/memreserve/'))
      return this.tokens.fail(this.tokens.peek(), '/memreserve/ must come before the first node');
    this.extend(items, this.labels());
  }

  /** `label: &other { … };`, its labels already read. */
  private extend(items: Item[], labels: readonly Label[]): void {
    const start = labels[0]?.start ?? this.tokens.peek().start;
    const target = this.reference();
    if (target === undefined)
      return this.expected(
        labels.length > 0
          ? '&label or &{/path} after the label'
          : '“/ {”, “&label {”, “/delete-node/” or the end of the text',
      );
    this.charge('fragment', target);
    const body = this.body(1, `&${target.target}`);
    items.push({ kind: 'extend', labels, target, body, ...this.from(start) });
  }

  /** `{ … };`. `depth`: how deep this node nests in the text. */
  private body(depth: number, of: string): Body {
    const { start } = this.tokens.peek();
    this.expect('{', `“{” of ${of}`);
    const statements: Statement[] = [];
    let subnodes = false;
    if (depth > MAX_DEPTH) this.tokens.fail({ start, end: this.end }, `nodes nest deeper than ${MAX_DEPTH}`);
    while (!this.failed && !this.sees('}')) {
      const statement = this.statement(depth, of);
      if (statement === undefined) break;
      const isNode = statement.kind === 'node' || statement.kind === 'delete-node';
      if (subnodes && !isNode)
        this.tokens.fail(statement, 'properties must come before subnodes: move this one up');
      subnodes ||= isNode;
      statements.push(statement);
    }
    this.expect('}', `“}” of ${of}`);
    const { end } = this;
    this.expect(';', `“;” after the “}” of ${of}`);
    return { statements, start, end };
  }

  private statement(depth: number, of: string): Statement | undefined {
    const { start } = this.tokens.peek();
    const labels = this.labels();
    if (this.sees('/delete-property/') || this.sees('/delete-node/'))
      this.charge('property', this.tokens.peek());
    if (this.accept('/delete-property/')) {
      const name = this.name('the name of the property to delete', propertyNameProblem);
      this.expect(';', '“;” after the name');
      return name && { kind: 'delete-property', name, ...this.from(start) };
    }
    if (this.accept('/delete-node/')) {
      const name = this.name('the name of the node to delete', nodeNameProblem);
      this.expect(';', '“;” after the name');
      return name && { kind: 'delete-node', name, ...this.from(start) };
    }
    let omitIfUnreferenced = false;
    while (this.accept('/omit-if-no-ref/')) {
      omitIfUnreferenced = true;
      this.labelsInto(labels);
    }
    const name = this.name(`a property, a node or the “}” of ${of}`);
    if (name === undefined) return undefined;
    this.charge(this.sees('{') ? 'node' : 'property', name);
    if (this.sees('{') || omitIfUnreferenced) {
      this.check(name, nodeNameProblem);
      const body = this.body(depth + 1, name.text);
      return { kind: 'node', labels, omitIfUnreferenced, name, body, ...this.from(start) };
    }
    this.check(name, propertyNameProblem);
    if (!this.accept('=')) {
      if (!this.accept(';')) this.expected(`“=”, “{” or “;” after ${name.text}`);
      return { kind: 'property', labels, name, values: NONE, valueLabels: NONE, start, end: this.end };
    }
    const values: Value[] = [];
    const valueLabels: Label[] = [];
    this.values(values, valueLabels);
    if (!this.accept(';')) this.expected(`“,” or “;” after ${name.text}`);
    return { kind: 'property', labels, name, values, valueLabels, start, end: this.end };
  }

  private name(what: string, problemOf?: NameProblem): Name | undefined {
    const token = this.tokens.peek();
    if (token.kind !== 'name') {
      this.expected(what);
      return undefined;
    }
    this.take();
    const text = token.text.startsWith('\\') ? token.text.slice(1) : token.text;
    const name = { text, start: token.start, end: token.end };
    if (text.length > MAX_NAME) this.tokens.fail(token, `a name is longer than ${MAX_NAME} bytes`);
    if (problemOf !== undefined) this.check(name, problemOf);
    return name;
  }

  private check(name: Name, problemOf: NameProblem): void {
    const problem = problemOf(name.text);
    if (problem !== undefined) this.tokens.fail(name, problem);
  }

  private values(values: Value[], labels: Label[]): void {
    do {
      this.labelsInto(labels);
      const value = this.value(labels);
      if (value === undefined) return;
      values.push(value);
      this.labelsInto(labels);
    } while (this.accept(','));
  }

  private value(labels: Label[]): Value | undefined {
    const token = this.tokens.peek();
    const { start } = token;
    const reference = this.reference();
    if (reference !== undefined) return { kind: 'path', reference, ...this.from(start) };
    if (token.kind === 'string')
      return { kind: 'string', text: this.take().text.slice(1, -1), start, end: token.end };
    if (this.sees('<')) return this.cells(32, start, labels);
    if (this.accept('/bits/')) return this.sizedCells(start, labels);
    if (this.accept('[')) return this.byteString(start, labels);
    if (this.accept('/incbin/')) return this.incbin(start);
    this.expected('a value: “…”, <…>, […], &label, /bits/ or /incbin/');
    return undefined;
  }

  private sizedCells(start: number, labels: Label[]): Value | undefined {
    const token = this.tokens.peek();
    const width = token.kind === 'number' ? this.integer() : undefined;
    const bits = ([8, 16, 32, 64] as const).find((b) => width?.value === BigInt(b));
    if (bits === undefined) {
      this.tokens.fail(token, '/bits/ takes 8, 16, 32 or 64');
      return undefined;
    }
    return this.cells(bits, start, labels);
  }

  private cells(bits: Cells['bits'], start: number, labels: Label[]): Value | undefined {
    this.expect('<', '“<”');
    const elements: (Integer | Reference)[] = [];
    const limit = 1n << BigInt(bits);
    // A negative number, as 64 bits have it, fits when only its sign is cut off.
    const negative = (1n << 64n) - limit;
    while (!this.failed && !this.accept('>')) {
      this.labelsInto(labels);
      const reference = this.reference();
      if (reference !== undefined) {
        if (bits !== 32) this.tokens.fail(reference, 'references only stand in 32-bit cells');
        elements.push(reference);
      } else if (!this.sees('>')) {
        const token = this.tokens.peek();
        if (token.text === '(' || token.kind !== 'punctuation') {
          const integer = this.integer();
          if (integer === undefined) break;
          if (integer.value >= limit && integer.value < negative)
            this.tokens.fail(integer, `0x${integer.value.toString(16)} does not fit ${bits} bits`);
          elements.push(integer);
        } else
          this.tokens.fail(
            token,
            token.text === '-' || token.text === '~'
              ? 'put the expression in parentheses: <(-1)>'
              : unexpected(token, 'a number, “(”, a reference or “>”'),
          );
      }
    }
    return { kind: 'cells', bits, elements, ...this.from(start) };
  }

  private byteString(start: number, labels: Label[]): Value | undefined {
    const bytes = new ByteWriter();
    while (!this.failed && !this.accept(']')) {
      this.labelsInto(labels);
      const token = this.tokens.peek();
      if (token.kind === 'byte') bytes.byte(parseInt(this.take().text, 16));
      else if (!this.sees(']')) this.expected('two hex digits or “]”');
    }
    return { kind: 'bytes', bytes: bytes.take(), ...this.from(start) };
  }

  private incbin(start: number): Value | undefined {
    this.expect('(', '“(” after /incbin/');
    const token = this.tokens.peek();
    if (token.kind !== 'string') this.expected('the name of a file in quotes');
    const name = new ByteWriter();
    const problem = this.failed ? undefined : unquote(this.take().text.slice(1, -1), name);
    if (problem !== undefined) this.tokens.fail(token, problem);
    let part: { offset: bigint; length: bigint } | null = null;
    if (this.accept(',')) {
      const offset = this.integer();
      this.expect(',', '“,” and the length');
      const length = this.failed ? undefined : this.integer();
      if (offset === undefined || length === undefined) return undefined;
      part = { offset: offset.value, length: length.value };
    }
    this.expect(')', '“)” of /incbin/');
    const path = this.tokens.pathFrom(token.start, asText(name));
    return { kind: 'incbin', path, part, ...this.from(start) };
  }
}

export type Parsed = { readonly document: Document } | { readonly problem: SpanProblem };

/** Reads a document and what it includes. `sources` receives every text read. */
export function parse(sources: Sources, source: Source, resolve: Resolve | undefined): Parsed {
  if (source.text.length > MAX_INPUT)
    return {
      problem: {
        message: `the text has ${source.text.length} characters; more than ${MAX_INPUT} (16 MiB) are not read`,
        span: { start: 0, end: 0 },
      },
    };
  const tokens = new TokenStream(sources, source, resolve);
  const document = new Parser(tokens).document();
  return tokens.problem === undefined ? { document } : { problem: tokens.problem };
}
