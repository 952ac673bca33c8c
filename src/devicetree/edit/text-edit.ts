// Changes of a text: stretches of it replaced, in order and apart from each other.
import type { Span } from '../syntax/source.ts';

/** Replaces [start, end) of the text before; an insertion where both are the same. */
export interface TextEdit extends Span {
  readonly text: string;
}

export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let out = '';
  let at = 0;
  for (const edit of edits) {
    out += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return out + text.slice(at);
}

/** Where what stands at `offset` of the text before stands in the text after; what was replaced: where its new text ends. */
export function mapOffset(edits: readonly TextEdit[], offset: number): number {
  let moved = 0;
  for (const { start, end, text } of edits) {
    if (offset < start) break;
    if (offset < end) return start + moved + text.length;
    moved += text.length - (end - start);
  }
  return offset + moved;
}

/** A stretch that goes elsewhere, with what is changed inside of it. */
interface Move {
  /** What is cut out. */
  readonly cut: Span;
  /** What of it is put in at `to`, between `before` and `after`. */
  readonly kept: Span;
  readonly to: number;
  readonly before: string;
  readonly after: string;
  /** What its lines begin with, and what with there; null: they stay as they are. */
  readonly indent: { readonly from: string; readonly to: string } | null;
  readonly order: number;
}

interface Ordered extends TextEdit {
  readonly order: number;
}

/** Whether an edit is inside of a stretch; what is put in at its ends is not. */
const within = ({ start, end }: Span, outer: Span): boolean =>
  start === end ? start > outer.start && end < outer.end : start >= outer.start && end <= outer.end;

/** Collects edits in any order; insertions at one place stand in the order in which they were asked for. */
export class EditList {
  private readonly text: string;
  private edits: Ordered[] = [];
  private readonly moves: Move[] = [];
  private order = 0;

  constructor(text: string) {
    this.text = text;
  }

  private next(): number {
    this.order += 1;
    return this.order;
  }

  replace({ start, end }: Span, text: string): void {
    if (this.text.slice(start, end) !== text) this.edits.push({ start, end, text, order: this.next() });
  }

  insert(at: number, text: string): void {
    this.replace({ start: at, end: at }, text);
  }

  remove(span: Span): void {
    this.replace(span, '');
  }

  move(move: Omit<Move, 'order'>): void {
    this.moves.push({ ...move, order: this.next() });
  }

  /** The edits in ascending order, disjoint; those that touch are one. */
  done(): readonly TextEdit[] {
    const carried = new Set<Move>();
    // First what changes the stretch that moves, from inside of it or into it: then that is a part of it.
    const carry = (move: Move): void => {
      if (carried.has(move)) return;
      carried.add(move);
      for (const other of this.moves)
        if (within(other.cut, move.kept) || within({ start: other.to, end: other.to }, move.kept))
          carry(other);
      this.carryOut(move);
    };
    for (const move of this.moves) carry(move);
    const sorted: TextEdit[] = [];
    for (const edit of this.edits.toSorted(inOrder)) {
      const last = sorted.at(-1);
      if (last === undefined || edit.start > last.end)
        sorted.push({ start: edit.start, end: edit.end, text: edit.text });
      else sorted[sorted.length - 1] = edit.start === last.end ? joined(last, edit) : this.merged(last, edit);
    }
    return sorted;
  }

  /** Two edits that overlap, as cuts may: both take the blank line between them, or one where something is put in. */
  private merged(first: TextEdit, second: TextEdit): TextEdit {
    const isBlank = (start: number, end: number): boolean => this.text.slice(start, end).trim() === '';
    if (second.text === '' && isBlank(second.start, Math.min(first.end, second.end)))
      return joined(first, second);
    if (first.text === '' && second.start === second.end) {
      if (isBlank(second.start, first.end)) return { ...first, end: second.start, text: second.text };
      if (isBlank(first.start, second.start)) return { ...first, start: second.start, text: second.text };
    }
    throw new Error('edits overlap');
  }

  private carryOut({ cut, kept, to, before, after, indent, order }: Move): void {
    const inside = this.edits.filter((edit) => within(edit, kept)).toSorted(inOrder);
    const { start } = kept;
    const text = applyEdits(
      this.text.slice(kept.start, kept.end),
      inside.map((edit) => ({ start: edit.start - start, end: edit.end - start, text: edit.text })),
    );
    const moved = indent === null ? text : indented(text, indent);
    this.edits = this.edits.filter((edit) => !inside.includes(edit));
    this.edits.push({ ...cut, text: '', order }, { start: to, end: to, text: before + moved + after, order });
  }
}

const indented = (text: string, { from, to }: { readonly from: string; readonly to: string }): string =>
  from === to
    ? text
    : text
        .split('\n')
        .map((line) => (line.startsWith(from) && line.trim() !== '' ? to + line.slice(from.length) : line))
        .join('\n');

const joined = (first: TextEdit, second: TextEdit): TextEdit => ({
  start: first.start,
  end: Math.max(first.end, second.end),
  text: first.text + second.text,
});

/** By place; an insertion comes before a replacement that begins where it stands. */
const inOrder = (a: Ordered, b: Ordered): number => a.start - b.start || a.end - b.end || a.order - b.order;
