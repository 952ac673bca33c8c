// A Tree as source text that gives the same tree back.
import type { Cells } from '../model/cells.ts';
import type { Tree, TreeNode } from '../model/tree.ts';
import { describeNode, GUESS } from './print/guess.ts';
import { documentText, nodeText } from './print/write.ts';

/**
 * A whole tree. Text has no place for the boot CPU (dtc reads it off `/cpus`), for names with other characters
 * than dtc allows (a comment stands for such nodes and properties) and for a name twice among siblings.
 */
export const printTree = (tree: Tree): string =>
  documentText({
    memreserve: tree.memreserve,
    parts: [{ target: 'root', node: describeNode(tree.root, GUESS) }],
  });

/** One node as it stands `depth` levels deep; `cells` are those in force for its `reg`. */
export const printNode = (of: TreeNode, depth = 0, cells?: Cells): string =>
  nodeText(describeNode(of, GUESS, cells), depth);
