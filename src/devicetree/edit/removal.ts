// Nodes that go: everything written for them, comments included, and what referred to them.
import { type LiveNode, liveNodes, liveProperties, type LiveProperty } from '../evaluate/live.ts';
import type { Body } from '../syntax/cst.ts';
import type { Span } from '../syntax/source.ts';
import type { Editing } from './editing.ts';
import { cutOf, endBefore, hasDirectives, linesOf } from './lines.ts';

const contains = (outer: Span, inner: Span): boolean => inner.start >= outer.start && inner.end <= outer.end;

/** Cuts a statement of a body out, or with null an item. */
export function cut(editing: Editing, body: Body | null, statement: Span): void {
  const { page, document, edits } = editing;
  const from = body === null ? endOfItemBefore(document.syntax.items, statement) : endBefore(body, statement);
  edits.remove(cutOf(page, linesOf(page, from, statement)));
}

function endOfItemBefore(items: readonly Span[], { start }: Span): number {
  return items.reduce((end, item) => (item.end <= start && item.end > end ? item.end : end), 0);
}

/** Removes a node with all below it; where its text is not ours to cut, by a statement at the end of the document. */
export function removeNode(editing: Editing, node: LiveNode): void {
  const spans = spansOf(editing, node);
  if (spans === null) return editing.tail.deleteNode(node);
  for (const { body, span } of spans) cut(editing, body, span);
}

interface Piece {
  readonly body: Body | null;
  readonly span: Span;
}

/** Every statement there is about a node and all below it, each once; null when some are not ours to cut. */
function spansOf(editing: Editing, node: LiveNode): readonly Piece[] | null {
  const found: Piece[] = [];
  const add = (piece: Piece): boolean => {
    if (found.some(({ span }) => contains(span, piece.span))) return true;
    if (!editing.isOwn(piece.span) || hasDirectives(editing.page, piece.span)) return false;
    found.push(piece);
    return true;
  };
  for (const below of everBelow(node))
    for (const by of [...below.past, ...below.written]) {
      const parent = by.kind === 'node' ? bodyWith(below.parent, by) : null;
      if (parent === undefined || !add({ body: parent, span: by })) return null;
    }
  for (const { item, node: target } of editing.document.live.pointers)
    if (isWithin(target, node) && !add({ body: null, span: item })) return null;
  return found;
}

/** A node and all that ever was below it: what is deleted by now is still written. */
const everBelow = (node: LiveNode): LiveNode[] => [node, ...[...node.children.values()].flatMap(everBelow)];

const bodyWith = (node: LiveNode | null, statement: Span): Body | undefined =>
  [...(node?.past ?? []), ...(node?.written ?? [])].find(({ body }) => contains(body, statement))?.body;

/** Whether all that is said about a node is said in one statement. */
export function isWrittenIn(editing: Editing, node: LiveNode, statement: Span): boolean {
  const written = everBelow(node).flatMap((below) => [...below.past, ...below.written]);
  return (
    written.every((by) => contains(statement, by)) &&
    !editing.document.live.pointers.some((pointer) => isWithin(pointer.node, node))
  );
}

export function isWithin(node: LiveNode, ancestor: LiveNode): boolean {
  for (let at: LiveNode | null = node; at !== null; at = at.parent) if (at === ancestor) return true;
  return false;
}

/** Places in values that must be written out, by property: what they refer to is not there any more. */
export type Forced = ReadonlyMap<
  LiveProperty,
  { readonly of: LiveNode; readonly offsets: ReadonlySet<number> }
>;

/** References, in what remains, for which `isLost` holds. */
export function lostReferences(
  { document: { live } }: Editing,
  gone: readonly LiveNode[],
  isLost: (target: LiveNode, kind: 'phandle' | 'path', by: 'label' | 'path') => boolean,
): Forced {
  const forced = new Map<LiveProperty, { of: LiveNode; offsets: Set<number> }>();
  const remains = (node: LiveNode): boolean => !gone.some((lost) => isWithin(node, lost));
  for (const of of liveNodes(live.root).filter(remains))
    for (const property of liveProperties(of))
      for (const { kind, offset, reference } of property.value.references) {
        const target = live.find(reference);
        if (target === undefined || !isLost(target, kind, reference.kind)) continue;
        const entry = forced.get(property) ?? { of, offsets: new Set() };
        forced.set(property, entry);
        entry.offsets.add(offset);
      }
  return forced;
}
