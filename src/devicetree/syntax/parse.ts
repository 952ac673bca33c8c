// Recursive descent over dtc's grammar: tokens to what was written. What does not fit is reported with what was
// expected there, and reading goes on behind it; nodes nest at most MAX_DEPTH deep, so the stack is safe.
import { MAX_DEPTH, MAX_INPUT, MAX_NAME } from '../limits.ts';
import { nodeNameProblem, propertyNameProblem } from '../names.ts';
import type { Body, Item, Label, Name, Statement, Syntax, Value } from './cst.ts';
import type { Problems } from './problems.ts';
import type { Resolve, Source, Sources } from './source.ts';
import { exact } from './steps.ts';
import { TokenStream } from './tokens.ts';
import { ValueParser } from './values.ts';

type NameProblem = typeof nodeNameProblem;

class Parser extends ValueParser {
  syntax(): Syntax {
    const plugin = this.header();
    const headerEnd = this.end;
    const items: Item[] = [];
    this.firstTree(items, plugin);
    while (this.tokens.peek().kind !== 'end') this.item(items);
    return { plugin, headerEnd, items, directives: this.tokens.directives };
  }

  /** `/dts-v1/;` and `/plugin/;`, once or several times (each include may have its own) but alike. */
  private header(): boolean {
    if (!this.sees('/dts-v1/')) {
      this.expected('“/dts-v1/;” at the start');
      this.tokens.recover();
    }
    let plugin: boolean | undefined;
    while (this.sees('/dts-v1/')) {
      const start = this.take();
      this.semicolon('“;” after /dts-v1/');
      const here = this.accept('/plugin/');
      if (here) this.semicolon('“;” after /plugin/');
      if (plugin !== undefined && plugin !== here)
        this.tokens.report(start, 'this header and the one before it differ in /plugin/');
      plugin ??= here;
    }
    return plugin ?? false;
  }

  /** Reservations, then a tree: dtc wants `/ { … };` first; an overlay may begin with `&label { … };`. */
  private firstTree(items: Item[], plugin: boolean): void {
    for (;;) {
      const { start } = this.tokens.peek();
      const labels = this.labels();
      if (!this.sees('/memreserve/')) {
        if (labels.length === 0) break;
        this.expected('“/memreserve/” after the label');
        this.tokens.recover();
        // What follows is read all the same, as if it had no label.
        break;
      }
      this.memreserve(items, start);
    }
    const isReference = this.tokens.peek().kind.endsWith('reference');
    if (this.sees('/') || (plugin && isReference)) return;
    if (isReference)
      this.tokens.report(this.tokens.peek(), 'a node is extended before there is any: begin with / { };');
    else {
      this.expected('the root node, “/ {”');
      this.tokens.recover();
      if (this.tokens.peek().kind !== 'end') this.unread(items, this.tokens.peek().start);
    }
  }

  private memreserve(items: Item[], start: number): void {
    this.take();
    const address = this.integer();
    const size = address && this.integer();
    if (size !== undefined) this.semicolon('“;” after the address and size of /memreserve/');
    if (address !== undefined && size !== undefined && !this.failed)
      items.push({ kind: 'memreserve', address, size, start, end: this.end });
    else this.unread(items, start);
  }

  /** Passes over what could not be read, at the top level: a stray “}” too. */
  private unread(items: Item[], start: number): void {
    this.skipStatement(start);
    if (this.accept('}')) this.accept(';');
    this.leave(items, start);
  }

  /** Notes what was passed over; on one line with what was passed over before it, the two are one. */
  private leave(list: (Item | Statement)[], start: number): void {
    const { end } = this;
    const last = list.at(-1);
    if (last?.kind === 'error' && !this.tokens.isNewLine(last.end, start))
      list[list.length - 1] = { kind: 'error', start: last.start, end };
    else list.push({ kind: 'error', start, end });
  }

  private item(items: Item[]): void {
    const { start } = this.tokens.peek();
    const item = this.readItem(items, start);
    if (item !== undefined) items.push(item);
    else if (this.failed) this.unread(items, start);
  }

  /** One item; undefined after a failure, and for one that is among the items already. */
  private readItem(items: Item[], start: number): Item | undefined {
    if (this.accept('/')) {
      if (!this.sees('{')) this.expected('“{” of the root node');
      if (this.failed) return undefined;
      return { kind: 'root', body: this.body(1, 'the root node'), start, end: this.end };
    }
    if (this.sees('/delete-node/') || this.sees('/omit-if-no-ref/')) {
      const kind = this.take().text === '/delete-node/' ? 'delete-node' : 'omit-node';
      const target = this.reference();
      if (target === undefined) {
        this.expected('the node, as &label or &{/path}');
        return undefined;
      }
      this.semicolon('“;”');
      return this.failed ? undefined : { kind, target, start, end: this.end };
    }
    if (this.sees('/memreserve/')) {
      this.tokens.report(this.tokens.peek(), '/memreserve/ must come before the first node');
      this.memreserve(items, start);
      return undefined;
    }
    return this.extend(start, this.labels());
  }

  /** `label: &other { … };`, its labels already read. */
  private extend(start: number, labels: readonly Label[]): Item | undefined {
    const target = this.reference();
    if (target === undefined) {
      this.expected(
        labels.length > 0
          ? '&label or &{/path} after the label'
          : '“/ {”, “&label {”, “/delete-node/” or the end of the text',
      );
      return undefined;
    }
    this.charge('fragment', target);
    if (!this.sees('{')) this.expected(`“{” of &${target.target}`);
    if (this.failed) return undefined;
    return { kind: 'extend', labels, target, body: this.body(1, `&${target.target}`), start, end: this.end };
  }

  /** `{ … };`, the “{” being the next token. `depth`: how deep this node nests in the text. */
  private body(depth: number, of: string): Body {
    const { start } = this.take();
    const statements: Statement[] = [];
    let subnodes = false;
    while (!this.sees('}') && this.tokens.peek().kind !== 'end') {
      const from = this.tokens.peek().start;
      const statement = this.statement(depth, of);
      if (statement === undefined) {
        this.skipStatement(from);
        this.leave(statements, from);
        continue;
      }
      const isNode = statement.kind === 'node' || statement.kind === 'delete-node';
      if (subnodes && !isNode)
        this.tokens.report(statement, 'properties must come before subnodes: move this one up');
      subnodes ||= isNode;
      statements.push(statement);
    }
    if (!this.accept('}')) this.expected(`a property, a node or the “}” of ${of}`);
    const { end } = this;
    this.semicolon(`“;” after the “}” of ${of}`);
    return { statements: exact(statements), start, end };
  }

  /** Undefined after a failure. */
  private statement(depth: number, of: string): Statement | undefined {
    const { start } = this.tokens.peek();
    let labels = this.labels();
    if (this.sees('/delete-property/') || this.sees('/delete-node/'))
      this.charge('property', this.tokens.peek());
    if (this.accept('/delete-property/')) {
      const name = this.name('the name of the property to delete', propertyNameProblem);
      this.semicolon('“;” after the name');
      return this.failed || name === undefined
        ? undefined
        : { kind: 'delete-property', name, start, end: this.end };
    }
    if (this.accept('/delete-node/')) {
      const name = this.name('the name of the node to delete', nodeNameProblem);
      this.semicolon('“;” after the name');
      return this.failed || name === undefined
        ? undefined
        : { kind: 'delete-node', name, start, end: this.end };
    }
    const omitIfUnreferenced = this.sees('/omit-if-no-ref/');
    if (omitIfUnreferenced) {
      const all = [...labels];
      while (this.accept('/omit-if-no-ref/')) this.labelsInto(all);
      labels = all;
    }
    const name = this.name(`a property, a node or the “}” of ${of}`);
    if (name === undefined) return undefined;
    this.charge(this.sees('{') ? 'node' : 'property', name);
    if (this.sees('{')) {
      this.check(name, nodeNameProblem);
      if (depth === MAX_DEPTH) this.tokens.fail(name, `nodes nest deeper than ${MAX_DEPTH}`);
      if (this.failed) return undefined;
      const body = this.body(depth + 1, name.text);
      return { kind: 'node', labels, omitIfUnreferenced, name, body, start, end: this.end };
    }
    if (omitIfUnreferenced) {
      this.expected(`“{” of ${name.text}`);
      return undefined;
    }
    return this.property(start, labels, name);
  }

  private property(start: number, labels: readonly Label[], name: Name): Statement {
    this.check(name, propertyNameProblem);
    const values: Value[] = [];
    const valueLabels: Label[] = [];
    if (this.accept('=')) {
      this.values(values, valueLabels);
      this.semicolon(`“,” or “;” after ${name.text}`);
    } else this.semicolon(`“=”, “{” or “;” after ${name.text}`);
    const broken = this.failed;
    if (broken) this.skipStatement(start);
    return {
      kind: 'property',
      labels,
      name,
      values: exact(values),
      valueLabels: exact(valueLabels),
      broken,
      start,
      end: this.end,
    };
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
    if (text.length > MAX_NAME) this.tokens.report(token, `a name is longer than ${MAX_NAME} bytes`);
    if (problemOf !== undefined) this.check(name, problemOf);
    return name;
  }

  private check(name: Name, problemOf: NameProblem): void {
    const problem = problemOf(name.text);
    if (problem !== undefined) this.tokens.report(name, problem);
  }
}

/** Reads a document and what it includes. `sources` receives every text read, `problems` what is wrong with them. */
export function parse(
  sources: Sources,
  source: Source,
  problems: Problems,
  resolve: Resolve | undefined,
): Syntax {
  const tokens = new TokenStream(sources, source, problems, resolve);
  if (source.text.length > MAX_INPUT)
    tokens.stop(
      { start: 0, end: 0 },
      `the text has ${source.text.length} characters; more than ${MAX_INPUT} (16 MiB) are not read`,
    );
  return new Parser(tokens).syntax();
}
