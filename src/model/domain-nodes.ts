// Which children of /chosen are domains to Xen: asked by all that read, build, judge and write them.
import { isCompatible } from './cells.ts';
import { Kept } from './kept.ts';
import type { TreeNode } from './tree.ts';

export const isDomainNode = (of: TreeNode): boolean => isCompatible(of, 'xen,domain');

const kept = new Kept<TreeNode, readonly TreeNode[]>();

/** In document order, which is that in which Xen builds them. */
export const domainNodesOf = (chosen: TreeNode): readonly TreeNode[] =>
  kept.of(chosen, [], () => chosen.children.filter(isDomainNode));
