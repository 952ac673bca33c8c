// Pointer interaction as values: what the tool is doing, what happened to it, and what it wants done.
//
// Every state holds the snapshot it started from and the pointer as it is now, never a running sum, so the same
// pointer always means the same result, whatever happened on the way.
import type { Addr, Bytes } from '../../model/addr.ts';
import type { Range } from '../../model/range.ts';
import type { Edge, Hit } from '../geometry/hit.ts';
import type { Scale, Viewport } from '../geometry/scale.ts';
import type { Block, Draws, Lane } from '../geometry/scene.ts';
import type { Around, Aside } from '../geometry/push.ts';
import { metBy, type SnapRules, type Target, type Targets } from '../geometry/snap.ts';
import type { Box, Pick } from './choose.ts';

/** px in the picture. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * When a drag moves the view, whatever is under the pointer: `always` with the middle button or the space key, `steep` with
 * a finger that sets out more up or down than sideways.
 */
export type Pan = 'never' | 'steep' | 'always';

/** Keys held during a drag, or what a finger does instead of them. */
export interface Held {
  /** Suspends snapping. */
  readonly free: boolean;
  /** What is in the way is pushed aside. */
  readonly push: boolean;
}

/** What a tool may look at. Fresh for every event: the view may move under a drag. */
export interface ToolContext {
  readonly scale: Scale;
  /** Snap grid in bytes. */
  readonly grid: Bytes;
  /** Edges that catch, sorted; never those of the blocks named. */
  readonly targets: (except: readonly Block[]) => Targets;
  /** What blocks can push, and what stops them. */
  readonly around: (blocks: readonly Block[]) => Around;
  /** The rest of the selection a block belongs to: what moves along with it, and what is pinned and stays. */
  readonly along: (block: Block) => Along;
}

export interface Along {
  readonly moves: readonly Block[];
  readonly stays: readonly Block[];
}

export const ALONE: Along = { moves: [], stays: [] };

/** The change a drag asks for, always relative to the plan as it was when the drag began. */
export type Change =
  | {
      readonly kind: 'move' | 'resize';
      readonly block: Block;
      readonly lane: Lane;
      readonly range: Range;
      /** What moves by the same distance, as it was before. */
      readonly along: readonly Block[];
      /** What is selected too, and pinned. */
      readonly stays: readonly Block[];
      /** What is pushed aside. */
      readonly aside: readonly Aside[];
      /** What let nobody push any further. */
      readonly stop: string | null;
      readonly guide: Guide;
    }
  | {
      readonly kind: 'create';
      readonly lane: Lane;
      readonly draws: Draws;
      readonly range: Range;
      readonly guide: Guide;
    };

/** What of the block a change moves. */
export const movedPart = ({ kind, block, range }: Exclude<Change, { kind: 'create' }>): 'all' | Edge =>
  kind === 'move' ? 'all' : range.start === block.range.start ? 'end' : 'start';

/** The lines that say what the drag rests on. */
export interface Guide {
  /** The edge that is in the hand, or was caught. */
  readonly at: Addr;
  /** What its edges meet; empty where only the grid holds it. */
  readonly met: readonly Target[];
  /** The grid in force, in bytes. */
  readonly grid: Bytes;
}

/** The guide of a range where it rests, by what may be met; what is pushed aside is no longer where it could be. */
export function guideOf(
  at: Addr,
  range: Range,
  { targets, grid }: Omit<SnapRules, 'reach'>,
  aside: readonly Aside[] = [],
): Guide {
  const gone = new Set(aside.map(({ block }) => block.key));
  return { at, met: metBy(range, targets).filter(({ of }) => !gone.has(of)), grid };
}

export type ToolState =
  | { readonly type: 'idle' }
  | {
      readonly type: 'pointing';
      readonly from: Point;
      readonly hit: Hit;
      readonly pan: Pan;
      readonly pick: Pick;
      readonly sweeps: boolean;
    }
  | {
      readonly type: 'moving';
      readonly block: Block;
      readonly lane: Lane;
      readonly along: Along;
      /** From the block's start to the point it is held by, in bytes. */
      readonly grab: Bytes;
      readonly at: Point;
      readonly held: Held;
    }
  | {
      readonly type: 'resizing';
      readonly block: Block;
      readonly lane: Lane;
      readonly edge: Edge;
      /** From the edge to the point it is held by, in px. */
      readonly grabPx: number;
      readonly at: Point;
      readonly held: Held;
    }
  | {
      readonly type: 'carving';
      readonly lane: Lane;
      readonly draws: Draws;
      /** Where the pointer went down. */
      readonly anchor: Addr;
      readonly at: Point;
      readonly held: Held;
    }
  /** What was to be dragged is pinned. */
  | { readonly type: 'refusing'; readonly block: Block }
  | { readonly type: 'brushing'; readonly from: Point; readonly at: Point }
  | { readonly type: 'panning'; readonly from: Point; readonly scale: Scale };

export const IDLE: ToolState = { type: 'idle' };

export type ToolEvent =
  | {
      readonly type: 'down';
      readonly at: Point;
      readonly hit: Hit;
      readonly pan: Pan;
      readonly pick: Pick;
      /** A drag draws a box around what is to be selected. */
      readonly sweeps: boolean;
    }
  | { readonly type: 'move'; readonly at: Point; readonly held: Held }
  /** The view moved, or a modifier changed, under a pointer that stands still. */
  | { readonly type: 'again'; readonly held: Held }
  | { readonly type: 'up' }
  /** Escape, a second finger, a lost pointer, a deleted region. */
  | { readonly type: 'cancel' };

export type Effect =
  | { readonly type: 'click'; readonly hit: Hit; readonly pick: Pick }
  /** The box is drawn this far; null when it is taken back. */
  | { readonly type: 'brush'; readonly box: Box | null }
  | { readonly type: 'pick'; readonly box: Box }
  /** This is pinned and stays, as long as somebody pulls at it; null from then on. */
  | { readonly type: 'refuse'; readonly block: Block | null }
  | { readonly type: 'change'; readonly change: Change }
  | { readonly type: 'commit' }
  | { readonly type: 'cancel' }
  | { readonly type: 'look'; readonly viewport: Viewport };

export interface Step {
  readonly state: ToolState;
  readonly effect?: Effect;
}
