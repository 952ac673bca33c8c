// What follows the hand: under the lanes where things were, over them the lines it rests on, and on the axis what is said of it.
import type { Badge } from '../geometry/badge.ts';
import type { Brush } from './brush.ts';
import { ghostLook, type Look, type Looks, type Placeless } from './look.ts';
import type { Paints } from './paints.ts';
import type { PaintedHand } from './painted.ts';

const placeless = (looks: Looks, name: Placeless): Look | undefined => looks.get(name);

export function paintGhosts(brush: Brush, { looks }: Paints, { ghosts }: PaintedHand): void {
  for (const { ghost, rect } of ghosts) {
    const look = looks.get(ghostLook(ghost.owner));
    if (look !== undefined) brush.rect(rect, look);
  }
}

export function paintGuides(brush: Brush, { looks, paths }: Paints, { guides }: PaintedHand): void {
  const look = placeless(looks, 'guide');
  if (look !== undefined) brush.line(paths.of('guides', guides), look);
}

export function paintBadge(brush: Brush, looks: Looks, { text, x, y, plate, line }: Badge): void {
  const [guide, badge, words] = [
    placeless(looks, 'guide'),
    placeless(looks, 'badge'),
    placeless(looks, 'badge text'),
  ];
  if (guide === undefined || badge === undefined || words === undefined) return;
  brush.line(new Path2D(line), guide);
  brush.rect(plate, badge);
  brush.text(text, x, y, words, { font: words.font, anchor: 'middle' });
}
