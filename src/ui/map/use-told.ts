// What a key did, shown for a moment as a drag would show it: where the thing was and how far it has gone, or that it
// is pinned. A key has no button to hold down, so the moment ends by itself.
import { useEffect, useState } from 'react';
import { type Block, blockOf, type Scene } from '../../map/geometry/scene.ts';
import type { Nudge } from '../../map/tools/keys.ts';
import { sameRange } from '../../model/range.ts';

export type Told =
  { readonly kind: 'nudge'; readonly nudge: Nudge } | { readonly kind: 'refused'; readonly block: Block };

/** Long enough to be read, and to go on with the next key, in milliseconds. */
const MOMENT_MS = 1500;

/** What is told now; a nudge no longer than its thing is where it went. */
export function useTold(scene: Scene): readonly [Told | null, (told: Told) => void] {
  const [told, tell] = useState<Told | null>(null);
  useEffect(() => {
    if (told === null) return undefined;
    const over = setTimeout(() => tell(null), MOMENT_MS);
    return () => clearTimeout(over);
  }, [told]);
  if (told?.kind !== 'nudge') return [told, tell];
  const [id] = told.nudge.block.ids;
  const now = id === undefined ? undefined : blockOf(scene, id);
  const holds = now !== undefined && sameRange(now.range, told.nudge.range);
  return [holds ? told : null, tell];
}
