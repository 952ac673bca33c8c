// A node that goes from one parent and is new below another: the same node, with its text and the comments that speak of it.
import type { TreeNode } from '../../model/tree.ts';
import type { LiveNode } from '../evaluate/live.ts';
import type { Editing } from './editing.ts';
import { hasDirectives } from './lines.ts';
import { related } from './match.ts';
import { isWrittenIn } from './removal.ts';

/** A node that is not there any more, or not below its parent. */
export interface Gone {
  readonly node: LiveNode;
  readonly before: TreeNode;
}

/** The one of those gone that has become `item` below `parent`; undefined where its text cannot be taken there. */
export const handedOn = (
  editing: Editing,
  gone: ReadonlySet<Gone>,
  parent: LiveNode,
  item: TreeNode,
): Gone | undefined =>
  // A node of that name that was deleted would delete this one too.
  parent.children.has(item.name)
    ? undefined
    : [...gone].find(
        ({ node, before }) => node.parent !== parent && related(before, item) && isInOnePiece(editing, node),
      );

function isInOnePiece(editing: Editing, node: LiveNode): boolean {
  const statement = editing.siteOfNode(node)?.statement;
  return (
    statement !== undefined &&
    isWrittenIn(editing, node, statement) &&
    !hasDirectives(editing.page, statement)
  );
}
