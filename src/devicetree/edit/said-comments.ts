// A comment that says what the numbers before it come to, as ours do (`/* 16 MiB */`), goes on saying it.
import type { PrintProperty } from '../print/document.ts';
import type { PropertyStatement } from '../syntax/cst.ts';
import { pieces } from '../syntax/pieces.ts';
import type { Editing } from './editing.ts';
import type { Group } from './parts.ts';

const commentOf = (words: string): string => `/* ${words} */`;

/** What a property would be written like before and after a change of its value, comments included. */
export interface Said {
  readonly before: PrintProperty;
  readonly after: PrintProperty;
}

/**
 * Rewrites the comments behind the values of a statement that are word for word what the values before it were said to
 * be. Any other comment is its writer's.
 */
export function editComments(
  { edits, document, page: { text } }: Editing,
  statement: PropertyStatement,
  groups: readonly Group[],
  said: () => Said,
): void {
  const lineEnd = text.indexOf('\n', statement.end);
  const last = lineEnd < 0 ? text.length : lineEnd;
  if (!text.slice(statement.start, last).includes('/*')) return;
  const { before, after } = said();
  if (groups.length !== before.values.length || groups.length !== after.values.length) return;
  for (const [i, group] of groups.entries()) {
    const [old, now] = [before.values[i]?.comment, after.values[i]?.comment];
    if (old === undefined || now === undefined || old === now) continue;
    const between = { start: group.end, end: groups[i + 1]?.start ?? last };
    for (const { kind, start, end } of pieces(text, document.syntax.directives, between))
      if (kind === 'comment' && text.slice(start, end) === commentOf(old))
        edits.replace({ start, end }, commentOf(now));
  }
}
