// Which entries a few typed words mean. Pure, so that the order is tested as a table.

export interface Named {
  readonly title: string;
  readonly detail: string;
}

/** Addresses are found with and without their grouping. */
const plain = (text: string): string => text.toLowerCase().replaceAll('_', '');

/** How well one word fits: 0 begins the title, 1 begins a word of it, 2 is in it, 3 is in the detail; null not at all. */
function fit(word: string, title: string, detail: string): number | null {
  if (title.startsWith(word)) return 0;
  const at = title.indexOf(word);
  if (at < 0) return detail.includes(word) ? 3 : null;
  return /[^\p{L}\p{N}]/u.test(title.charAt(at - 1)) ? 1 : 2;
}

/** Entries that have every word of `query`, best first, else in their own order. */
export function matching<T extends Named>(entries: readonly T[], query: string): readonly T[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return entries;
  return entries
    .flatMap((entry) => {
      const [title, detail] = [plain(entry.title), plain(entry.detail)];
      const fits = words.map((word) => fit(word, title, detail));
      return fits.includes(null)
        ? []
        : [{ entry, rank: fits.reduce<number>((sum, rank) => sum + (rank ?? 0), 0) }];
    })
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ entry }) => entry);
}
