// What of a document is none of an edit's business.
import type { Document } from '../devicetree/document.ts';
import { liveNodes } from '../devicetree/evaluate/live.ts';
import { pieces } from '../devicetree/syntax/pieces.ts';

/** The tokens of a document that are not written of the node at `path` or what is below it, in order. */
export function tokensOutside({ text, syntax, live }: Document, path: string): string[] {
  const node = live.find({ kind: 'path', target: path });
  const own = node === undefined ? [] : liveNodes(node).flatMap((of) => of.written);
  return [...pieces(text, syntax.directives)]
    .filter(({ kind }) => kind !== 'space' && kind !== 'comment')
    .filter((piece) => !own.some(({ start, end }) => start <= piece.start && piece.end <= end))
    .map(({ start, end }) => text.slice(start, end));
}
