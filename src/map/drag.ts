// d3-drag behind a factory: one pointer at a time, in px of the picture, whatever the device.
import { drag } from 'd3-drag';
import { select } from 'd3-selection';
import type { Pick } from './tools/choose.ts';
import type { Held, Point } from './tools/tool.ts';

/** How the pointer went down. A pen is a mouse: it points as exactly. */
export interface Press {
  /** The middle button, or a button with the space key held. */
  readonly pan: boolean;
  readonly pick: Pick;
  readonly finger: boolean;
}

export interface DragHandlers {
  down(at: Point, press: Press): void;
  move(at: Point, held: Held): void;
  up(): void;
  cancel(): void;
}

export interface Instance<P> {
  update(params: P): void;
  destroy(): void;
}

export interface DragParams {
  readonly handlers: DragHandlers;
  readonly spaceHeld: () => boolean;
  /** px of the picture under a point of the window. */
  readonly toPicture: (clientX: number, clientY: number) => Point;
}

interface Source {
  readonly clientX: number;
  readonly clientY: number;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly button: number;
}

/** The mouse event, or the first touch of a touch event. */
function sourceOf(event: MouseEvent | TouchEvent): Source {
  if (!('touches' in event)) return event;
  const touch = event.touches[0] ?? event.changedTouches[0];
  return {
    clientX: touch?.clientX ?? 0,
    clientY: touch?.clientY ?? 0,
    altKey: event.altKey,
    shiftKey: event.shiftKey,
    ctrlKey: event.ctrlKey,
    metaKey: event.metaKey,
    button: 0,
  };
}

/** Shift takes a run or draws a box, Ctrl or Cmd takes one more or less. */
const pickOf = ({ shiftKey, ctrlKey, metaKey }: Source): Pick =>
  shiftKey ? 'run' : ctrlKey || metaKey ? 'toggle' : 'one';

/** Make it after the zoom of the same element, which must see a second finger first. */
export function createDrag(element: SVGSVGElement): Instance<DragParams> {
  let params: DragParams | null = null;
  let busy = false;
  let finger = false;
  /** The mouse or pen that went down and has not moved since. */
  let still: { readonly id: number; readonly x: number; readonly y: number } | null = null;

  const onPointer = ({ pointerType, pointerId: id, clientX: x, clientY: y }: PointerEvent): void => {
    finger = pointerType === 'touch';
    still = finger ? null : { id, x, y };
  };
  /** Once it moves all it does is this element's: the browser need not look for what it is over. */
  const capture = ({ clientX, clientY }: Source): void => {
    if (still === null || (clientX === still.x && clientY === still.y)) return;
    element.setPointerCapture(still.id);
    still = null;
  };
  /** A second finger makes it a pinch: whatever the first one did is taken back. */
  const onFingers = (event: TouchEvent): void => {
    if (event.touches.length < 2 || !busy) return;
    busy = false;
    params?.handlers.cancel();
  };

  // d3-drag follows a mouse by its mouse events. The pointer's own, of which there are as many, nobody needs till it is up.
  const nobodys = (event: PointerEvent): void => event.stopPropagation();
  const onlyMine = (isMine: boolean): void => {
    const view = element.ownerDocument.defaultView;
    if (isMine && !finger) view?.addEventListener('pointermove', nobodys, true);
    else view?.removeEventListener('pointermove', nobodys, true);
  };

  const behaviour = drag<SVGSVGElement, unknown>()
    .filter((event: MouseEvent | TouchEvent) =>
      'touches' in event ? event.touches.length === 1 : event.button <= 1,
    )
    // Nobody asks where d3 finds the pointer; in an SVG element it would have the browser work that out at every event.
    .container(() => element.ownerDocument.documentElement)
    .on('start', ({ sourceEvent }: { sourceEvent: MouseEvent | TouchEvent }) => {
      if (params === null || busy) return;
      busy = true;
      onlyMine(true);
      const source = sourceOf(sourceEvent);
      if (source.button === 1) sourceEvent.preventDefault();
      const at = params.toPicture(source.clientX, source.clientY);
      params.handlers.down(at, {
        pan: source.button === 1 || params.spaceHeld(),
        pick: pickOf(source),
        finger,
      });
    })
    .on('drag', ({ sourceEvent }: { sourceEvent: MouseEvent | TouchEvent }) => {
      if (params === null || !busy) return;
      const source = sourceOf(sourceEvent);
      capture(source);
      const { clientX, clientY, altKey, ctrlKey, metaKey } = source;
      const held = { free: altKey, push: ctrlKey || metaKey };
      params.handlers.move(params.toPicture(clientX, clientY), held);
    })
    .on('end', () => {
      onlyMine(false);
      still = null;
      if (busy) params?.handlers.up();
      busy = false;
    });

  const target = select(element);
  target.call(behaviour);
  // Captured, because zoom and drag keep their events from each other.
  element.addEventListener('touchstart', onFingers, { capture: true, passive: true });
  element.addEventListener('pointerdown', onPointer, { capture: true, passive: true });
  return {
    update(next) {
      params = next;
    },
    destroy() {
      onlyMine(false);
      target.on('.drag', null);
      element.removeEventListener('touchstart', onFingers, { capture: true });
      element.removeEventListener('pointerdown', onPointer, { capture: true });
      params = null;
    },
  };
}
