// From a place in a document's text to what of the tree is written there, and back.
import type { Document, Span } from './document.ts';
import { groupsOf, type Part } from './edit/parts.ts';
import { type LiveNode, liveNodes, liveProperty, type LiveProperty, pathOf } from './evaluate/live.ts';
import type { Body, Item, PropertyStatement, Statement } from './syntax/cst.ts';

/** What is written at a place. */
export interface Spot {
  /** The node whose body the place is in, or whose name or label. */
  readonly path: string;
  /** The property whose statement the place is in; also where that statement cannot be read. */
  readonly property: string | null;
  /** Of a property that is read here: which 32-bit cell of its value begins there; null elsewhere in it. */
  readonly cell: number | null;
  /** The narrowest of the three. */
  readonly span: Span;
}

const holds = ({ start, end }: Span, offset: number): boolean => start <= offset && offset < end;

const owners = new WeakMap<Document, ReadonlyMap<Body, LiveNode>>();

/** The nodes that bodies were written for; those of deleted nodes are not among them. */
function ownersIn(document: Document): ReadonlyMap<Body, LiveNode> {
  let found = owners.get(document);
  if (found === undefined) {
    found = new Map(
      liveNodes(document.live.root).flatMap((node) => node.written.map(({ body }) => [body, node] as const)),
    );
    owners.set(document, found);
  }
  return found;
}

/** What is written at an offset of the document's text; null outside of all nodes, and in those that are deleted. */
export function spotAt(document: Document, offset: number): Spot | null {
  const item = lastAt(document.syntax.items, offset);
  if (item === undefined || !('body' in item) || !holds(item, offset)) return null;
  return spotIn(document, item, offset);
}

function spotIn(document: Document, of: Span & { readonly body: Body }, offset: number): Spot | null {
  const statement = holds(of.body, offset) ? lastAt(of.body.statements, offset) : undefined;
  if (statement !== undefined && holds(statement, offset)) {
    if (statement.kind === 'node') return spotIn(document, statement, offset);
    const owner = ownersIn(document).get(of.body);
    if (owner === undefined) return null;
    if (statement.kind === 'property') return inProperty(document, owner, statement, offset);
  }
  const owner = ownersIn(document).get(of.body);
  return owner === undefined
    ? null
    : { path: pathOf(owner), property: null, cell: null, span: { start: of.start, end: of.end } };
}

function inProperty(document: Document, owner: LiveNode, statement: PropertyStatement, offset: number): Spot {
  const path = pathOf(owner);
  const property = liveProperty(owner, statement.name.text);
  const parts = property?.statements.at(-1) === statement ? partsOf(document, property) : [];
  const part = parts.find((one) => holds(one, offset));
  const { start, end } = part ?? statement;
  const cell = part !== undefined && part.offset % 4 === 0 && isNumber(part) ? part.offset / 4 : null;
  return { path, property: statement.name.text, cell, span: { start, end } };
}

const isNumber = ({ kind }: Part): boolean => kind === 'integer' || kind === 'reference';

/** The last of a list that begins at or before an offset; those of included files lie behind all text. */
const lastAt = <T extends Item | Statement>(list: readonly T[], offset: number): T | undefined =>
  list.findLast(({ start }) => start <= offset);

function partsOf(document: Document, property: LiveProperty): readonly Part[] {
  const statement = property.statements.at(-1);
  const groups = statement && groupsOf(property, statement, document.live, document.text);
  return (groups ?? []).flatMap((group) => group.parts);
}

/**
 * Where something of the tree is written in the document's own text: a node, the statement that gives a property its
 * value, or the number that begins at a 32-bit cell of it. Null for what is not there, or in an included file.
 */
export function spanOf(document: Document, path: string, property?: string, cell?: number): Span | null {
  const node = document.live.find({ kind: 'path', target: path });
  if (node === undefined) return null;
  const isOwn = ({ start, end }: Span): boolean => start <= end && end <= document.text.length;
  const bare = ({ start, end }: Span): Span => ({ start, end });
  if (property === undefined) {
    const written = node.written.find(isOwn);
    return written === undefined ? null : bare(written);
  }
  const found = liveProperty(node, property);
  const statement = found?.statements.at(-1);
  if (found === undefined || statement === undefined || !isOwn(statement)) return null;
  if (cell === undefined) return bare(statement);
  const part = partsOf(document, found).find(
    ({ offset, size }) => offset <= 4 * cell && 4 * cell < offset + size,
  );
  return part === undefined || !isOwn(part) ? null : bare(part);
}
