// A lane that has nothing yet of what can be drawn in it asks for it, in words, and a finger that moves there draws.
import type { Lane } from '../../map/geometry/scene.ts';
import { STRINGS } from './strings.ts';

export const invites = ({ draws, blocks }: Lane): boolean =>
  draws !== null && blocks.every(({ kind }) => kind !== draws.kind);

export const invitation = ({ draws, title }: Lane): string =>
  draws?.kind === 'bank' ? STRINGS.bankHint(title) : STRINGS.heapHint;
