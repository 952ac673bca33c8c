// What the language knows about a text, as an editor asks for it: by offsets, without an editor.
import type { OwnText } from '../bindings/own-text.ts';
import type { Span } from '../devicetree/document.ts';
import type { Release } from '../model/release.ts';
import type { Tree } from '../model/tree.ts';

/** What is asked about: a text, the tree Xen is given by it, and which Xen. */
export interface Subject {
  readonly text: OwnText;
  readonly tree: Tree;
  readonly release: Release;
}

/** What is said of a stretch of text, in paragraphs of Markdown. */
export interface Hover {
  readonly span: Span;
  readonly says: readonly string[];
}

export interface Completion {
  readonly label: string;
  readonly kind: 'property' | 'value' | 'node' | 'label';
  /** What is put in the place of `span`; `$1`, `${1:text}` are places to type on, in order. */
  readonly insert: string;
  readonly span: Span;
  /** Behind the label: where it is valid. */
  readonly detail: string;
  readonly says: string;
}

/** A node of the text, with the nodes in it. */
export interface OutlineItem {
  readonly name: string;
  /** What it is, where that is known. */
  readonly detail: string;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly children: readonly OutlineItem[];
}

/** Something that can be done about what is marked. */
export interface Fix {
  readonly title: string;
  readonly at: Span;
  readonly apply: () => void;
}

export interface TextServices {
  hover(offset: number): Hover | null;
  complete(offset: number): readonly Completion[];
  outline(): readonly OutlineItem[];
  folds(): readonly Span[];
  /** For what is marked anywhere in a stretch. */
  fixes(span: Span): readonly Fix[];
}
