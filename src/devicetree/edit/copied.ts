// Properties copied from the document into a new node: what refers to a node there refers to it in the copy, too.
//
// A tree has numbers for both. A copy shares its properties with the original, and by that it is known.
import type { Property, TreeNode } from '../../model/tree.ts';
import { liveChild, type LiveNode, type LiveReference } from '../evaluate/live.ts';
import type { PrintCell, PrintProperty, PrintTarget } from '../print/document.ts';
import type { Describe } from '../print/guess.ts';

/** By property, those that have any: the places where the text refers to a node. */
export type References = ReadonlyMap<Property, readonly LiveReference[]>;

/** The references of a tree and of all below it; `live` is what it was read from. */
export function referencesOf(
  live: LiveNode,
  tree: TreeNode,
  into = new Map<Property, readonly LiveReference[]>(),
): References {
  for (const property of tree.properties) {
    const references = live.properties.get(property.name)?.value.references ?? [];
    if (references.length > 0) into.set(property, references);
  }
  for (const child of tree.children) {
    const below = liveChild(live, child.name);
    if (below !== undefined) referencesOf(below, child, into);
  }
  return into;
}

/** Describes copied properties by what they refer to, as far as `holds` says that it is still there. */
export const referring = <Around>(
  describe: Describe<Around>,
  references: References,
  holds: (reference: LiveReference) => boolean,
): Describe<Around> => ({
  ...describe,
  property: (of, property, around) => {
    const written = describe.property(of, property, around);
    return withReferences(written, references.get(property)?.filter(holds) ?? []);
  },
});

function withReferences(property: PrintProperty, references: readonly LiveReference[]): PrintProperty {
  const { name, values } = property;
  // A path is a string, which is copied as one; what stands behind it is not where its offset says.
  const isPlain = references.every(({ kind }) => kind === 'phandle');
  if (references.length === 0 || !isPlain || values.some(({ kind }) => kind !== 'cells')) return property;
  const targets = new Map(
    references.map(({ offset, reference: { kind, target } }): [number, PrintTarget] => [
      offset / 4,
      kind === 'label' ? { label: target } : { path: target },
    ]),
  );
  let cell = 0;
  const referred = (one: PrintCell): PrintCell => {
    const phandleOf = targets.get(cell);
    cell += 1;
    return phandleOf === undefined ? one : { phandleOf };
  };
  return {
    name,
    values: values.map((value) =>
      value.kind === 'cells' ? { ...value, cells: value.cells.map(referred) } : value,
    ),
  };
}
