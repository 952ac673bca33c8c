// Widths of the map's three faces, measured once per text on a canvas.
import type { Face, Measure } from '../../map/geometry/labels.ts';

const FONTS: Record<Face, (style: CSSStyleDeclaration) => string> = {
  label: (style) => `650 12px ${style.getPropertyValue('--font-ui')}`,
  secondary: (style) => `400 10.5px ${style.getPropertyValue('--font-ui')}`,
  mono: (style) => `400 10.5px ${style.getPropertyValue('--font-mono')}`,
};
/** px per letter where there is no canvas: a test's DOM. */
const ROUGHLY: Record<Face, number> = { label: 6.8, secondary: 5.6, mono: 6.4 };
/** Texts change during a drag; the memory of old ones is not worth keeping. */
const MOST_KEPT = 4000;

/** A measure for the fonts in force at `element`. */
export function createMeasure(element: Element): Measure {
  const context = document.createElement('canvas').getContext('2d');
  const style = getComputedStyle(element);
  const fonts = { label: FONTS.label(style), secondary: FONTS.secondary(style), mono: FONTS.mono(style) };
  const kept = new Map<string, number>();
  return (text, face) => {
    if (context === null) return text.length * ROUGHLY[face];
    const key = `${face} ${text}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (kept.size >= MOST_KEPT) kept.clear();
    context.font = fonts[face];
    const { width } = context.measureText(text);
    kept.set(key, width);
    return width;
  };
}
