import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDrag, type DragHandlers, type DragParams, type Instance } from './drag.ts';

let done: string[] = [];
const tell =
  (what: string): (() => void) =>
  () =>
    void done.push(what);
const handlers: DragHandlers = {
  down: tell('down'),
  move: tell('move'),
  up: tell('up'),
  cancel: tell('cancel'),
};
const told = tell('told');
let stage: SVGSVGElement;
let drag: Instance<DragParams>;

beforeEach(() => {
  done = [];
  stage = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  // What the test's document has of it cannot be asked; d3 then goes by the box.
  Object.defineProperty(stage, 'createSVGPoint', { value: undefined });
  document.body.append(stage);
  document.addEventListener('pointermove', told);
  drag = createDrag(stage);
  drag.update({ handlers, spaceHeld: () => false, toPicture: (x, y) => ({ x, y }) });
});
afterEach(() => {
  drag.destroy();
  document.removeEventListener('pointermove', told);
  stage.remove();
});

const mouse = (type: string, clientX = 0): boolean =>
  stage.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, clientX, view: window }));
const point = (): boolean => stage.dispatchEvent(new PointerEvent('pointermove', { bubbles: true }));

test('while the mouse drags the page is not told of the pointer, before and after it is', () => {
  point();
  mouse('mousedown');
  point();
  mouse('mousemove', 40);
  mouse('mouseup', 40);
  point();
  expect(done).toEqual(['told', 'down', 'move', 'up', 'told']);
});

test('a map that goes away in a drag leaves the pointer to the page', () => {
  mouse('mousedown');
  point();
  drag.destroy();
  point();
  expect(done).toEqual(['down', 'told']);
});

test('a mouse that was pressed is the map’s from its first movement on, a finger never', () => {
  const captured: number[] = [];
  Object.defineProperty(stage, 'setPointerCapture', { value: (id: number) => void captured.push(id) });
  const press = (pointerType: string): boolean =>
    stage.dispatchEvent(new PointerEvent('pointerdown', { pointerType, pointerId: 7, bubbles: true }));
  press('mouse');
  mouse('mousedown');
  mouse('mousemove');
  expect(captured).toEqual([]);
  mouse('mousemove', 2);
  mouse('mousemove', 4);
  mouse('mouseup', 4);
  expect(captured).toEqual([7]);
  press('touch');
  mouse('mousedown');
  mouse('mousemove', 2);
  mouse('mouseup', 2);
  expect(captured).toEqual([7]);
});
