// The texts one document is read from, and places in them.
//
// Every text (the document and what it includes) gets its own stretch of one line of offsets, so a span is
// two numbers wherever it comes from. The document itself starts at 0: its spans are plain string offsets.
import type { Result } from '../../model/result.ts';
import { Lines, type Origin } from './lines.ts';

/** Half-open offsets [start, end) in the combined line; UTF-16 units as in strings. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Source {
  /** As the include names it, folders joined; null for the document itself. */
  readonly name: string | null;
  readonly text: string;
  readonly base: number;
  /** The line that includes it, in the combined line; null for the document itself. */
  readonly includedBy: Span | null;
}

/** A place a person can find. Lines and columns count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
  /** The included file it lies in; null for the document itself. */
  readonly file: string | null;
  /** What the line markers of a preprocessed text say: the file and line it was made from. */
  readonly origin: Origin;
}

/** Gives the bytes of an included file. Paths are as written, relative to the document's folder. */
export type Resolve = (path: string) => Result<Uint8Array>;

export class Sources {
  private readonly list: Source[] = [];
  private readonly lines = new Map<Source, Lines>();
  private end = 0;

  add(name: string | null, text: string, includedBy: Span | null = null): Source {
    const source = { name, text, base: this.end, includedBy };
    this.list.push(source);
    // One offset beyond the text belongs to its end.
    this.end += text.length + 1;
    return source;
  }

  /** The source that holds an offset. */
  at(offset: number): Source {
    let low = 0;
    let high = this.list.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.list[middle]?.base ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const source = this.list[low];
    if (source === undefined) throw new Error('no source has been added');
    return source;
  }

  /** The part of the document a span lies in: itself, or the line through which its text came to be included. */
  inDocument(span: Span): Span {
    let at = span;
    for (;;) {
      const { base, text, includedBy } = this.at(at.start);
      if (includedBy === null)
        return { start: at.start, end: Math.min(Math.max(at.start, at.end), base + text.length) };
      at = includedBy;
    }
  }

  /** The first look-up in a source takes time linear in it; those that follow hardly any. */
  place(offset: number): Place {
    const source = this.at(offset);
    const lines = this.lines.get(source) ?? new Lines(source.text);
    this.lines.set(source, lines);
    const target = offset - source.base;
    const { start, number, origin } = lines.at(target);
    return { line: number, column: target - start + 1, file: source.name, origin };
  }
}

/** `line 12, column 3`, and where that line comes from when it is not the document's own. */
export function placeText(place: Place): string {
  const here = `line ${place.line}, column ${place.column}`;
  const file = place.file === null ? '' : ` of ${place.file}`;
  const origin =
    place.origin === null || place.origin.file === ''
      ? ''
      : `, from ${place.origin.file} line ${place.origin.line}`;
  return `${here}${file}${origin}`;
}

/** `other` as named from within the file `from`; both relative to the document's folder. */
export function relativeTo(from: string | null, other: string): string {
  const folder = from === null ? '' : from.slice(0, from.lastIndexOf('/') + 1);
  return other.startsWith('/') ? other : `${folder}${other}`;
}
