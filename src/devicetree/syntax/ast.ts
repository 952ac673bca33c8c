// What was written: statements in order, with spans. What it adds up to is `evaluate/`'s business.
//
// Whatever lies between two tokens (white space, comments, preprocessor lines) is not kept here: it is the
// text between their spans.
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

/** A literal, a character or a parenthesised expression, with its value modulo 2^64. */
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

export type Statement =
  | (Span & {
      readonly kind: 'property';
      readonly labels: readonly Label[];
      readonly name: Name;
      /** Empty for `name;`. */
      readonly values: readonly Value[];
      /** Labels inside the value; they take no bytes. */
      readonly valueLabels: readonly Label[];
    })
  | (Span & { readonly kind: 'delete-property'; readonly name: Name })
  | (Span & {
      readonly kind: 'node';
      readonly labels: readonly Label[];
      /** `/omit-if-no-ref/`: left out when nothing refers to it. */
      readonly omitIfUnreferenced: boolean;
      readonly name: Name;
      readonly body: Body;
    })
  | (Span & { readonly kind: 'delete-node'; readonly name: Name });

/** `{ … }`, properties first. */
export interface Body extends Span {
  readonly statements: readonly Statement[];
}

export type Item =
  | (Span & { readonly kind: 'memreserve'; readonly address: Integer; readonly size: Integer })
  | (Span & { readonly kind: 'root'; readonly body: Body })
  | (Span & {
      readonly kind: 'extend';
      readonly labels: readonly Label[];
      readonly target: Reference;
      readonly body: Body;
    })
  | (Span & { readonly kind: 'delete-node'; readonly target: Reference })
  | (Span & { readonly kind: 'omit-node'; readonly target: Reference });

export interface Document {
  /** `/plugin/`: an overlay, whose references may point outside. */
  readonly plugin: boolean;
  readonly items: readonly Item[];
}
