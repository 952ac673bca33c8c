// What follows the hand at one step of a drag: where things were, what the drag rests on, and what is said of it.
import type { Addr } from '../../model/addr.ts';
import type { Range } from '../../model/range.ts';
import type { Block, Owner } from '../geometry/scene.ts';
import type { Change } from '../tools/tool.ts';

/** A thing where it was. */
export interface Ghosted {
  /** Of its block. */
  readonly key: string;
  readonly name: string;
  readonly owner: Owner;
  readonly range: Range;
}

/** Plain data. */
export interface Hand {
  /** Where things were: the dragged, what moves along, what is pushed aside; empty for a drawing. */
  readonly ghosts: readonly Ghosted[];
  /** Addresses of the lines through all lanes. */
  readonly guides: readonly Addr[];
  readonly badge: { readonly text: string; readonly at: Addr };
}

const ghosted = ({ key, name, owner, range }: Block): Ghosted => ({ key, name, owner, range });

export function ghostsOf(change: Change): readonly Ghosted[] {
  if (change.kind === 'create') return [];
  const { block, along, aside } = change;
  return [block, ...along, ...aside.map((pushed) => pushed.block)].map(ghosted);
}

/** Where the edges meet something, else where the edge in the hand is. */
export function guidesOf({ guide: { at, met } }: Change): readonly Addr[] {
  return met.length === 0 ? [at] : [...new Set(met.map((target) => target.at))];
}

/** `text`: the badge's words. */
export const handOf = (change: Change, text: string): Hand => ({
  ghosts: ghostsOf(change),
  guides: guidesOf(change),
  badge: { text, at: change.guide.at },
});
