// Two lists of names: what stays in place, what must move, and what is new, with as few moves as possible.

export type Step<T> =
  | { readonly kind: 'stay' | 'move'; readonly item: T; readonly from: number }
  | { readonly kind: 'new'; readonly item: T };

/** `from[i]`: where item `i` of the list to come stands now; undefined for new ones. */
export function stepsTo<T>(items: readonly T[], from: readonly (number | undefined)[]): readonly Step<T>[] {
  const staying = longestRising(from);
  return items.map((item, i): Step<T> => {
    const at = from[i];
    if (at === undefined) return { kind: 'new', item };
    return { kind: staying.has(i) ? 'stay' : 'move', item, from: at };
  });
}

/** The indices of a longest run of rising numbers, holes left out. */
export function longestRising(numbers: readonly (number | undefined)[]): ReadonlySet<number> {
  /** By length: the index at which a run of that length ends lowest. */
  const ends: number[] = [];
  const previous: (number | undefined)[] = [];
  for (const [i, number] of numbers.entries()) {
    if (number === undefined) continue;
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((numbers[ends[middle] ?? 0] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    previous[i] = ends[low - 1];
    ends[low] = i;
  }
  const found = new Set<number>();
  for (let at = ends.at(-1); at !== undefined; at = previous[at]) found.add(at);
  return found;
}
