// What is wrong with a block, in words: one list per block key, kept while it says the same.
import { type Collision, type Outside, outsideNote, overlapNote } from '../../map/geometry/overlap.ts';
import { totalSize } from '../../model/range.ts';

export type Notes = ReadonlyMap<string, readonly string[]>;
export const NO_NOTES: readonly string[] = [];

/** More than this many neighbours are not listened to. */
const MOST_SPOKEN = 4;

export function notesOf(collisions: readonly Collision[], outside: readonly Outside[]): Notes {
  const notes = new Map<string, string[]>();
  const say = (key: string, note: string): void => {
    const list = notes.get(key);
    if (list === undefined) notes.set(key, [note]);
    else if (list.length < MOST_SPOKEN) list.push(note);
  };
  for (const { a, b, range } of collisions) {
    say(a.key, overlapNote(b.name, range.size));
    say(b.key, overlapNote(a.name, range.size));
  }
  for (const { block, ranges } of outside) say(block.key, outsideNote(totalSize(ranges)));
  return notes;
}

/** Only what concerns these keys, as one string: cheap to compare, so that a lane repaints only when its own news change. */
export const newsOf = (notes: Notes, keys: readonly string[]): string =>
  keys.flatMap((key) => (notes.get(key) ?? []).map((note) => `${key}\t${note}`)).join('\n');

export function notesFrom(news: string): Notes {
  const notes = new Map<string, string[]>();
  for (const line of news.split('\n')) {
    const [key = '', note] = line.split('\t');
    if (note !== undefined) notes.set(key, [...(notes.get(key) ?? []), note]);
  }
  return notes;
}
