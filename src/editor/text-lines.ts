// Offsets of a text and the lines and columns of an editor. Line ends are told apart as editors do, so that a text of
// mixed line ends keeps every one of them although the editor shows them as one kind.
import type { TextEdit } from '../devicetree/edit/text-edit.ts';

/** Lines and columns count from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const LINE_END = /\r\n|\n|\r/g;

/** The lines of a text without what ends them. */
export const linesOf = (text: string): readonly string[] => text.split(/\r\n|\n|\r/);

export class TextLines {
  readonly text: string;
  /** Where each line starts, and where its content ends. */
  readonly #starts: number[] = [0];
  readonly #ends: number[] = [];

  constructor(text: string) {
    this.text = text;
    for (const { index, 0: end } of text.matchAll(LINE_END)) {
      this.#ends.push(index);
      this.#starts.push(index + end.length);
    }
    this.#ends.push(text.length);
  }

  get count(): number {
    return this.#starts.length;
  }

  /** The offset of a position; beyond a line's end, or the text's, the end. */
  offsetAt({ line, column }: Position): number {
    const i = Math.min(Math.max(line, 1), this.count) - 1;
    return Math.min((this.#starts[i] ?? 0) + Math.max(column, 1) - 1, this.#ends[i] ?? 0);
  }

  /** The position of an offset; inside a line's end, the end of the line. */
  positionAt(offset: number): Position {
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const start = this.#starts[low] ?? 0;
    return { line: low + 1, column: Math.max(0, Math.min(offset, this.#ends[low] ?? 0) - start) + 1 };
  }

  /** A change told in positions, as one in offsets. */
  edit(from: Position, to: Position, text: string): TextEdit {
    return { start: this.offsetAt(from), end: this.offsetAt(to), text };
  }
}
