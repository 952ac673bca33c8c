// The fonts in force at an element, and a measure for them.
import type { Measure } from '../../map/geometry/labels.ts';
import { type Fonts, measureWith } from '../../map/picture/measure.ts';

export function fontsAt(element: Element): Fonts {
  const style = getComputedStyle(element);
  const [ui, mono] = [style.getPropertyValue('--font-ui'), style.getPropertyValue('--font-mono')];
  return { label: `650 12px ${ui}`, secondary: `400 10.5px ${ui}`, mono: `400 10.5px ${mono}` };
}

export const createMeasure = (element: Element): Measure =>
  measureWith(document.createElement('canvas').getContext('2d'), fontsAt(element));
