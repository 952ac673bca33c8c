// How far one name is from another, kept honest: what is near must be a slip of the keyboard, not another name.

/** The name with what people mix up taken away: case, white space, and `_` for `-`. */
const levelled = (name: string): string => name.toLowerCase().replace(/\s+/g, '').replaceAll('_', '-');

/** Slips allowed in a name of this many characters: names of four or fewer are too like each other. */
const slipsIn = (length: number): number => (length >= 10 ? 2 : length >= 5 ? 1 : 0);

/** Whether `written` looks like `name` misspelt; false for the name itself. */
export function isNearMiss(written: string, name: string): boolean {
  if (written === name || Math.abs(written.length - name.length) > MOST_EXTRA) return false;
  const [a, b] = [levelled(written), levelled(name)];
  return a === b || slips(a, b) <= slipsIn(Math.min(a.length, b.length));
}

/** More characters than this apart is no slip, white space included. */
const MOST_EXTRA = 6;

/** Letters left out, put in, changed or swapped with their neighbour (optimal string alignment distance). */
function slips(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** In a few words, what is wrong where that is easily overlooked; empty where the eye sees it. */
export function slipText(written: string, name: string): string {
  const bare = written.replace(/\s+/g, '');
  if (bare === name) return 'with a space in it';
  if (written.replaceAll('_', '-') === name.replaceAll('_', '-'))
    return written.includes('_') && !name.includes('_') ? 'with “_” for “-”' : 'with “-” for “_”';
  return written.toLowerCase() === name.toLowerCase() ? 'in other letters than Xen’s' : '';
}
