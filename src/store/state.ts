// What the page remembers: the document (undone and saved), the session (saved, not undone) and the gesture (neither).
import type { OwnText } from '../bindings/own-text.ts';
import type { Analysis } from '../engine/analysis.ts';
import type { Brief } from '../engine/brief.ts';
import type { Placed, PlacedItem, PlaceOptions } from '../engine/place/placing.ts';
import type { Progress } from '../engine/place/solve.ts';
import type { Action } from '../engine/pages/act.ts';
import type { Addr, Bytes } from '../model/addr.ts';
import type { EntityId, Plan } from '../model/plan.ts';
import type { Target } from '../model/target.ts';
import type { Json } from '../share/unknown.ts';
import type { PaintMessage } from '../workers/painting.ts';
import type { History } from './history.ts';

/** The document. Immutable; everything else on the screen is derived from it. */
export interface Design {
  /** File name without extension. */
  readonly name: string;
  readonly plan: Plan;
  /**
   * The text a person wrote, which says the plan; where it is not whole, the plan is what it said last. Absent: nobody
   * wrote one, the texts on screen are made from the plan.
   */
  readonly text?: OwnText;
  /** The file it was read from, for fields this version does not know; null when born here. */
  readonly original: Json | null;
}

/** The piece of the shared axis that the map shows; null shows everything. */
export interface Viewport {
  /** Address at the left edge. */
  readonly start: Addr;
  readonly bytesPerPx: number;
}

/** A drag under way. `draft` is always recomputed from `base`, so a cancelled drag leaves no trace. */
export interface Gesture {
  readonly label: string;
  readonly base: Design;
  /** What the page's own elements show: of a step that another thread painted they do when the hand rests. */
  readonly draft: Design;
  /** What is on screen is a later step, which another thread made and painted: the verdict on that. */
  readonly painted: Brief | null;
}

/** Places worked out for a design, and no part of it until they are accepted. */
export interface Proposal {
  /** What was asked: `Place the rest`. */
  readonly title: string;
  readonly options: PlaceOptions;
  /** What it was worked out for: with another plan or target it is out of date. */
  readonly plan: Plan;
  readonly target: Target;
  readonly outcome:
    | { readonly kind: 'working'; readonly progress: Omit<Progress, 'best'> | null }
    | { readonly kind: 'failed'; readonly message: string }
    | Placed;
}

/** A step in the life of all pages, shown instead of the machine as it runs. */
export interface Moment {
  /** Index of an event; past the last one stands for that. */
  readonly index: number;
  /** What is done to domains after the boot, in order. */
  readonly actions: readonly Action[];
  /** The page whose history is told, host physical: for as long as the selection is the one it was chosen beside. */
  readonly page?: { readonly at: Addr; readonly beside: readonly EntityId[] } | null;
}

/** Another thread that can make and paint the steps of a gesture: it is told on what, in which looks and from where. */
export interface Painter {
  tell(message: PaintMessage, transfer?: Transferable[]): void;
}

/** A sentence for the person, kept until dismissed. */
export interface Notice {
  readonly kind: 'error' | 'info';
  readonly title: string;
  readonly detail: string | null;
}

/** Whether the browser holds the latest design. `off`: storage refused, and `notice` said so. */
export type Saved = 'saved' | 'saving' | 'off';

/** Replays a boot: `engine.analyse`. */
export type Simulate = (plan: Plan, target: Target) => Analysis;

export interface State {
  /** null until it is loaded (see simulator.ts). */
  readonly simulate: Simulate | null;
  /** null until it is there, and where there is none. */
  readonly painter: Painter | null;
  /** null until a board is opened. */
  readonly design: Design | null;
  readonly history: History;
  readonly gesture: Gesture | null;
  readonly target: Target;
  readonly selection: readonly EntityId[];
  readonly viewport: Viewport | null;
  /** Grid that drags snap to, in bytes. */
  readonly snap: Bytes;
  readonly proposal: Proposal | null;
  /** null while no timeline is looked at. */
  readonly moment: Moment | null;
  readonly notice: Notice | null;
  readonly saved: Saved;
}

/** The design that elements show: the draft while a gesture is under way. */
export const shown = (state: State): Design | null => state.gesture?.draft ?? state.design;

/** Whether a proposal is still about what is on screen. */
export const isUpToDate = (proposal: Proposal, { design, gesture, target }: State): boolean =>
  gesture === null && proposal.plan === design?.plan && proposal.target === target;

const NO_ITEMS: readonly PlacedItem[] = [];

/** What a proposal that is up to date would place. */
export function proposedItems(state: State): readonly PlacedItem[] {
  const { proposal } = state;
  return proposal?.outcome.kind === 'placed' && isUpToDate(proposal, state)
    ? proposal.outcome.items
    : NO_ITEMS;
}
