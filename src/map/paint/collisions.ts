// Collisions: bands across the lanes, warning signs over them, and the labels that name the largest.
import { type Bands, TAG_HEIGHT } from '../geometry/bands.ts';
import type { Brush } from './brush.ts';
import type { Look, Placeless } from './look.ts';
import type { Paints } from './paints.ts';

export function paintCollisions(brush: Brush, { looks, paths }: Paints, collisions: Bands): void {
  const { bands, glyphs, glyphMarks, tags } = collisions;
  const lookOf = (name: Placeless): Look | undefined => looks.get(name);
  const band = lookOf('band');
  if (band !== undefined)
    for (const { x0, x1, y0, y1 } of bands)
      brush.rect({ x: x0, y: y0, width: x1 - x0, height: y1 - y0, rx: 2 }, band);
  const [glyph, mark] = [lookOf('glyph'), lookOf('glyph mark')];
  if (glyphs !== '' && glyph !== undefined) brush.shape(paths.of('glyphs', glyphs), glyph);
  if (glyphMarks !== '' && mark !== undefined) brush.shape(paths.of('glyph marks', glyphMarks), mark);
  for (const { text, x, y, width, mine } of tags) {
    const plate = lookOf(mine ? 'tag' : 'others’ tag');
    const words = lookOf(mine ? 'tag text' : 'others’ tag text');
    if (plate === undefined || words === undefined) continue;
    brush.rect({ x, y, width, height: TAG_HEIGHT, rx: 5 }, plate);
    brush.text(text, x + 10, y + 16, words, words);
  }
}
