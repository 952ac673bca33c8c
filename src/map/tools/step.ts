// The pointer's state machine: (state, event) → next state and at most one effect. A whole drag is a list of events.
import { distance } from '../../model/addr.ts';
import { endOf } from '../../model/range.ts';
import { addrOf, pannedBy, pxOf } from '../geometry/scale.ts';
import { carved } from './carving.ts';
import { moved } from './moving.ts';
import { resized } from './resizing.ts';
import {
  type Held,
  IDLE,
  type Point,
  type Step,
  type ToolContext,
  type ToolEvent,
  type ToolState,
} from './tool.ts';

/** A pointer that has travelled less than this, in px on screen, is a click at every zoom. */
const THRESHOLD_PX = 4;

type Pointing = Extract<ToolState, { type: 'pointing' }>;
type Dragging = Extract<ToolState, { type: 'moving' | 'resizing' | 'carving' }>;

/** What a drag that starts on this hit does. */
function begin(state: Pointing, at: Point, held: Held, { scale, along }: ToolContext): ToolState {
  const { hit, from } = state;
  const pan: ToolState = { type: 'panning', from, scale };
  const steep = Math.abs(at.y - from.y) > Math.abs(at.x - from.x);
  if (state.pan === 'always' || (state.pan === 'steep' && steep)) return pan;
  if (state.sweeps) return { type: 'brushing', from, at };
  if (hit.kind === 'free')
    return hit.lane.draws === null
      ? pan
      : {
          type: 'carving',
          lane: hit.lane,
          draws: hit.lane.draws,
          anchor: addrOf(scale, from.x),
          at,
          held,
        };
  if (hit.kind !== 'block' || hit.block.grip === 'fixed') return pan;
  const { block, lane, edge } = hit;
  if (block.pinned) return { type: 'refusing', block };
  if (edge !== null) {
    const edgePx = pxOf(scale, edge === 'start' ? block.range.start : endOf(block.range));
    return { type: 'resizing', block, lane, edge, grabPx: from.x - edgePx, at, held };
  }
  const grab = distance(block.range.start, addrOf(scale, from.x));
  return { type: 'moving', block, lane, along: along(block), grab, at, held };
}

function drag(state: Dragging, context: ToolContext): Step {
  const change =
    state.type === 'moving'
      ? moved(state, context)
      : state.type === 'resizing'
        ? resized(state, context)
        : carved(state, context);
  return change === null ? { state } : { state, effect: { type: 'change', change } };
}

export function step(state: ToolState, event: ToolEvent, context: ToolContext): Step {
  if (event.type === 'down') {
    const { at: from, hit, pan, pick, sweeps } = event;
    return { state: state.type === 'idle' ? { type: 'pointing', from, hit, pan, pick, sweeps } : state };
  }
  switch (state.type) {
    case 'idle':
      return { state };
    case 'pointing': {
      if (event.type === 'up')
        return { state: IDLE, effect: { type: 'click', hit: state.hit, pick: state.pick } };
      if (event.type === 'cancel') return { state: IDLE };
      if (event.type === 'again') return { state };
      if (Math.hypot(event.at.x - state.from.x, event.at.y - state.from.y) < THRESHOLD_PX) return { state };
      const next = begin(state, event.at, event.held, context);
      return next.type === 'moving' || next.type === 'resizing' || next.type === 'carving'
        ? drag(next, context)
        : next.type === 'refusing'
          ? { state: next, effect: { type: 'refuse', block: next.block } }
          : step(next, event, context);
    }
    case 'refusing':
      return event.type === 'up' || event.type === 'cancel'
        ? { state: IDLE, effect: { type: 'refuse', block: null } }
        : { state };
    case 'brushing': {
      if (event.type === 'again') return { state };
      if (event.type === 'cancel') return { state: IDLE, effect: { type: 'brush', box: null } };
      const at = event.type === 'up' ? state.at : event.at;
      const box = { from: state.from, to: at };
      return event.type === 'up'
        ? { state: IDLE, effect: { type: 'pick', box } }
        : { state: { ...state, at }, effect: { type: 'brush', box } };
    }
    case 'panning':
      if (event.type === 'move')
        return {
          state,
          effect: { type: 'look', viewport: pannedBy(state.scale, event.at.x - state.from.x) },
        };
      if (event.type === 'again') return { state };
      if (event.type === 'cancel')
        return { state: IDLE, effect: { type: 'look', viewport: state.scale.viewport } };
      return { state: IDLE };
    case 'moving':
    case 'resizing':
    case 'carving':
      if (event.type === 'up') return { state: IDLE, effect: { type: 'commit' } };
      if (event.type === 'cancel') return { state: IDLE, effect: { type: 'cancel' } };
      if (event.type === 'again') return drag({ ...state, held: event.held }, context);
      return drag({ ...state, at: event.at, held: event.held }, context);
  }
}
