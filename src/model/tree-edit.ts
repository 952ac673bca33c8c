// Changes of a tree as data: what a person is told to write, ready to be carried out.
import { findProperty, type Property, type Tree, type TreeNode } from './tree.ts';

/** One change of one property of the node at `path`. */
export type TreeEdit =
  | { readonly kind: 'rename'; readonly path: string; readonly property: string; readonly to: string }
  /** Replaces the value, or adds the property behind all others. */
  | { readonly kind: 'set'; readonly path: string; readonly property: string; readonly value: Uint8Array };

/**
 * The tree with the edits carried out, those of one node in order. Those of nodes or properties that are not there
 * change nothing. Takes time linear in the edits and the nodes on their paths.
 */
export function withEdits(tree: Tree, edits: readonly TreeEdit[]): Tree {
  if (edits.length === 0) return tree;
  const root = rewritten(tree.root, byNode(edits));
  return root === tree.root ? tree : { ...tree, root };
}

/** The edits of a node, and those below it by name. */
interface Branch {
  readonly edits: TreeEdit[];
  readonly below: Map<string, Branch>;
}

const newBranch = (): Branch => ({ edits: [], below: new Map() });

function byNode(edits: readonly TreeEdit[]): Branch {
  const root = newBranch();
  for (const edit of edits) {
    let at = root;
    for (const name of edit.path.split('/').filter((part) => part !== '')) {
      const next = at.below.get(name) ?? newBranch();
      at.below.set(name, next);
      at = next;
    }
    at.edits.push(edit);
  }
  return root;
}

/** Of siblings with one name the first is meant, as in `nodeAt`. */
function rewritten(of: TreeNode, { edits, below }: Branch): TreeNode {
  const edited = edits.reduce(carriedOut, of);
  if (below.size === 0) return edited;
  const left = new Map(below);
  const children = of.children.map((child) => {
    const branch = left.get(child.name);
    left.delete(child.name);
    return branch === undefined ? child : rewritten(child, branch);
  });
  return children.every((child, i) => child === of.children[i]) ? edited : { ...edited, children };
}

function carriedOut(of: TreeNode, edit: TreeEdit): TreeNode {
  const change = (next: (property: Property) => Property): TreeNode => ({
    ...of,
    properties: of.properties.map((one) => (one.name === edit.property ? next(one) : one)),
  });
  const isThere = findProperty(of, edit.property) !== undefined;
  if (edit.kind === 'rename')
    return isThere && findProperty(of, edit.to) === undefined
      ? change((one) => ({ ...one, name: edit.to }))
      : of;
  const { property: name, value } = edit;
  return isThere
    ? change(() => ({ name, value }))
    : { ...of, properties: [...of.properties, { name, value }] };
}
