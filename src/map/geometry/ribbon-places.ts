// Where ribbons are on screen. There are thousands of them at every frame of a zoom, so nothing is made for each: six
// numbers in one array.
import { Edges } from './edges.ts';
import type { Row } from './rows.ts';
import type { Scale } from './scale.ts';
import type { Ribbon } from './scene.ts';

const SIX = 6;

export class RibbonPlaces {
  readonly #px: Float64Array;

  /** For `count` ribbons. */
  constructor(count: number) {
    this.#px = new Float64Array(SIX * count);
  }

  /** Ribbon `i` is nowhere. */
  leaveOut(i: number): void {
    this.put(i, NaN, NaN, NaN, NaN, NaN, NaN);
  }

  /** px: both ends of the host memory and of where the guest finds it, bottom of the host block and top of the guest block. */
  put(i: number, host0: number, host1: number, guest0: number, guest1: number, y0: number, y1: number): void {
    const at = SIX * i;
    this.#px[at] = host0;
    this.#px[at + 1] = host1;
    this.#px[at + 2] = guest0;
    this.#px[at + 3] = guest1;
    this.#px[at + 4] = y0;
    this.#px[at + 5] = y1;
  }

  host0(i: number): number {
    return this.#px[SIX * i] ?? NaN;
  }
  host1(i: number): number {
    return this.#px[SIX * i + 1] ?? NaN;
  }
  guest0(i: number): number {
    return this.#px[SIX * i + 2] ?? NaN;
  }
  guest1(i: number): number {
    return this.#px[SIX * i + 3] ?? NaN;
  }
  y0(i: number): number {
    return this.#px[SIX * i + 4] ?? NaN;
  }
  y1(i: number): number {
    return this.#px[SIX * i + 5] ?? NaN;
  }

  /** Whether ribbon `i` shows anything between px 0 and `widthPx`. */
  isVisible(i: number, widthPx: number): boolean {
    return Math.max(this.host1(i), this.guest1(i)) >= 0 && Math.min(this.host0(i), this.guest0(i)) <= widthPx;
  }

  /** Draws back sideways where `before` is somewhere: to where ribbon `i` is when it has gone the share `t` of its way from there. */
  bendFrom(before: RibbonPlaces, i: number, t: number): void {
    if (Number.isNaN(before.y0(i))) return;
    const mix = (a: number, b: number): number => a + (b - a) * t;
    this.put(
      i,
      mix(before.host0(i), this.host0(i)),
      mix(before.host1(i), this.host1(i)),
      mix(before.guest0(i), this.guest0(i)),
      mix(before.guest1(i), this.guest1(i)),
      this.y0(i),
      this.y1(i),
    );
  }
}

/** A guest's lane and those its memory may be in. */
export interface GuestTies {
  readonly guestRow: Row;
  readonly ownRow: Row | null;
  readonly sharedRow: Row | null;
  /** Where the registers are that were passed through. */
  readonly hardwareRow: Row | null;
  readonly guestScale: Scale;
}

interface Known {
  readonly host: Edges;
  readonly guest: Edges;
  readonly places: RibbonPlaces;
}

const known = new WeakMap<readonly Ribbon[], Known>();

/** What of a list of ribbons does not depend on where one looks, and room for what does. */
function knownOf(ribbons: readonly Ribbon[]): Known {
  const last = known.get(ribbons);
  if (last !== undefined) return last;
  const found = {
    host: new Edges(ribbons.map(({ host }) => host)),
    guest: new Edges(ribbons.map(({ guest }) => guest)),
    places: new RibbonPlaces(ribbons.length),
  };
  known.set(ribbons, found);
  return found;
}

/** Beyond this many px outside the picture an end no longer changes the curve one sees. */
export const FAR = 4000;

/**
 * Where `ribbons` are; nowhere those whose host memory is in a lane that is not drawn. A list has one such answer: asked
 * for it again, it is written anew.
 */
export function placesOf(ribbons: readonly Ribbon[], ties: GuestTies, hostScale: Scale): RibbonPlaces {
  const { guestRow, ownRow, sharedRow, hardwareRow, guestScale } = ties;
  const { host, guest, places } = knownOf(ribbons);
  const near = (px: number): number => Math.min(Math.max(px, -FAR), hostScale.widthPx + FAR);
  const y1 = guestRow.y + guestRow.inset;
  for (let i = 0; i < ribbons.length; i += 1) {
    const hostLane = ribbons[i]?.hostLane;
    const row =
      hostLane === sharedRow?.lane.key
        ? sharedRow
        : hostLane === hardwareRow?.lane.key
          ? hardwareRow
          : ownRow;
    if (row === null) {
      places.leaveOut(i);
      continue;
    }
    places.put(
      i,
      near(host.x0(i, hostScale)),
      near(host.x1(i, hostScale)),
      near(guest.x0(i, guestScale)),
      near(guest.x1(i, guestScale)),
      row.y + row.inset + row.height,
      y1,
    );
  }
  return places;
}
