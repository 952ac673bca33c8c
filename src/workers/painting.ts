// The picture of the lanes in a thread of its own: it is told on what, in which looks and from where, and paints the steps of a drag.
import type { Measure } from '../map/geometry/labels.ts';
import type { Looks } from '../map/paint/look.ts';
import { Painter } from '../map/paint/paint.ts';
import { type Fonts, measureWith } from '../map/picture/measure.ts';
import { Pictures } from '../map/picture/pictures.ts';
import type { Sight } from '../map/picture/sight.ts';
import type { Simulated } from './simulator.ts';

/** The part of the picture that a sheet shows, px. */
export interface Sheet {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Pixels of the sheet per px of the picture. */
  readonly pixels: number;
}

export type PaintMessage =
  | { readonly kind: 'canvas'; readonly canvas: OffscreenCanvas }
  | { readonly kind: 'looks'; readonly looks: Looks; readonly fonts: Fonts }
  /** null: what is painted until the next one is not looked at. */
  | { readonly kind: 'sight'; readonly sight: { readonly of: Sight; readonly on: Sheet } | null };

interface View {
  readonly of: Sight;
  readonly on: Sheet;
}

export class Painting {
  readonly #pictures = new Pictures();
  #context: OffscreenCanvasRenderingContext2D | null = null;
  #painter: Painter | null = null;
  #measure: Measure | null = null;
  #view: View | null = null;
  #shown: Simulated | null = null;

  /** What it hears has the sheet painted anew: when the first step is on it, nothing older was. */
  hear(message: PaintMessage): void {
    switch (message.kind) {
      case 'canvas':
        this.#context = message.canvas.getContext('2d');
        break;
      case 'looks':
        this.#painter = new Painter(message.looks);
        this.#measure = measureWith(new OffscreenCanvas(1, 1).getContext('2d'), message.fonts);
        break;
      case 'sight':
        this.#view = message.sight;
    }
    this.paint();
  }

  /** What is on screen from now on. */
  show(shown: Simulated): void {
    this.#shown = shown;
  }

  /** Paints what is on screen; false where something of what it takes is not known, or its lanes are others. */
  paint(): boolean {
    const [context, painter, measure, view, shown] = [
      this.#context,
      this.#painter,
      this.#measure,
      this.#view,
      this.#shown,
    ];
    if (context === null || painter === null || measure === null || view === null || shown === null)
      return false;
    const { plan, analysis } = shown;
    const subject = { plan, guests: analysis.domains, varies: analysis.assumed.includes('scrubbing') };
    const painted = this.#pictures.of(subject, view.of, null, measure);
    place(context.canvas, view.on);
    const { left, top, pixels } = view.on;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
    if (painted === null) return false;
    context.setTransform(pixels, 0, 0, pixels, -left * pixels, -top * pixels);
    painter.paint(context, painted);
    return true;
  }
}

/** Gives a canvas as many pixels as the sheet has. */
function place(canvas: OffscreenCanvas, { width, height, pixels }: Sheet): void {
  const [wide, high] = [Math.round(width * pixels), Math.round(height * pixels)];
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
}
