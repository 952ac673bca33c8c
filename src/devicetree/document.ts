// Device tree source as a document: its text, what was written in it, the tree that makes, and what is wrong.
//
// A text with mistakes is a document too: what could be read of it stands, and each mistake has its place.
import type { Tree } from '../model/tree.ts';
import { evaluate } from './evaluate/evaluate.ts';
import type { LiveTree } from './evaluate/live.ts';
import { graft } from './graft.ts';
import type { Syntax } from './syntax/cst.ts';
import { parse as parseSyntax } from './syntax/parse.ts';
import { Problems, type Severity } from './syntax/problems.ts';
import { placeText, type Resolve, type Span, Sources } from './syntax/source.ts';

export type { Syntax } from './syntax/cst.ts';
export type { Severity } from './syntax/problems.ts';
export type { Place, Resolve, Span } from './syntax/source.ts';

export interface TextOptions {
  /**
   * Gives the bytes of an included or embedded file. Paths are as written, joined with the folder of the
   * file that names them, relative to the document's folder. Without it such files are a named error.
   */
  readonly resolve?: Resolve;
  /** The document before an edit: what the text still says is said by the same objects in the tree. */
  readonly before?: Document;
  /** Adds `__symbols__` to the tree as `dtc -@` does, so that overlays can be applied to it. */
  readonly symbols?: boolean;
}

export interface TextProblem {
  readonly message: string;
  readonly severity: Severity;
  /** In the document's own text; what is wrong in an included file stands at the line that includes it. */
  readonly span: Span;
  /** `line 12, column 3`, also of an included file. Computed when asked for. */
  readonly at: string;
}

export interface Document {
  readonly text: string;
  readonly syntax: Syntax;
  /** What the text means; where there are errors, what is left without the statements they are in. */
  readonly tree: Tree;
  /** In the order in which they were met: those of syntax first. */
  readonly problems: readonly TextProblem[];
  /** Every text that was read: the document itself, then what it includes. */
  readonly sources: Sources;
  /** The tree with the statements behind everything in it. */
  readonly live: LiveTree;
}

/** Reads a text as far as it can be read, as dtc does: references, phandles, overlays and boot CPU included. Total. */
export function parse(text: string, { resolve, symbols = false, before }: TextOptions = {}): Document {
  const sources = new Sources();
  const problems = new Problems();
  const syntax = parseSyntax(sources, sources.add(null, text), problems, resolve);
  const { tree, live } = evaluate(syntax, { symbols }, problems, resolve);
  return {
    text,
    syntax,
    tree: before === undefined ? tree : graft(before.tree, tree),
    problems: problems.list.map(({ message, severity, span }) => ({
      message,
      severity,
      span: sources.inDocument(span),
      get at() {
        return placeText(sources.place(span.start));
      },
    })),
    sources,
    live,
  };
}

/** The first error of a document, in the order in which they were met; undefined when its tree can be relied on. */
export const firstError = (of: Document): TextProblem | undefined =>
  of.problems.find(({ severity }) => severity === 'error');
