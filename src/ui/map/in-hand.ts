// What is in the hand, whether a pointer holds it or keys do, and what somebody pulls at although it is pinned.
import type { Block, Scene } from '../../map/geometry/scene.ts';
import type { Change } from '../../map/tools/tool.ts';
import { sameRange } from '../../model/range.ts';
import type { Told } from './use-told.ts';
import type { UnderWay } from './use-tools.ts';

export interface InHand {
  /** What comes of it so far; also what a key did just now. While a thread paints, what it was when the hand last rested. */
  readonly change: Change | null;
  /** Key of the block under the hand: the moved one, or the new one of a drawing. */
  readonly dragged: string | null;
  readonly pinned: Block | null;
}

/** `change`: of the pointer; `drawn`: by the caret. */
export function inHandOf(
  { refused }: Pick<UnderWay, 'refused'>,
  change: Change | null,
  drawn: Change | null,
  told: Told | null,
  scene: Scene,
): InHand {
  const held = change ?? drawn;
  return {
    change: held ?? (told?.kind === 'nudge' ? told.nudge : null),
    dragged: held === null ? null : keyOf(held, scene),
    pinned: refused ?? (told?.kind === 'refused' ? told.block : null),
  };
}

function keyOf(change: Change, scene: Scene): string | null {
  if (change.kind !== 'create') return change.block.key;
  const lane = scene.host.find(({ key }) => key === change.lane.key);
  return lane?.blocks.find(({ range }) => sameRange(range, change.range))?.key ?? null;
}
