// What the map may ask for. The store answers; the map itself changes nothing.
import type { Nudge } from '../../map/tools/keys.ts';
import type { Hand } from '../../map/picture/hand.ts';
import type { Change } from '../../map/tools/tool.ts';
import type { Block } from '../../map/geometry/scene.ts';
import type { Viewport } from '../../map/geometry/scale.ts';
import type { Bytes } from '../../model/addr.ts';
import type { EntityId } from '../../model/plan.ts';
import type { EditName } from '../edits/edits.ts';

/** A step of a drag by pointer. */
export interface DraftOptions {
  /** What follows the hand, for who paints it. */
  readonly hand: () => Hand;
  /** It is on screen, none came after it. */
  readonly shown: () => void;
}

export interface MapActions {
  readonly select: (ids: readonly EntityId[]) => void;
  /** null shows everything. */
  readonly look: (viewport: Viewport | null) => void;
  /** Shows a change without making it: called for every frame of a drag. */
  readonly draft: (change: Change, options?: DraftOptions) => void;
  /** Makes the last draft the design; answers what is selected then. */
  readonly commit: () => readonly EntityId[];
  /** Forgets the draft. */
  readonly cancel: () => void;
  /** Moves or resizes by keyboard; quick repeats are one undo entry. */
  readonly nudge: (change: Nudge) => void;
  readonly snap: (grid: Bytes) => void;
  readonly remove: (blocks: readonly Block[]) => void;
  /** Edits by name; answers what came of it, null when it was not possible and a notice says why. */
  readonly edit: (name: EditName, ids: readonly EntityId[]) => Promise<readonly EntityId[] | null>;
}
