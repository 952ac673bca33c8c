// The scene of a plan and what collides in it, each made from the one before: lanes that did not change stay the same objects,
// and only where something changed it is looked for collisions again.
import { Last } from '../../model/kept.ts';
import type { Plan } from '../../model/plan.ts';
import { sceneOf } from '../geometry/guest-lanes.ts';
import type { GuestView } from '../geometry/guest-view.ts';
import {
  type Claims,
  claimsOf,
  type Collision,
  collisionsOf,
  guestCollisionsOf,
  type Outside,
  outsideOf,
} from '../geometry/overlap.ts';
import { type Lane, reuseScene, type Scene } from '../geometry/scene.ts';

export class Scenes {
  #last: Scene | null = null;

  /** `varies`: dom0 may get other memory at another boot. */
  of(plan: Plan, guests: readonly GuestView[], varies: boolean): Scene {
    this.#last = reuseScene(this.#last, sceneOf(plan, guests, varies));
    return this.#last;
  }
}

export interface Clashes {
  readonly collisions: readonly Collision[];
  readonly outside: readonly Outside[];
}

export class KeptClashes {
  #claims: Claims | undefined;
  readonly #inHost = new Last<readonly Collision[]>();
  readonly #outside = new Last<readonly Outside[]>();
  readonly #inGuests = new Last<readonly Collision[]>();
  readonly #all = new Last<Clashes>();

  #collisionsIn(host: readonly Lane[]): readonly Collision[] {
    this.#claims = claimsOf(host, this.#claims);
    return collisionsOf(this.#claims);
  }

  of({ host, guest }: Scene): Clashes {
    const inHost = this.#inHost.of([host], () => this.#collisionsIn(host));
    const outside = this.#outside.of([host], () => outsideOf(host));
    const inGuests = this.#inGuests.of([guest], () => guestCollisionsOf(guest));
    return this.#all.of([inHost, outside, inGuests], () => ({
      collisions: inGuests.length === 0 ? inHost : [...inHost, ...inGuests],
      outside,
    }));
  }
}
