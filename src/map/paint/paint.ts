// The lanes of a picture painted on a canvas, and what follows the hand, just as the elements of `ui/map/Stage.tsx` and below
// show them: the same shapes and looks in the same order. What lies under the lanes (grid, breaks) is left to elements.
import type { Badge } from '../geometry/badge.ts';
import { TENTHS_PER_PX } from '../geometry/boxes.ts';
import { isHatched } from '../geometry/appearance.ts';
import { clipRect } from '../geometry/clip.ts';
import { facesTogether } from '../geometry/faces.ts';
import { rectOf } from '../geometry/rect.ts';
import { lookOfRibbon, shapesTogether } from '../geometry/ribbon-shapes.ts';
import { Brush, type Canvas } from './brush.ts';
import { paintCollisions } from './collisions.ts';
import { paintBadge, paintGhosts, paintGuides } from './hand.ts';
import { Hatches } from './hatches.ts';
import { KeptPaths } from './kept-paths.ts';
import { paintLane } from './lane.ts';
import { faceLook, type Look, type Looks, ribbonLook } from './look.ts';
import type { Painted } from './painted.ts';
import type { Paints } from './paints.ts';

/** Paints picture after picture with the same looks. */
export class Painter {
  readonly #paints: Paints;

  constructor(looks: Looks) {
    this.#paints = { looks, paths: new KeptPaths(), hatches: new Hatches(looks) };
  }

  /** `canvas`: clear, with px 0 of the picture where it belongs, in CSS px. */
  paint(canvas: Canvas, painted: Painted): void {
    const paints = this.#paints;
    const { lanes, selected, collisions, hand } = painted;
    const brush = new Brush(canvas);
    brush.within(() => {
      clip(brush, painted);
      paintRibbons(brush, paints, painted);
      if (hand !== null) paintGhosts(brush, paints, hand);
    });
    brush.within(() => paintFaces(brush, paints, painted));
    paintHatches(brush, paints, painted);
    for (const lane of lanes) paintLane(brush, paints, lane, selected === 1);
    paintCollisions(brush, paints, collisions);
    if (hand !== null) paintGuides(brush, paints, hand);
    paints.paths.turn();
  }

  /** The same of the canvas over the axis, in px of that. */
  paintAxis(canvas: Canvas, badge: Badge): void {
    paintBadge(new Brush(canvas), this.#paints.looks, badge);
  }
}

function clip({ canvas }: Brush, { widthPx, heightPx }: Painted): void {
  const { x, y, width, height } = clipRect(widthPx, heightPx);
  canvas.beginPath();
  canvas.rect(x, y, width, height);
  canvas.clip();
}

function paintRibbons(brush: Brush, { looks, paths }: Paints, { ribbons, crowded }: Painted): void {
  const shape = (name: string, text: string, look: Look | undefined): void => {
    if (text !== '' && look !== undefined) brush.shape(paths.of(name, text), look);
  };
  for (const faint of shapesTogether(ribbons)) {
    const { owner, many, runs, areas, edges } = faint;
    const name = lookOfRibbon(faint);
    const strength = many || crowded ? 'crowded' : 'plain';
    shape(`runs ${name}`, runs, looks.get(ribbonLook(owner, 'run', crowded ? 'crowded' : 'plain')));
    shape(`areas ${name}`, areas, looks.get(ribbonLook(owner, 'area', strength)));
    shape(`edges ${name}`, edges, looks.get(ribbonLook(owner, 'edges', strength)));
  }
  for (const { strong } of ribbons) {
    for (const { ribbon, area, edges } of strong) {
      shape(`area ${ribbon.key}`, area, looks.get(ribbonLook(ribbon.owner, 'area', 'strong')));
      shape(`edges ${ribbon.key}`, edges, looks.get(ribbonLook(ribbon.owner, 'edges', 'strong')));
    }
  }
}

/** Leaves the canvas in tenths of a px. */
function paintFaces(brush: Brush, { looks, paths }: Paints, { lanes }: Painted): void {
  brush.canvas.scale(1 / TENTHS_PER_PX, 1 / TENTHS_PER_PX);
  for (const { key, block, path } of facesTogether(lanes.map(({ faces }) => faces))) {
    const look = looks.get(faceLook(block));
    if (look !== undefined) brush.shape(paths.of(`face ${key}`, path), look, TENTHS_PER_PX);
  }
}

function paintHatches(brush: Brush, { hatches }: Paints, { lanes }: Painted): void {
  const hatched = lanes.flatMap(({ layout }) => layout.items.filter(isHatched));
  if (hatched.length === 0) return;
  const pattern = hatches.of('hatch', brush.canvas);
  if (pattern !== null) for (const item of hatched) brush.rect(rectOf(item), null, pattern);
}
