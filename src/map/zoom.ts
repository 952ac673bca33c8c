// d3-zoom behind a factory, as the gesture engine only: wheel and pinch come out as “this point moves there, so
// much closer”. Where the picture looks lives with the caller; d3's own transform is forgotten after each gesture.
import { pointers, select } from 'd3-selection';
import { type D3ZoomEvent, zoom, zoomIdentity, type ZoomTransform } from 'd3-zoom';
import type { Instance } from './drag.ts';

export interface ZoomHandlers {
  /** What is drawn at `fromPx` belongs at `toPx`, `factor` times closer. */
  look(fromPx: number, toPx: number, factor: number): void;
  /** Moves the picture by so many px. */
  pan(dx: number): void;
  /** Moves the lanes by so many px: two fingers go up or down. */
  scroll(dy: number): void;
}

export interface ZoomParams {
  readonly handlers: ZoomHandlers;
  /** x in the picture of a point of the window. */
  readonly toPictureX: (clientX: number) => number;
}

type Gesture = D3ZoomEvent<SVGSVGElement, unknown>;

/** Where the gesture is, in the window: the pointer, or the middle of the fingers. */
function centreOf(event: WheelEvent | TouchEvent): { readonly x: number; readonly y: number } {
  if (!('touches' in event)) return { x: event.clientX, y: event.clientY };
  const touches = [...event.touches];
  const middle = (of: (touch: Touch) => number): number =>
    touches.reduce((sum, touch) => sum + of(touch), 0) / Math.max(touches.length, 1);
  return { x: middle(({ clientX }) => clientX), y: middle(({ clientY }) => clientY) };
}

const LINE_PX = 20;
const isSideways = (event: WheelEvent): boolean =>
  event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);

export function createZoom(element: SVGSVGElement): Instance<ZoomParams> {
  let params: ZoomParams | null = null;
  let last: ZoomTransform = zoomIdentity;
  /** Height of the fingers at the last event of a pinch. */
  let lastY: number | null = null;

  const behaviour = zoom<SVGSVGElement, unknown>()
    .filter((event: WheelEvent | TouchEvent) =>
      event.type === 'wheel'
        ? !isSideways(event as WheelEvent)
        : 'touches' in event && event.touches.length >= 2,
    )
    .on('zoom', ({ transform, sourceEvent }: Gesture) => {
      if (params === null || !(sourceEvent instanceof Event)) return;
      const { x: clientX, y: clientY } = centreOf(sourceEvent as WheelEvent | TouchEvent);
      // As d3 sees it, whose transform it is.
      const places = pointers(sourceEvent, element);
      const own = places.reduce((sum, [x]) => sum + x, 0) / Math.max(places.length, 1);
      const to = transform.applyX(last.invertX(own));
      const factor = transform.k / last.k;
      last = transform;
      const from = params.toPictureX(clientX);
      params.handlers.look(from, from + to - own, factor);
      if (!('touches' in sourceEvent)) return;
      if (lastY !== null) params.handlers.scroll(clientY - lastY);
      lastY = clientY;
    })
    .on('end', () => {
      last = zoomIdentity;
      lastY = null;
      Object.assign(element, { __zoom: zoomIdentity });
    });

  const sideways = (event: WheelEvent): void => {
    if (params === null || !isSideways(event)) return;
    event.preventDefault();
    const px = event.deltaX === 0 ? event.deltaY : event.deltaX;
    params.handlers.pan(-px * (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE_PX));
  };

  const target = select(element);
  target.call(behaviour).on('dblclick.zoom', null);
  element.addEventListener('wheel', sideways, { passive: false });
  return {
    update(next) {
      params = next;
    },
    destroy() {
      target.on('.zoom', null);
      element.removeEventListener('wheel', sideways);
      params = null;
    },
  };
}
