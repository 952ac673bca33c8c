// The picture of the lanes, and of what follows the hand, in a thread of its own: it is told on what, in which looks and from
// where, and paints the steps of a drag.
import { dom0Varies } from '../engine/analysis.ts';
import type { Measure } from '../map/geometry/labels.ts';
import type { Looks } from '../map/paint/look.ts';
import { Painter } from '../map/paint/paint.ts';
import type { Hand } from '../map/picture/hand.ts';
import { type Fonts, measureWith } from '../map/picture/measure.ts';
import { Pictures } from '../map/picture/pictures.ts';
import type { Sight } from '../map/picture/sight.ts';
import type { Simulated } from './simulator.ts';

/** The part of the lanes, or of the axis, that a sheet shows; px of these. */
export interface Sheet {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Pixels of the sheet per px of the picture. */
  readonly pixels: number;
}

/** How the picture is looked at, and on which sheets it is painted. */
export interface View {
  readonly of: Sight;
  /** Of the lanes. */
  readonly on: Sheet;
  /** Of what is said on the axis above them. */
  readonly axis: Sheet;
}

export type PaintMessage =
  | { readonly kind: 'canvas'; readonly of: 'lanes' | 'axis'; readonly canvas: OffscreenCanvas }
  | { readonly kind: 'looks'; readonly looks: Looks; readonly fonts: Fonts }
  /** null: what is painted until the next one is not looked at. */
  | { readonly kind: 'sight'; readonly sight: View | null };

type Context = OffscreenCanvasRenderingContext2D;

export class Painting {
  readonly #pictures = new Pictures();
  #lanes: Context | null = null;
  #axis: Context | null = null;
  #painter: Painter | null = null;
  #measure: Measure | null = null;
  #view: View | null = null;
  #shown: Simulated | null = null;
  #hand: Hand | null = null;

  /** What it hears has the sheets painted anew: when the first step is on them, nothing older was. */
  hear(message: PaintMessage): void {
    switch (message.kind) {
      case 'canvas':
        if (message.of === 'lanes') this.#lanes = message.canvas.getContext('2d');
        else this.#axis = message.canvas.getContext('2d');
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

  /** What is on screen from now on; `hand`: what follows the hand, null where elements show that or nothing does. */
  show(shown: Simulated, hand: Hand | null): void {
    this.#shown = shown;
    this.#hand = hand;
  }

  /** Paints what is on screen; false where something of what it takes is not known, or its lanes are others. */
  paint(): boolean {
    const [lanes, axis, painter, measure, view, shown] = [
      this.#lanes,
      this.#axis,
      this.#painter,
      this.#measure,
      this.#view,
      this.#shown,
    ];
    if (lanes === null || axis === null || painter === null) return false;
    if (measure === null || view === null || shown === null) return false;
    const { plan, analysis } = shown;
    const subject = { plan, guests: analysis.domains, varies: dom0Varies(analysis) };
    const painted = this.#pictures.of(subject, view.of, this.#hand, measure);
    prepare(lanes, view.on);
    prepare(axis, view.axis);
    if (painted === null) return false;
    painter.paint(lanes, painted);
    if (painted.hand !== null) painter.paintAxis(axis, painted.hand.badge);
    return true;
  }
}

/** Gives a canvas as many pixels as the sheet has, all clear, and has it take px of the picture. */
function prepare(context: Context, { left, top, width, height, pixels }: Sheet): void {
  const { canvas } = context;
  const [wide, high] = [Math.round(width * pixels), Math.round(height * pixels)];
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, wide, high);
  context.setTransform(pixels, 0, 0, pixels, -left * pixels, -top * pixels);
}
