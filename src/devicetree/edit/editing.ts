// What all parts of an edit share: the document, what of it may be touched, and what is to be changed.
import type { TreeNode } from '../../model/tree.ts';
import type { Document } from '../document.ts';
import type { LiveNode, LiveProperty, Written } from '../evaluate/live.ts';
import type { Style } from '../print/style.ts';
import type { Body, Statement } from '../syntax/cst.ts';
import type { Span } from '../syntax/source.ts';
import type { Step } from './arrange.ts';
import { type Anchor, Inserter } from './insert.ts';
import type { Page } from './lines.ts';
import { lineBreakOf, styleOf } from './style-of.ts';
import { Tail } from './tail.ts';
import { EditList } from './text-edit.ts';

/** A node that is there before and after, and differs. */
export interface Changed<Around> {
  readonly live: LiveNode;
  readonly before: TreeNode;
  readonly after: TreeNode;
  readonly path: string;
  /** Around itself and around its children. */
  readonly around: Around;
  readonly inner: Around;
  /** How its children come about, and the nodes they are made of. */
  readonly steps: readonly Step<TreeNode>[];
  readonly nodes: readonly LiveNode[];
}

/** A statement and the body it stands in. */
export interface Site {
  readonly body: Body;
  readonly statement: Statement;
}

export class Editing {
  readonly document: Document;
  readonly page: Page;
  readonly style: Style;
  readonly edits: EditList;
  readonly inserter: Inserter;
  readonly tail = new Tail();
  /** Why the text cannot be made to say it; the first reason counts. */
  problem: string | null = null;

  constructor(document: Document) {
    const { text, syntax } = document;
    this.document = document;
    this.page = { text, directives: syntax.directives };
    this.style = styleOf(text, syntax);
    this.edits = new EditList(text);
    this.inserter = new Inserter(this.page, this.style, lineBreakOf(text));
  }

  cannot(why: string): void {
    this.problem ??= why;
  }

  /** Whether a stretch stands in the document itself, not in a file it includes. */
  isOwn({ start, end }: Span): boolean {
    return start <= end && end <= this.page.text.length;
  }

  ownBodies(of: LiveNode): readonly Written[] {
    return of.written.filter((by) => this.isOwn(by.body) && this.isOwn(by));
  }

  /** Where a property was created: null when in an included file, undefined when no statement did it. */
  siteOfProperty(of: LiveNode, property: LiveProperty): Site | null | undefined {
    const [statement] = property.statements;
    const body = of.written[property.createdIn]?.body;
    if (statement === undefined || body === undefined) return undefined;
    return this.isOwn(statement) && this.isOwn(body) ? { body, statement } : null;
  }

  /** The same for a node. */
  siteOfNode(node: LiveNode): Site | null | undefined {
    const by = node.written[0];
    if (by === undefined || by.kind !== 'node') return undefined;
    const within = ({ body }: Written): boolean => body.start < by.start && by.end < body.end;
    const body = node.parent?.written.find(within)?.body;
    return body !== undefined && this.isOwn(by) && this.isOwn(body) ? { body, statement: by } : null;
  }
}

/** Null: neither what stands before it nor what stands after it is written in the document itself. */
export interface Placed {
  readonly anchor: Anchor | null;
  /** Something stands after it in an included file, so that the end of the document is too late for it. */
  readonly isTooLate: boolean;
}

/**
 * For each step where it goes, if it is not one that stays: behind what stays before it, else in front of what
 * stays after it; nothing where all stay. `siteOf` is asked for places of before.
 */
export function placesOf<T>(
  steps: readonly Step<T>[],
  siteOf: (from: number) => Site | null | undefined,
): readonly Placed[] {
  if (steps.every(({ kind }) => kind === 'stay')) return [];
  const sites = steps.map((step) => (step.kind === 'stay' ? siteOf(step.from) : undefined));
  const following: Placed[] = [];
  let next: Placed = { anchor: null, isTooLate: false };
  for (let i = steps.length - 1; i >= 0; i -= 1) {
    following[i] = next;
    const site = sites[i];
    if (site) next = { anchor: { kind: 'before', ...site }, isTooLate: false };
    else if (site === null) next = { anchor: null, isTooLate: true };
  }
  let last: Anchor | null = null;
  return steps.map((_, i) => {
    const after = following[i] ?? next;
    const place = last === null ? after : { anchor: last, isTooLate: false };
    const site = sites[i];
    if (site !== undefined) last = site && { kind: 'after', ...site };
    return place;
  });
}
