// What was written: items and statements in order, each with its span. What it adds up to is `evaluate/`'s business.
//
// Nothing is lost: whatever lies between the spans (punctuation, white space, comments, preprocessor lines) is the
// text between them, and `pieces.ts` lists all of it. What could not be read is an `error` with its span.
import type { Span } from './source.ts';

/** A label, without its colon. */
export interface Label extends Span {
  readonly name: string;
}

/** A node or property name as written, without a leading backslash. */
export interface Name extends Span {
  readonly text: string;
}

/** `&label` or `&{/path}`. */
export interface Reference extends Span {
  readonly kind: 'label' | 'path';
  /** The label without `&`, the path without `&{` and `}`. */
  readonly target: string;
}

/** A literal, a character, a macro or a parenthesised expression, with its value modulo 2^64. */
export interface Integer extends Span {
  readonly kind: 'integer';
  readonly value: bigint;
}

export type Value =
  /** A string, between its quotes as written. */
  | (Span & { readonly kind: 'string'; readonly text: string })
  | (Span & {
      readonly kind: 'cells';
      /** Width of each element. References only stand in 32-bit ones. */
      readonly bits: 8 | 16 | 32 | 64;
      readonly elements: readonly (Integer | Reference)[];
    })
  | (Span & { readonly kind: 'bytes'; readonly bytes: Uint8Array })
  /** Outside of `< >`: the node's path as a string. */
  | (Span & { readonly kind: 'path'; readonly reference: Reference })
  | (Span & {
      readonly kind: 'incbin';
      /** As the resolver is asked for it. */
      readonly path: string;
      /** Bytes to leave out and bytes to take; null: the whole file. */
      readonly part: { readonly offset: bigint; readonly length: bigint } | null;
    });

/** Something that could not be read, up to where reading goes on. */
export type Unread = Span & { readonly kind: 'error' };

export type PropertyStatement = Span & {
  readonly kind: 'property';
  readonly labels: readonly Label[];
  readonly name: Name;
  /** Empty for `name;`. */
  readonly values: readonly Value[];
  /** Labels inside the value; they take no bytes. */
  readonly valueLabels: readonly Label[];
  /** A part of the value could not be read: what it is, is not known. */
  readonly broken: boolean;
};

export type NodeStatement = Span & {
  readonly kind: 'node';
  readonly labels: readonly Label[];
  /** `/omit-if-no-ref/`: left out when nothing refers to it. */
  readonly omitIfUnreferenced: boolean;
  readonly name: Name;
  readonly body: Body;
};

export type Statement =
  | PropertyStatement
  | (Span & { readonly kind: 'delete-property'; readonly name: Name })
  | NodeStatement
  | (Span & { readonly kind: 'delete-node'; readonly name: Name })
  | Unread;

/** `{ … };`, properties first. */
export interface Body extends Span {
  readonly statements: readonly Statement[];
}

export type RootItem = Span & { readonly kind: 'root'; readonly body: Body };

export type ExtendItem = Span & {
  readonly kind: 'extend';
  readonly labels: readonly Label[];
  readonly target: Reference;
  readonly body: Body;
};

/** A top-level statement about a node that is there already. */
export type PointerItem = Span & {
  readonly kind: 'delete-node' | 'omit-node';
  readonly target: Reference;
};

export type MemreserveItem = Span & {
  readonly kind: 'memreserve';
  readonly address: Integer;
  readonly size: Integer;
};

export type Item = MemreserveItem | RootItem | ExtendItem | PointerItem | Unread;

/** A preprocessor line, with what it leaves out. */
export interface DirectiveLines extends Span {
  /** False for line markers, which only say where the text comes from. */
  readonly means: boolean;
}

export interface Syntax {
  /** `/plugin/`: an overlay, whose references may point outside. */
  readonly plugin: boolean;
  /** Where the last `/dts-v1/;` or `/plugin/;` ends; 0 without any. */
  readonly headerEnd: number;
  readonly items: readonly Item[];
  /** Those of the document itself, in order. */
  readonly directives: readonly DirectiveLines[];
}
