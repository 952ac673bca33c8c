// The stage's own events (pointer, wheel, menu, double click), said to the tools: where they hit, and what the pointer looks like.
import { createDrag } from '../../map/drag.ts';
import { type Aim, FINGER, type Hit, hitRow, MOUSE } from '../../map/geometry/hit.ts';
import { drawnOf, invites } from '../../map/geometry/lane-layout.ts';
import { rowAt } from '../../map/geometry/rows.ts';
import { addrOf, pannedBy, viewportWith } from '../../map/geometry/scale.ts';
import type { Block } from '../../map/geometry/scene.ts';
import type { Stop } from '../../map/geometry/travel.ts';
import { onHold } from '../../map/hold.ts';
import { isChosen } from '../../map/tools/choose.ts';
import type { Held, Point, ToolEvent, ToolState } from '../../map/tools/tool.ts';
import { createZoom } from '../../map/zoom.ts';
import { edgePan, edgeSpeed } from './edge-pan.ts';
import { asStored, NO_MODES, STAGE_PAD, type ToolsInput } from './use-tools.ts';
import { zoomOf } from './zoom-of.ts';

const CURSORS: Record<Hit['kind'], string> = {
  block: 'default',
  crowd: 'zoom-in',
  free: 'default',
  background: 'default',
};

function cursorOf(hit: Hit): string {
  if (hit.kind === 'free') return hit.lane.draws === null ? 'default' : 'crosshair';
  if (hit.kind !== 'block') return CURSORS[hit.kind];
  if (hit.edge !== null) return 'ew-resize';
  return hit.block.grip === 'fixed' || hit.block.pinned ? 'pointer' : 'grab';
}

function stopOf(hit: Hit): Stop | null {
  if (hit.kind !== 'block' && hit.kind !== 'crowd') return null;
  const block = hit.kind === 'block' ? hit.block : hit.blocks[0];
  return block === undefined ? null : { lane: hit.lane.key, block: block.key };
}

const isElement = (stage: Element, { block }: Stop): boolean =>
  stage.querySelector(`[data-block="${CSS.escape(block)}"]`) !== null;

const BUSY_CURSORS: Partial<Record<ToolState['type'], string>> = {
  moving: 'grabbing',
  refusing: 'not-allowed',
  panning: 'grabbing',
  resizing: 'ew-resize',
  carving: 'crosshair',
};

/** What stage and tools share. */
export interface Shared {
  readonly latest: { readonly current: ToolsInput };
  readonly tool: { readonly current: ToolState };
  readonly held: { current: Held };
  /** The space key is down. */
  readonly space: { readonly current: boolean };
  readonly dispatch: (event: ToolEvent) => void;
}

/** Follows the events of the stage until what comes back is called. */
export function connect(stage: SVGSVGElement, { latest, tool, held, space, dispatch }: Shared): () => void {
  /** Of the finger that is down; none of a mouse. */
  let byFinger = NO_MODES;
  const toPicture = (clientX: number, clientY: number): Point => {
    const box = stage.getBoundingClientRect();
    const zoom = zoomOf(stage);
    return { x: (clientX - box.left) / zoom - STAGE_PAD, y: (clientY - box.top) / zoom };
  };
  const hitAt = ({ x, y }: Point, aim: Aim = MOUSE): Hit => {
    const { rows, scaleOfLane, selected } = latest.current;
    const row = rowAt(rows, y);
    if (row === undefined) return { kind: 'background' };
    const isSelected = (block: Block): boolean => isChosen(block, selected);
    const hasHandles = (block: Block): boolean => selected.size === 1 && isSelected(block);
    return hitRow(row, drawnOf(row.lane, scaleOfLane(row.lane), isSelected), x, hasHandles, aim);
  };
  const setCursor = (hit: () => Hit): void => {
    stage.style.cursor = BUSY_CURSORS[tool.current.type] ?? cursorOf(hit());
  };
  const speed = (): number => {
    const state = tool.current;
    const { scale } = latest.current;
    const speedAt = 'at' in state ? edgeSpeed(state.at.x, scale.widthPx) : 0;
    return speedAt === 0 || asStored(scale, scale.viewport) === null ? 0 : speedAt;
  };
  const panBy = (dx: number): void => {
    const { scale, actions } = latest.current;
    actions.look(asStored(scale, pannedBy(scale, dx)));
  };
  const edge = edgePan(speed, panBy);
  const zoom = createZoom(stage);
  const drag = createDrag(stage);
  drag.update({
    toPicture,
    spaceHeld: () => space.current,
    handlers: {
      down: (at, { pan, pick, finger }) => {
        const hit = hitAt(at, finger ? FINGER : MOUSE);
        const modes = finger ? latest.current.finger : NO_MODES;
        held.current = { free: modes.free, push: modes.pushes };
        byFinger = modes;
        const isMine = hit.kind === 'block' && isChosen(hit.block, latest.current.selected);
        const sweeps = pick === 'run' || (modes.several && !isMine);
        const slides = finger && hit.kind === 'free' && !modes.draws && !invites(hit.lane);
        dispatch({
          type: 'down',
          at,
          hit,
          pan: pan ? 'always' : sweeps ? 'never' : slides ? 'always' : finger ? 'steep' : 'never',
          pick: modes.several ? 'toggle' : pick,
          sweeps,
        });
      },
      move: (at, { free, push }) => {
        const { pushes, free: loose } = byFinger;
        held.current = { free: free || loose, push: push || pushes };
        dispatch({ type: 'move', at, held: held.current });
        edge.moved();
        if (tool.current.type === 'panning') latest.current.onScroll(at.y - tool.current.from.y);
        setCursor(() => hitAt(at));
      },
      up: () => {
        edge.stop();
        dispatch({ type: 'up' });
      },
      cancel: () => {
        edge.stop();
        dispatch({ type: 'cancel' });
      },
    },
  });
  zoom.update({
    toPictureX: (clientX) => toPicture(clientX, 0).x,
    handlers: {
      look: (from, to, factor) => {
        const { scale, actions } = latest.current;
        const view = viewportWith(
          scale.axis,
          addrOf(scale, from),
          to,
          scale.viewport.bytesPerPx / factor,
          scale.widthPx,
        );
        actions.look(asStored(scale, view));
      },
      pan: panBy,
      scroll: (dy) => latest.current.onScroll(dy),
    },
  });
  let hovered: Stop | null = null;
  const hover = (event: PointerEvent): void => {
    if (tool.current.type !== 'idle') return;
    const hit = hitAt(toPicture(event.clientX, event.clientY));
    setCursor(() => hit);
    const stop = stopOf(hit);
    if (stop?.block === hovered?.block) return;
    const dense = stop !== null && !isElement(stage, stop);
    if (!dense && hovered === null) return;
    hovered = dense ? stop : null;
    latest.current.onHover(hovered);
  };
  const double = (event: MouseEvent): void =>
    latest.current.onDouble(hitAt(toPicture(event.clientX, event.clientY)));
  stage.addEventListener('pointermove', hover);
  // A right button, a finger that stays, Ctrl and a click on a Mac; whatever the same press had begun is taken back.
  const menuAt = (clientX: number, clientY: number, aim: Aim): void => {
    edge.stop();
    dispatch({ type: 'cancel' });
    const point = toPicture(clientX, clientY);
    const hit = hitAt(point, aim);
    const { scale, scaleOfLane, onMenu } = latest.current;
    const at = addrOf(hit.kind === 'background' ? scale : scaleOfLane(hit.lane), point.x);
    onMenu({ x: clientX, y: clientY, hit, at });
  };
  const menu = (event: MouseEvent): void => {
    event.preventDefault();
    menuAt(event.clientX, event.clientY, MOUSE);
  };
  const stopHolding = onHold(stage, (x, y) => menuAt(x, y, FINGER));
  stage.addEventListener('contextmenu', menu);
  stage.addEventListener('dblclick', double);
  return () => {
    // The map goes in the middle of a drag where the window gets too narrow for its place: nobody could end it.
    dispatch({ type: 'cancel' });
    stage.removeEventListener('pointermove', hover);
    stage.removeEventListener('contextmenu', menu);
    stage.removeEventListener('dblclick', double);
    stopHolding();
    edge.stop();
    drag.destroy();
    zoom.destroy();
  };
}
