// A value that is a list: strings, or numbers of which some belong together. Items come, go and change; the others
// stay as they are, with their lines, comments and commas.
import { sameBytes } from '../../model/same-bytes.ts';
import { stringText } from '../print/write.ts';
import { longestRising } from './arrange.ts';
import { lineStart, restOfLine } from './lines.ts';
import type { Group, Part } from './parts.ts';
import type { EditList } from './text-edit.ts';
import { asString, bare, gapOf, type PartWriter, type Unit, type ValueChange } from './value-parts.ts';

/** Writes the list; false, and nothing done, when the value is none such. */
export const editList = (
  change: ValueChange,
  groups: readonly Group[],
  parts: PartWriter,
  edits: EditList,
): boolean => new ListWriter(change, parts, edits).write(groups);

class ListWriter {
  private readonly change: ValueChange;
  private readonly parts: PartWriter;
  private readonly edits: EditList;
  private readonly text: string;

  constructor(change: ValueChange, parts: PartWriter, edits: EditList) {
    this.change = change;
    this.parts = parts;
    this.edits = edits;
    this.text = change.page.text;
  }

  write(groups: readonly Group[]): boolean {
    const units = this.unitsOf(groups);
    const wanted = units && this.chunksOf(units);
    if (!units || !wanted || wanted.length === 0) return false;
    const isInGroup = groups.length === 1 && units[0]?.start !== groups[0]?.start;
    const from = this.matched(units, wanted);
    const staying = longestRising(from);
    let place = 0;
    let come: Uint8Array[] = [];
    const close = (next: number): void => {
      // Between two that stay: as many as possible are changed in place.
      const changed = Math.min(next - place, come.length);
      for (const [i, bytes] of come.slice(0, changed).entries()) this.replaceUnit(units[place + i], bytes);
      if (place + changed < next) this.removeUnits(units, place + changed, next, isInGroup);
      if (changed < come.length) this.insertUnits(units, next, come.slice(changed), isInGroup);
      come = [];
    };
    for (const [i, bytes] of wanted.entries()) {
      const at = from[i];
      if (at === undefined || !staying.has(i)) come.push(bytes);
      else {
        close(at);
        place = at + 1;
      }
    }
    close(units.length);
    return true;
  }

  /** For each unit to come, one of the same bytes that is there; undefined where there is none. */
  private matched(units: readonly Unit[], wanted: readonly Uint8Array[]): readonly (number | undefined)[] {
    const places = new Map<string, number[]>();
    for (const [i, unit] of units.entries()) {
      if (this.isForced(unit)) continue;
      const key = this.bytesOf(unit).join();
      places.set(key, [...(places.get(key) ?? []), i]);
    }
    return wanted.map((bytes) => places.get(bytes.join())?.shift());
  }

  private bytesOf({ parts }: Unit): Uint8Array {
    const last = parts.at(-1);
    return this.change.before.subarray(
      parts[0]?.offset ?? 0,
      last === undefined ? 0 : last.offset + last.size,
    );
  }

  private isForced({ parts }: Unit): boolean {
    return parts.some(({ offset }) => this.change.forced.has(offset));
  }

  private unitsOf(groups: readonly Group[]): readonly Unit[] | null {
    if (groups.every(({ kind }) => kind === 'string' || kind === 'path')) return groups;
    const [first] = groups;
    const [sample] = first?.parts ?? [];
    const isNumbers = groups.every(
      ({ kind, parts }) => kind === 'cells' && parts.every(({ size }) => size === sample?.size),
    );
    if (!isNumbers || first === undefined || sample === undefined) return null;
    const count = this.change.after.length / sample.size;
    const inGroup = first.parts.length;
    const tuple = this.tuple();
    if (groups.length === 1 && (!this.change.style.apart || inGroup !== tuple)) {
      const step = tuple > 0 && sample.size === 4 && inGroup % tuple === 0 && count % tuple === 0 ? tuple : 1;
      return tuplesOf(first.parts, step);
    }
    const isEven = groups.every(({ parts }) => parts.length === inGroup) && count % inGroup === 0;
    return isEven ? groups : null;
  }

  /** How many cells belong together; 0 when that is not known. */
  private tuple(): number {
    const sizes = this.change.written.values.map((value) =>
      value.kind === 'cells' ? value.cells.length : 0,
    );
    const [size = 0] = sizes;
    return sizes.every((other) => other === size) ? size : 0;
  }

  /** The new bytes, one piece for each unit. */
  private chunksOf(units: readonly Unit[]): readonly Uint8Array[] | null {
    const { after } = this.change;
    const [first] = units[0]?.parts ?? [];
    if (first?.kind === 'string' || first?.kind === 'path') {
      const chunks: Uint8Array[] = [];
      for (let at = 0; at < after.length;) {
        const end = after.indexOf(0, at);
        if (end < 0) return null;
        chunks.push(after.subarray(at, end + 1));
        at = end + 1;
      }
      return chunks.every((chunk) => asString(chunk) !== null) ? chunks : null;
    }
    const size = (units[0]?.parts ?? []).reduce((sum, part) => sum + part.size, 0);
    if (size === 0 || after.length % size !== 0) return null;
    return Array.from({ length: after.length / size }, (_, i) => after.subarray(i * size, (i + 1) * size));
  }

  private replaceUnit(unit: Unit | undefined, bytes: Uint8Array): void {
    const [first] = unit?.parts ?? [];
    if (unit === undefined || first === undefined) return;
    if (first.kind === 'string' || first.kind === 'path')
      return this.edits.replace(unit, stringText(asString(bytes) ?? ''));
    for (const part of unit.parts) {
      const from = part.offset - first.offset;
      const own = bytes.subarray(from, from + part.size);
      const old = this.change.before.subarray(part.offset, part.offset + part.size);
      if (this.change.forced.has(part.offset) || !sameBytes(old, own))
        this.parts.write(part, this.parts.partText(part, unit.parts, own) ?? '');
    }
  }

  /** Takes units [from, to) out, with the comments that stand behind them on their lines. */
  private removeUnits(units: readonly Unit[], from: number, to: number, isInGroup: boolean): void {
    const first = units[from];
    const last = units[to - 1];
    const next = units[to];
    const previous = units[from - 1];
    if (first === undefined || last === undefined) return;
    if (next !== undefined) return this.edits.remove({ start: first.start, end: next.start });
    if (previous === undefined) return this.edits.remove({ start: first.start, end: last.end });
    const lineEnd = this.ownLineEnd(previous, first);
    const { end } = this.change.statement;
    const rest = restOfLine(this.change.page, end);
    if (isInGroup || lineEnd === null || rest === null)
      return this.edits.remove({ start: previous.end, end: last.end });
    // The comment behind the comma stays with its unit, the one behind the “;” goes with the last.
    const comma = this.text.indexOf(',', previous.end);
    this.edits.replace({ start: comma, end: comma + 1 }, ';');
    this.edits.remove({ start: lineEnd, end: trimEnd(this.text, rest) });
  }

  /** Where the line of `unit` ends, its comments included, when the one after it begins a new line; else null. */
  private ownLineEnd(unit: Unit, after: Unit): number | null {
    const gap = /^\s*,/.exec(this.text.slice(unit.end, after.start));
    if (gap === null) return null;
    const end = restOfLine(this.change.page, unit.end + gap[0].length);
    return end === null || end > after.start ? null : trimEnd(this.text, end);
  }

  /** Puts units in before the one that is at `place` now. */
  private insertUnits(
    units: readonly Unit[],
    place: number,
    come: readonly Uint8Array[],
    isInGroup: boolean,
  ): void {
    const like = units[place - 1] ?? units[place];
    if (like === undefined) return;
    const texts = come.map((bytes) => this.parts.unitText(like, bytes));
    const separator = this.separator(units, Math.max(1, place), isInGroup);
    const next = units[place];
    if (next !== undefined)
      return this.edits.insert(next.start, texts.map((text) => `${text}${separator}`).join(''));
    const { end } = this.change.statement;
    const rest = restOfLine(this.change.page, end);
    const hasComment = rest !== null && this.text.slice(end, rest).trim() !== '';
    const isBare = this.text.slice(like.end, end).trim() === ';';
    if (isInGroup || !separator.includes('\n') || !hasComment || !isBare)
      return this.edits.insert(like.end, texts.map((text) => `${separator}${text}`).join(''));
    // A comment behind the “;” speaks of the unit before it.
    const lead = separator.slice(separator.search(/\r?\n/));
    this.edits.replace({ start: end - 1, end }, ',');
    this.edits.insert(trimEnd(this.text, rest), `${texts.map((text) => `${lead}${text}`).join(',')};`);
  }

  /** What stands between two units, comments apart; the ones nearest to `place` tell. */
  private separator(units: readonly Unit[], place: number, isInGroup: boolean): string {
    const [left, right] = [units[place - 2], units[place - 1]];
    const pair = left !== undefined && right !== undefined ? [left, right] : [units[0], units[1]];
    const [a, b] = pair;
    if (a !== undefined && b !== undefined) {
      const between = this.text.slice(a.end, b.start);
      return isInGroup ? gapOf(between) : bare(between);
    }
    return isInGroup ? ' ' : this.firstSeparator(units[0]);
  }

  /** Between two groups where there was one so far: on the same line while they fit. */
  private firstSeparator(only: Unit | undefined): string {
    if (only === undefined) return ', ';
    const start = lineStart(this.text, only.start);
    const column = this.text.slice(start, only.start).replaceAll('\t', '        ').length;
    if (column + 2 * (only.end - only.start) + 3 <= 100) return ', ';
    const lead = this.text.slice(start, only.start).replace(/[^\t]/g, ' ');
    return `,${this.text.includes('\r\n') ? '\r\n' : '\n'}${lead}`;
  }
}

const tuplesOf = (parts: readonly Part[], step: number): readonly Unit[] =>
  Array.from({ length: parts.length / step }, (_, i) => {
    const own = parts.slice(i * step, (i + 1) * step);
    return { parts: own, start: own[0]?.start ?? 0, end: own.at(-1)?.end ?? 0 };
  });

function trimEnd(text: string, at: number): number {
  let end = at;
  while (text[end - 1] === ' ' || text[end - 1] === '\t' || text[end - 1] === '\r') end -= 1;
  return end;
}
