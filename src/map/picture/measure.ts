// Widths of the map's three faces, measured once per text.
import type { Face, Measure } from '../geometry/labels.ts';

/** A CSS font for each face. */
export type Fonts = Readonly<Record<Face, string>>;

/** The part of a canvas's context that measures. */
export interface Ruler {
  font: string;
  measureText(text: string): { readonly width: number };
}

/** px per letter where there is no canvas: a test's DOM. */
const ROUGHLY: Record<Face, number> = { label: 6.8, secondary: 5.6, mono: 6.4 };
/** Texts change during a drag; the memory of old ones is not worth keeping. */
const MOST_KEPT = 4000;

export function measureWith(ruler: Ruler | null, fonts: Fonts): Measure {
  const kept = new Map<string, number>();
  return (text, face) => {
    if (ruler === null) return text.length * ROUGHLY[face];
    const key = `${face} ${text}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (kept.size >= MOST_KEPT) kept.clear();
    ruler.font = fonts[face];
    const { width } = ruler.measureText(text);
    kept.set(key, width);
    return width;
  };
}
