// Nodes that get another name: in every statement that names them, and in every path that leads through them.
import { type LiveNode, liveNodes } from '../evaluate/live.ts';
import type { Reference } from '../syntax/cst.ts';
import type { Editing } from './editing.ts';
import { isWithin } from './removal.ts';

/** The names to come. */
export type Renames = ReadonlyMap<LiveNode, string>;

/** What is gone needs no new name. */
export function renameNodes(editing: Editing, renames: Renames, gone: readonly LiveNode[]): void {
  if (renames.size === 0) return;
  const { edits } = editing;
  for (const [node, name] of renames)
    for (const by of node.written)
      if (by.kind === 'node') {
        if (editing.isOwn(by.name)) edits.replace(by.name, name);
        else editing.cannot(`${node.name} is named in an included file`);
      }
  for (const [reference, target] of pathsThrough(editing, renames)) {
    if (gone.some((lost) => isWithin(target, lost))) continue;
    if (editing.isOwn(reference)) edits.replace(reference, `&{${pathAfter(target, renames)}}`);
    else editing.cannot(`${target.name} is referred to by its path in an included file`);
  }
}

/** Paths in items that lead through a renamed node, and where they lead. */
function pathsThrough({ document: { live } }: Editing, renames: Renames): ReadonlyMap<Reference, LiveNode> {
  const found = new Map<Reference, LiveNode>();
  for (const renamed of renames.keys())
    for (const node of liveNodes(renamed))
      for (const by of node.written)
        if (by.kind === 'extend' && by.target.kind === 'path') found.set(by.target, node);
  for (const { item, node } of live.pointers)
    if (item.target.kind === 'path' && isRenamed(node, renames)) found.set(item.target, node);
  return found;
}

/** The path of a node once everything has its new name. */
function pathAfter(node: LiveNode, renames: Renames): string {
  let path = '';
  for (let at = node; at.parent !== null; at = at.parent) path = `/${renames.get(at) ?? at.name}${path}`;
  return path === '' ? '/' : path;
}

/** Whether the path of a node changes. */
export const isRenamed = (node: LiveNode, renames: Renames): boolean =>
  [...renames.keys()].some((renamed) => isWithin(node, renamed));
