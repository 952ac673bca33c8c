// What is done with the pointer: events are fed to the tools' state machine, its effects carried out. Keys held and what ends a drag
// from outside are followed here, the stage's own events in connect.ts.
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Hit } from '../../map/geometry/hit.ts';
import type { Rows } from '../../map/geometry/rows.ts';
import { clampViewport, fitViewport, type Scale, type Viewport } from '../../map/geometry/scale.ts';
import type { Block, Lane, Scene } from '../../map/geometry/scene.ts';
import type { Around } from '../../map/geometry/push.ts';
import type { Targets } from '../../map/geometry/snap.ts';
import type { Stop } from '../../map/geometry/travel.ts';
import { alongOf, type Box, type Pick } from '../../map/tools/choose.ts';
import {
  type Change,
  type Effect,
  type Held,
  IDLE,
  type ToolContext,
  type ToolEvent,
  type ToolState,
} from '../../map/tools/tool.ts';
import type { Bytes } from '../../model/addr.ts';
import type { EntityId } from '../../model/plan.ts';
import { track } from '../idle.ts';
import type { MapActions } from './actions.ts';
import type { MenuAt } from './MapMenu.tsx';
import type * as pointerTools from './pointer.ts';
import { loadPointer } from './load-pointer.ts';

/** What a finger does, that a mouse does with keys held. */
export interface FingerModes {
  /** It draws in free space; else it moves the view. */
  readonly draws: boolean;
  readonly pushes: boolean;
  /** Snapping is suspended. */
  readonly free: boolean;
  /** Taps select one more or less; a drag draws a box, or moves what is selected. */
  readonly several: boolean;
}

export interface ToolsInput {
  readonly scene: Scene;
  readonly rows: Rows;
  readonly scale: Scale;
  /** A guest lane may have a scale of its own. */
  readonly scaleOfLane: (lane: Lane) => Scale;
  readonly snap: Bytes;
  readonly selected: ReadonlySet<EntityId>;
  /** Whether the store holds a draft; when it goes away on its own, so does the drag. */
  readonly dragging: boolean;
  readonly finger: FingerModes;
  readonly actions: MapActions;
  readonly onClick: (hit: Hit, pick: Pick) => void;
  readonly onBrushed: (box: Box) => void;
  /** What the pointer is on, among blocks that have no elements of their own. */
  readonly onHover: (stop: Stop | null) => void;
  readonly onMenu: (menu: MenuAt) => void;
  readonly onDouble: (hit: Hit) => void;
  readonly onRefused: (block: Block) => void;
  readonly onDone: (change: Change | null) => void;
  /** The lanes go down by so many px. */
  readonly onScroll: (dy: number) => void;
}

/** px between the left edge of the stage and px 0 of the picture: room for what sticks out at address 0. */
export const STAGE_PAD = 12;

/** A view that shows everything is remembered as such, so that it still does when the window grows. */
export function asStored(scale: Scale, viewport: Viewport): Viewport | null {
  const fit = fitViewport(scale.axis, scale.widthPx);
  return viewport.bytesPerPx >= fit.bytesPerPx ? null : clampViewport(scale.axis, viewport, scale.widthPx);
}

export const NO_MODES: FingerModes = { draws: false, pushes: false, free: false, several: false };

const pushes = (push: boolean): Partial<Held> => ({ push });
/** The keys a drag listens to, and what they change. */
const HELD_BY: Readonly<Record<string, (down: boolean) => Partial<Held>>> = {
  Alt: (free) => ({ free }),
  Control: pushes,
  Meta: pushes,
};

const isDrag = (state: ToolState): boolean =>
  state.type === 'moving' || state.type === 'resizing' || state.type === 'carving';

/** What is under way: a change, for the badge and the ghost, or a box that is being drawn. */
export interface UnderWay {
  readonly change: StoreApi<Change | null>;
  readonly brush: Box | null;
  /** What somebody pulls at although it is pinned. */
  readonly refused: Block | null;
}

type Pointer = typeof pointerTools;

function usePointer(): Pointer | null {
  const [pointer, setPointer] = useState<Pointer | null>(null);
  useEffect(() => void track(loadPointer().then(setPointer)), []);
  return pointer;
}

/** Connects the stage. */
export function useTools(stage: SVGSVGElement | null, input: ToolsInput): UnderWay {
  const latest = useRef(input);
  const tool = useRef<ToolState>(IDLE);
  const held = useRef<Held>({ free: false, push: false });
  const space = useRef(false);
  /** Edges that catch, as they were when the drag began. */
  const targets = useRef<Targets | null>(null);
  const around = useRef<Around | null>(null);
  const changing = useRef<Change | null>(null);
  const change = useMemo(() => createStore<Change | null>(() => null), []);
  const [brush, setBrush] = useState<Box | null>(null);
  const [refused, setRefused] = useState<Block | null>(null);

  useLayoutEffect(() => {
    latest.current = input;
  });

  const pointer = usePointer();
  const dispatch = useCallback(
    (event: ToolEvent): void => {
      if (pointer === null) return;
      const { badgeText, handOf } = pointer;
      const { scale, scene, snap, selected, actions, onClick, onBrushed, onRefused, onDone } = latest.current;
      const context: ToolContext = {
        scale,
        grid: snap,
        targets: (except) =>
          (targets.current ??= pointer.targetsOf(scene, new Set(except.map(({ key }) => key)))),
        around: (blocks) =>
          (around.current ??= pointer.aroundOf(scene, new Set(blocks.map(({ key }) => key)))),
        along: (block) => alongOf(scene, selected, block),
      };
      const { state, effect } = pointer.step(tool.current, event, context);
      tool.current = state;
      if (state.type === 'idle') targets.current = around.current = null;
      if (effect !== undefined) carryOut(effect);

      function end(made: Change | null): void {
        onDone(made);
        changing.current = null;
        change.setState(null, true);
      }
      function carryOut(done: Effect): void {
        switch (done.type) {
          case 'click':
            onClick(done.hit, done.pick);
            break;
          case 'brush':
            setBrush(done.box);
            break;
          case 'pick':
            setBrush(null);
            onBrushed(done.box);
            break;
          case 'refuse':
            setRefused(done.block);
            if (done.block !== null) onRefused(done.block);
            break;
          case 'change':
            changing.current = done.change;
            actions.draft(done.change, {
              hand: () => handOf(done.change, badgeText(done.change)),
              shown: () => change.setState(done.change, true),
            });
            break;
          case 'commit':
            actions.commit();
            end(changing.current);
            break;
          case 'cancel':
            actions.cancel();
            end(null);
            break;
          case 'look':
            actions.look(asStored(scale, done.viewport));
            break;
        }
      }
    },
    [pointer, change],
  );

  useEffect(() => {
    if (stage === null || pointer === null) return undefined;
    return pointer.connect(stage, { latest, tool, held, space, dispatch });
  }, [stage, pointer, dispatch]);

  useEffect(() => {
    const key = (event: KeyboardEvent): void => {
      const down = event.type === 'keydown';
      if (event.key === ' ') space.current = down;
      if (tool.current.type === 'idle') return;
      if (down && event.key === 'Escape') {
        event.stopPropagation();
        event.preventDefault();
        dispatch({ type: 'cancel' });
      }
      const change = HELD_BY[event.key]?.(down);
      if (change === undefined) return;
      event.preventDefault();
      held.current = { ...held.current, ...change };
      dispatch({ type: 'again', held: held.current });
    };
    const abandon = (): void => dispatch({ type: 'cancel' });
    window.addEventListener('keydown', key, true);
    window.addEventListener('keyup', key, true);
    window.addEventListener('blur', abandon);
    return () => {
      window.removeEventListener('keydown', key, true);
      window.removeEventListener('keyup', key, true);
      window.removeEventListener('blur', abandon);
    };
  }, [dispatch]);

  // Undo, a new release or a new board in the middle of a drag ends it.
  const { dragging, scale } = input;
  useEffect(() => {
    if (!dragging && isDrag(tool.current) && changing.current !== null) dispatch({ type: 'cancel' });
  }, [dragging, dispatch]);

  // The view moved under the pointer: the same pointer now means another address.
  useEffect(() => {
    if (isDrag(tool.current)) dispatch({ type: 'again', held: held.current });
  }, [scale, dispatch]);

  return { change, brush, refused };
}
