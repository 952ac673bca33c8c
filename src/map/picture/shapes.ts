// What is drawn of each lane's ribbons, kept for as long as what it follows from stays: in a drag all but a few do.
import type { EntityId } from '../../model/plan.ts';
import type { GuestTies } from '../geometry/ribbon-places.ts';
import type { LaneShapes } from '../geometry/ribbon-shapes.ts';
import type { Scale } from '../geometry/scale.ts';

function sameTies(a: GuestTies, b: GuestTies): boolean {
  return (
    a.guestRow === b.guestRow &&
    a.ownRow === b.ownRow &&
    a.sharedRow === b.sharedRow &&
    a.hardwareRow === b.hardwareRow &&
    a.guestScale === b.guestScale
  );
}

interface Kept {
  readonly ties: GuestTies;
  readonly hostScale: Scale;
  readonly selected: ReadonlySet<EntityId>;
  readonly shapes: LaneShapes;
}

export class KeptShapes {
  #last: ReadonlyMap<string, Kept> = new Map();

  /** `make`: the shapes of a lane whose ribbons are not where they were. */
  of(
    guests: readonly GuestTies[],
    hostScale: Scale,
    selected: ReadonlySet<EntityId>,
    make: (ties: GuestTies) => LaneShapes,
  ): readonly LaneShapes[] {
    const next = new Map<string, Kept>();
    for (const ties of guests) {
      const { key } = ties.guestRow.lane;
      const known = this.#last.get(key);
      const holds =
        known !== undefined &&
        known.hostScale === hostScale &&
        known.selected === selected &&
        sameTies(known.ties, ties);
      next.set(key, holds ? known : { ties, hostScale, selected, shapes: make(ties) });
    }
    this.#last = next;
    return Array.from(next.values(), ({ shapes }) => shapes);
  }
}
