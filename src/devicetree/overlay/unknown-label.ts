// A label an overlay's text asks its base for, and the base does not have: which, where it is written, what is missing.
import { findChild, findProperty, type Tree } from '../../model/tree.ts';
import type { Document, TextProblem } from '../document.ts';
import { liveNodes, liveProperties } from '../evaluate/live.ts';
import { placeText } from '../syntax/source.ts';
import { SYMBOLS } from './fragments.ts';

export interface LabelledBase {
  /** The file's name, for people. */
  readonly name: string;
  /** Of a text: read with its labels (`symbols`). */
  readonly tree: Tree;
  /** A text has all the labels it was written with; a blob those that dtc -@ put into it. */
  readonly isText: boolean;
}

/** The first such label in the order of the overlay's tree; null when the base has them all. */
export function unknownLabel({ live, sources }: Document, base: LabelledBase): TextProblem | null {
  const symbols = findChild(base.tree.root, SYMBOLS);
  for (const node of liveNodes(live.root))
    for (const { value } of liveProperties(node))
      for (const { kind, reference } of value.references) {
        const { target: label } = reference;
        if (kind !== 'phandle' || reference.kind !== 'label' || live.find(reference) !== undefined) continue;
        if (symbols !== undefined && findProperty(symbols, label) !== undefined) continue;
        return {
          message: `&${label}: ${missing(label, base, symbols !== undefined)}`,
          severity: 'error',
          span: sources.inDocument(reference),
          get at() {
            return placeText(sources.place(reference.start));
          },
        };
      }
  return null;
}

function missing(label: string, { name, isText }: LabelledBase, hasSymbols: boolean): string {
  if (isText) return `no node of ${name} is labelled ${label}, nor is one of the overlay`;
  return hasSymbols
    ? `the labels in ${name} (its __symbols__) do not include ${label}`
    : `${name} holds no labels (__symbols__), the blob was compiled without -@: compile it with dtc -@, give its source instead, or write the node’s path, &{/…}`;
}
