// The nodes of a text as they are written, for going to one and for folding.
import type { Document, Span } from '../devicetree/document.ts';
import type { Body, Item, NodeStatement, Statement } from '../devicetree/syntax/cst.ts';
import { pieces } from '../devicetree/syntax/pieces.ts';
import type { OutlineItem } from './services.ts';

/** Statements of included files lie behind the document's own text. */
const isOwn = ({ text }: Document, { start, end }: Span): boolean => start <= end && end <= text.length;

export function outlineOf(document: Document): readonly OutlineItem[] {
  return document.syntax.items.flatMap((item) => {
    const name = headOf(item);
    if (name === null || !('body' in item) || !isOwn(document, item)) return [];
    const nameSpan = { start: item.start, end: Math.min(item.body.start, item.end) };
    return [{ name, detail: '', span: bare(item), nameSpan, children: nodesIn(document, item.body) }];
  });
}

function headOf(item: Item): string | null {
  if (item.kind === 'root') return '/';
  if (item.kind !== 'extend') return null;
  const { kind, target } = item.target;
  return kind === 'label' ? `&${target}` : `&{${target}}`;
}

const bare = ({ start, end }: Span): Span => ({ start, end });

const isNode = (of: Statement): of is NodeStatement => of.kind === 'node';

const nodesIn = (document: Document, { statements }: Body): readonly OutlineItem[] =>
  statements
    .filter(isNode)
    .filter((node) => isOwn(document, node))
    .map((node) => ({
      name: node.name.text,
      detail: node.labels.map(({ name }) => name).join(', '),
      span: bare(node),
      nameSpan: bare(node.name),
      children: nodesIn(document, node.body),
    }));

/** What can be folded: nodes, comments of several lines, and what the preprocessor leaves out. */
export function foldsOf(document: Document): readonly Span[] {
  const folds: Span[] = [];
  const visit = (items: readonly OutlineItem[]): void => {
    for (const { span, children } of items) {
      folds.push(span);
      visit(children);
    }
  };
  visit(outlineOf(document));
  for (const { kind, start, end } of pieces(document.text, document.syntax.directives))
    if (kind === 'comment' || kind === 'directive') folds.push({ start, end });
  return folds;
}
