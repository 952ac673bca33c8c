// What a lane says that has nothing yet of what can be drawn in it.
import type { Lane } from '../../map/geometry/scene.ts';
import { STRINGS } from './strings.ts';

export function invitation({ draws, title }: Lane): string {
  if (draws?.kind === 'module') return STRINGS.moduleHint(draws.what);
  return draws?.kind === 'bank' ? STRINGS.bankHint(title) : STRINGS.heapHint;
}
