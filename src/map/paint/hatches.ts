// The hatches as patterns of a canvas: one tile each, drawn once for the size of the screen's pixels.
import { HATCH, HATCH_TURN, type Hatch } from '../geometry/hatching.ts';
import { type Canvas } from './brush.ts';
import { type Looks, stripeLook } from './look.ts';

interface Tile {
  /** Pixels of the canvas in a px. */
  readonly perPx: number;
  readonly pattern: CanvasPattern | null;
}

export class Hatches {
  readonly #looks: Looks;
  readonly #tiles = new Map<Hatch, Tile>();

  constructor(looks: Looks) {
    this.#looks = looks;
  }

  /** The pattern for what is painted under the canvas's present transform, the picture's corner at 0,0. */
  of(hatch: Hatch, canvas: Canvas): CanvasPattern | null {
    const { a, b } = canvas.getTransform();
    const perPx = Math.hypot(a, b);
    const known = this.#tiles.get(hatch);
    if (known?.perPx === perPx) return known.pattern;
    const pattern = this.#patternOf(hatch, canvas, perPx);
    this.#tiles.set(hatch, { perPx, pattern });
    return pattern;
  }

  #patternOf(hatch: Hatch, canvas: Canvas, perPx: number): CanvasPattern | null {
    const look = this.#looks.get(stripeLook(hatch));
    const side = Math.max(1, Math.ceil(HATCH.tile * perPx));
    const tile = new OffscreenCanvas(side, side);
    const context = tile.getContext('2d');
    if (context === null || look === undefined || look.fill === null) return null;
    const zoom = side / HATCH.tile;
    context.fillStyle = look.fill;
    context.globalAlpha = look.opacity * look.fillOpacity;
    context.fillRect(0, 0, HATCH.stripe * zoom, side);
    const pattern = canvas.createPattern(tile, 'repeat');
    const turn = (HATCH_TURN[hatch] * Math.PI) / 180;
    const [cos, sin] = [Math.cos(turn) / zoom, Math.sin(turn) / zoom];
    pattern?.setTransform({ a: cos, b: sin, c: -sin, d: cos, e: 0, f: 0 });
    return pattern;
  }
}
