// Pages a domain lets another map: each has a reference more until that ends, and is not freed before.
//
// Stands for map_grant_ref and unmap_common_complete (common/grant_table.c).
import type { After } from './after.ts';
import { freeUnreferenced } from './destroy.ts';
import type { Frames, Life } from './life.ts';

/** The last pages of RAM whose place is known. */
export function grant(after: After, life: Life, to: Life, pages: number): void {
  const own = after.where(({ place, owner }) => place === 'owned' && owner?.id === life.owner.id);
  const frames: Frames[] = [];
  let left = pages;
  for (const { start, end } of own.toReversed()) {
    const taken = Math.min(left, end - start);
    if (taken > 0) frames.unshift({ start: end - taken, end });
    left -= taken;
  }
  // Of what the heap gave it nobody knows the place: the reference is there, and not seen.
  if (frames.length === 0)
    after.tell('granted', life, { of: `pages of ${life.owner.name} for ${to.owner.name}` });
  after.change(
    'granted',
    life,
    frames,
    (state) => ({
      ...state,
      references: state.references + 1,
      grantedTo: [...state.grantedTo, to.owner],
    }),
    { of: `pages of ${life.owner.name} for ${to.owner.name}`, references: 1 },
  );
}

/** All that was granted from one to the other. */
export function endGrants(after: After, life: Life, to: Life): void {
  const granted = after.where(
    ({ owner, grantedTo }) => owner?.id === life.owner.id && grantedTo.some(({ id }) => id === to.owner.id),
  );
  const frames = granted.map(({ start, end }) => ({ start, end }));
  after.change('grant-ended', life, frames, (state) => ({
    ...state,
    references: state.references - state.grantedTo.filter(({ id }) => id === to.owner.id).length,
    grantedTo: state.grantedTo.filter(({ id }) => id !== to.owner.id),
  }));
  freeUnreferenced(after, frames);
}
