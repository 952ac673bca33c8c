// What a canvas is painted with, in the style sheet's terms: a look is set where it differs from the last one, since setting
// a font or a colour costs more than most of what is painted with it.
import type { Rect } from '../geometry/rect.ts';
import type { Look } from './look.ts';

/** As much of a canvas's context as is painted with. */
export type Canvas = Pick<
  OffscreenCanvasRenderingContext2D,
  | 'save'
  | 'restore'
  | 'translate'
  | 'scale'
  | 'getTransform'
  | 'createPattern'
  | 'beginPath'
  | 'rect'
  | 'roundRect'
  | 'clip'
  | 'fill'
  | 'stroke'
  | 'fillText'
  | 'strokeText'
  | 'setLineDash'
  | 'fillStyle'
  | 'strokeStyle'
  | 'globalAlpha'
  | 'lineWidth'
  | 'lineJoin'
  | 'miterLimit'
  | 'font'
  | 'textAlign'
>;

/** SVG's anchors of a text, as a canvas calls them. */
const ALIGN = { start: 'left', end: 'right', middle: 'center' } as const satisfies Record<
  string,
  CanvasTextAlign
>;

/** Where SVG cuts off the corners of lines that meet at a sharp angle. */
const MITER_LIMIT = 4;

/**
 * Opacity of a whole is that of its fill and of its stroke each: where a translucent outline lies on its own fill, half its
 * width, a little more is seen of the fill than of an SVG element.
 */
export class Brush {
  readonly canvas: Canvas;
  #fill: string | CanvasPattern | null = null;
  #stroke: string | null = null;
  #alpha = -1;
  #width = -1;
  #dash = '';
  #join = '';
  #font = '';
  #align = '';

  constructor(canvas: Canvas) {
    this.canvas = canvas;
    this.#forget();
    canvas.miterLimit = MITER_LIMIT;
  }

  #forget(): void {
    this.#fill = null;
    this.#stroke = null;
    this.#alpha = -1;
    this.#width = -1;
    this.#dash = 'unknown';
    this.#join = '';
    this.#font = '';
    this.#align = '';
  }

  /** Paints under a transform or a clip that is gone afterwards. */
  within(paint: () => void): void {
    this.canvas.save();
    paint();
    this.canvas.restore();
    this.#forget();
  }

  /** Paints with the canvas moved to a place of the picture. */
  at(x: number, y: number, paint: () => void): void {
    this.canvas.translate(x, y);
    paint();
    this.canvas.translate(-x, -y);
  }

  #setAlpha(alpha: number): void {
    if (alpha === this.#alpha) return;
    this.#alpha = alpha;
    this.canvas.globalAlpha = alpha;
  }

  #setFill(fill: string | CanvasPattern): void {
    if (fill === this.#fill) return;
    this.#fill = fill;
    this.canvas.fillStyle = fill;
  }

  /** Whether there is something to fill; then all is set for it. */
  #fills({ fill, fillOpacity, opacity }: Look): boolean {
    if (fill === null || fillOpacity * opacity === 0) return false;
    this.#setFill(fill);
    this.#setAlpha(fillOpacity * opacity);
    return true;
  }

  /** The same of lines. `perPx`: units of the canvas in a px. */
  #strokes(look: Look, perPx = 1): boolean {
    const { stroke, strokeOpacity, opacity, lineJoin } = look;
    if (stroke === null || strokeOpacity * opacity === 0) return false;
    const { canvas } = this;
    if (stroke !== this.#stroke) canvas.strokeStyle = this.#stroke = stroke;
    this.#setAlpha(strokeOpacity * opacity);
    const width = look.strokeWidth * perPx;
    if (width !== this.#width) canvas.lineWidth = this.#width = width;
    const dash = look.dash.map((px) => px * perPx);
    if (dash.join(' ') !== this.#dash) {
      this.#dash = dash.join(' ');
      canvas.setLineDash(dash);
    }
    if (lineJoin !== this.#join) canvas.lineJoin = this.#join = lineJoin;
    return true;
  }

  shape(path: Path2D, look: Look, perPx = 1): void {
    const { canvas } = this;
    if (look.strokeFirst && this.#strokes(look, perPx)) canvas.stroke(path);
    if (this.#fills(look)) canvas.fill(path);
    if (!look.strokeFirst && this.#strokes(look, perPx)) canvas.stroke(path);
  }

  /** Strokes alone: of what has no area. */
  line(path: Path2D, look: Look): void {
    if (this.#strokes(look)) this.canvas.stroke(path);
  }

  #outline({ x, y, width, height, rx }: Rect): void {
    const { canvas } = this;
    const [h, v] = [Math.min(rx, width / 2), Math.min(rx, height / 2)];
    canvas.beginPath();
    if (rx <= 0) canvas.rect(x, y, width, height);
    else canvas.roundRect(x, y, width, height, h === v ? h : { x: h, y: v });
  }

  /** `pattern`: what it is filled with instead of the look's colour. */
  rect(rect: Rect, look: Look | null, pattern: CanvasPattern | null = null): void {
    const { canvas } = this;
    this.#outline(rect);
    if (pattern !== null) {
      this.#setFill(pattern);
      this.#setAlpha(look?.opacity ?? 1);
      canvas.fill();
    } else if (look !== null && this.#fills(look)) canvas.fill();
    if (look !== null && this.#strokes(look)) canvas.stroke();
  }

  /** `x`: where it begins, ends or has its middle; `y`: its baseline. */
  text(
    text: string,
    x: number,
    y: number,
    look: Look,
    { font, anchor = 'start' }: { readonly font: string; readonly anchor?: keyof typeof ALIGN },
  ): void {
    const { canvas } = this;
    const align = ALIGN[anchor];
    if (font !== this.#font) canvas.font = this.#font = font;
    if (align !== this.#align) canvas.textAlign = this.#align = align;
    if (look.strokeFirst && this.#strokes(look)) canvas.strokeText(text, x, y);
    if (this.#fills(look)) canvas.fillText(text, x, y);
    if (!look.strokeFirst && this.#strokes(look)) canvas.strokeText(text, x, y);
  }
}
