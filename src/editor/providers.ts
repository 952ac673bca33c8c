// What the language knows, registered with Monaco: each text answers for itself, in offsets of its own.
import { coloured, configuration, FIRST_LINE, LANGUAGE_ID, type LineState } from './language.ts';
import { editor, languages, MarkerSeverity } from './monaco.ts';
import type { Completion, Fix, OutlineItem, TextServices } from './services.ts';
import type { Span } from '../devicetree/document.ts';
import type { TextLines } from './text-lines.ts';

/** A text on screen, and who answers for it. */
export interface Served {
  readonly lines: TextLines;
  readonly services: TextServices;
}

const served = new WeakMap<editor.ITextModel, () => Served | null>();

/** Has questions about a model answered from now on. */
export const serve = (model: editor.ITextModel, answer: () => Served | null): void => {
  served.set(model, answer);
};

const answerFor = (model: editor.ITextModel): Served | null => served.get(model)?.() ?? null;

export const rangeIn = (lines: TextLines, { start, end }: Span) => {
  const [from, to] = [lines.positionAt(start), lines.positionAt(end)];
  return {
    startLineNumber: from.line,
    startColumn: from.column,
    endLineNumber: to.line,
    endColumn: to.column,
  };
};

/** A line's state as Monaco keeps it. */
class State implements languages.IState {
  readonly line: LineState;
  constructor(line: LineState) {
    this.line = line;
  }
  clone(): State {
    return this;
  }
  equals(other: languages.IState): boolean {
    if (!(other instanceof State)) return false;
    const [a, b] = [this.line, other.line];
    return a.mode === b.mode && a.inComment === b.inComment && a.inDirective === b.inDirective;
  }
}

languages.register({ id: LANGUAGE_ID, extensions: ['.dts', '.dtsi', '.dtso'] });
languages.setLanguageConfiguration(LANGUAGE_ID, {
  ...configuration,
  // A name of a property is one word, `#size-cells` and `xen,static-mem` too.
  wordPattern: /[#\w,.+?@-]+/,
});
languages.setTokensProvider(LANGUAGE_ID, {
  getInitialState: () => new State(FIRST_LINE),
  tokenize(line, state) {
    const { tokens, after } = coloured(line, state instanceof State ? state.line : FIRST_LINE);
    return {
      tokens: tokens.map(({ start, colour }) => ({ startIndex: start, scopes: colour })),
      endState: new State(after),
    };
  },
});

languages.registerHoverProvider(LANGUAGE_ID, {
  provideHover(model, { lineNumber, column }) {
    const it = answerFor(model);
    const hover = it?.services.hover(it.lines.offsetAt({ line: lineNumber, column }));
    return it === null || !hover
      ? null
      : { range: rangeIn(it.lines, hover.span), contents: hover.says.map((value) => ({ value })) };
  },
});

const KINDS: Readonly<Record<Completion['kind'], languages.CompletionItemKind>> = {
  property: languages.CompletionItemKind.Property,
  value: languages.CompletionItemKind.Value,
  node: languages.CompletionItemKind.Struct,
  label: languages.CompletionItemKind.Reference,
};

languages.registerCompletionItemProvider(LANGUAGE_ID, {
  triggerCharacters: ['"', '&', ',', '#'],
  provideCompletionItems(model, { lineNumber, column }) {
    const it = answerFor(model);
    if (it === null) return { suggestions: [] };
    const offset = it.lines.offsetAt({ line: lineNumber, column });
    return {
      suggestions: it.services.complete(offset).map(({ label, kind, insert, span, detail, says }) => ({
        label: { label, description: detail },
        kind: KINDS[kind],
        insertText: insert,
        insertTextRules: languages.CompletionItemInsertTextRule.InsertAsSnippet,
        range: rangeIn(it.lines, span),
        documentation: says,
      })),
    };
  },
});

languages.registerDocumentSymbolProvider(LANGUAGE_ID, {
  displayName: 'nodes',
  provideDocumentSymbols(model) {
    const it = answerFor(model);
    if (it === null) return [];
    const symbol = ({ name, detail, span, nameSpan, children }: OutlineItem): languages.DocumentSymbol => ({
      name,
      detail,
      kind: languages.SymbolKind.Struct,
      tags: [],
      range: rangeIn(it.lines, span),
      selectionRange: rangeIn(it.lines, nameSpan),
      children: children.map(symbol),
    });
    return it.services.outline().map(symbol);
  },
});

languages.registerFoldingRangeProvider(LANGUAGE_ID, {
  provideFoldingRanges(model) {
    const it = answerFor(model);
    if (it === null) return [];
    return it.services.folds().flatMap(({ start, end }) => {
      const [from, to] = [it.lines.positionAt(start).line, it.lines.positionAt(end).line];
      // The last line, with what closes it, stays in sight.
      return to - from < 2 ? [] : [{ start: from, end: to - 1 }];
    });
  },
});

const APPLY = 'memmap.fix';
editor.registerCommand(APPLY, (_accessor, fix: Fix) => fix.apply());

languages.registerCodeActionProvider(LANGUAGE_ID, {
  provideCodeActions(model, range, { markers }) {
    const it = answerFor(model);
    if (it === null) return { actions: [], dispose: () => undefined };
    const span = {
      start: it.lines.offsetAt({ line: range.startLineNumber, column: range.startColumn }),
      end: it.lines.offsetAt({ line: range.endLineNumber, column: range.endColumn }),
    };
    const actions = it.services.fixes(span).map((fix) => ({
      title: fix.title,
      kind: 'quickfix',
      isPreferred: true,
      diagnostics: markers.filter(({ severity }) => severity >= MarkerSeverity.Warning),
      command: { id: APPLY, title: fix.title, arguments: [fix] },
    }));
    return { actions, dispose: () => undefined };
  },
});
