// Finding the line of an offset, often: every so many lines of a text are remembered on the way.
//
// A text of many findings asks for as many places. Looking from the start each time would take time quadratic in the
// text; remembering every line, four times its memory.

/** The file and line a preprocessed line was made from. */
export type Origin = { readonly file: string; readonly line: number } | null;

export interface Line {
  /** Offset of its first character. */
  readonly start: number;
  /** From 1. */
  readonly number: number;
  /** As the markers before it say. */
  readonly origin: Origin;
}

/** `# 12 "file"` or `#line 12 "file"` at the start of a line, flags after it ignored. */
export const LINE_MARKER = /#(?:[ \t]*line)?[ \t]+(\d+)(?:[ \t]+"([^"\n]*)")?[^\n]*/y;

/** Lines from one that is remembered to the next. */
const STEP = 64;

export class Lines {
  readonly #text: string;
  /** The first line and every STEP-th after it, as far as has been looked. */
  readonly #known: Line[] = [{ start: 0, number: 1, origin: null }];
  /** The last answer and where its line ends: a whole text may be one line. */
  #last: { readonly line: Line; readonly end: number } | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  /** The line that holds an offset; a line break belongs to the line it ends. */
  at(offset: number): Line {
    if (this.#last !== null && offset >= this.#last.line.start && offset <= this.#last.end)
      return this.#last.line;
    let line = this.#nearest(offset);
    for (;;) {
      const found = this.#text.indexOf('\n', line.start);
      const end = found < 0 ? this.#text.length : found;
      if (found < 0 || end >= offset) {
        this.#last = { line, end };
        return line;
      }
      line = this.#after(line, end);
      if (line.number > this.#known.length * STEP) this.#known.push(line);
    }
  }

  /** The last remembered line that begins at or before an offset. */
  #nearest(offset: number): Line {
    let low = 0;
    let high = this.#known.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#known[middle]?.start ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return this.#known[low] ?? { start: 0, number: 1, origin: null };
  }

  #after({ start, number, origin }: Line, end: number): Line {
    LINE_MARKER.lastIndex = start;
    const marker = this.#text[start] === '#' ? LINE_MARKER.exec(this.#text) : null;
    const next =
      marker !== null
        ? // The marker numbers the line after it.
          { file: marker[2] ?? origin?.file ?? '', line: Number(marker[1]) }
        : origin && { ...origin, line: origin.line + 1 };
    return { start: end + 1, number: number + 1, origin: next };
  }
}
