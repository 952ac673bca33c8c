// A list of cache colours: `0,2-6,15`.
//
// Stands for parse_color_config (common/llc-coloring.c). Up to 4.21 what is no number counts as 0, and what was read
// before an error stays read.

/** NR_LLC_COLORS: 1 << CONFIG_LLC_COLORS_ORDER, by default. */
export const MOST_COLORS = 128;

export interface Colors {
  readonly colors: readonly number[];
  /** Xen read it to its end. */
  readonly isSound: boolean;
}

/** `most`: colours the list may have; `strict`: a number must be there. */
export function parseColors(text: string, most: number, strict: boolean): Colors {
  const colors: number[] = [];
  const failed = (): Colors => ({ colors: strict ? [] : colors, isSound: false });
  let at = 0;
  const number = (): number | null => {
    const [digits = ''] = /^(?:0x[0-9a-f]+|0[0-7]*|[1-9]\d*)/i.exec(text.slice(at)) ?? [];
    at += digits.length;
    if (digits === '') return strict ? null : 0;
    return Number(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits);
  };
  while (at < text.length) {
    const first = number();
    if (first === null) return failed();
    let last: number | null = first;
    if (text[at] === '-') {
      at += 1;
      last = number();
    }
    if (last === null || last >= MOST_COLORS || first > last || colors.length + (last - first) >= most)
      return failed();
    for (let color = first; color <= last; color += 1) colors.push(color);
    if (text[at] === ',') at += 1;
    else if (at < text.length) return failed();
  }
  return { colors, isSound: true };
}
