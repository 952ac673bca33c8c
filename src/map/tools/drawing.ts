// What comes of a range drawn in a lane: a bank, a boot module, shared memory.
import { type Addr, type Bytes, bytes, MiB } from '../../model/addr.ts';
import { DOM0 } from '../../model/dom0.ts';
import { addBank, type Added, addHeapBank, addModule, NEW_DOMAIN_MEMORY } from '../../model/edit.ts';
import type { EntityId, Plan } from '../../model/plan.ts';
import type { Range } from '../../model/range.ts';
import { addShared } from '../../model/sharing.ts';
import { freeGuestAddress } from '../geometry/guest-room.ts';
import type { GuestView } from '../geometry/guest-view.ts';
import type { Draws } from '../geometry/scene.ts';

/** How much is put where a person only says where, or not even that; of a module nobody knows how large it will be. */
export const NEW_SIZES: Readonly<Record<Draws['kind'], Bytes>> = {
  heap: NEW_DOMAIN_MEMORY,
  bank: NEW_DOMAIN_MEMORY,
  module: bytes(32n * MiB),
  shared: bytes(2n * MiB),
};

/** Where a domain finds new shared memory: where the host has it under direct-map, else where nothing of its own is. */
export function guestAddress(plan: Plan, id: EntityId, at: Range, guests: readonly GuestView[]): Addr {
  const domain = plan.domains.find((one) => one.id === id);
  const view = guests.find(({ name }) => name === domain?.name);
  return domain?.directMap === true || view === undefined ? at.start : freeGuestAddress(view, at.size);
}

/** `guests`: what the domains are like without it. */
export function drawn(plan: Plan, draws: Draws, at: Range, guests: readonly GuestView[]): Added {
  switch (draws.kind) {
    case 'heap':
      return addHeapBank(plan, at);
    case 'bank':
      return addBank(plan, draws.domain, at);
    case 'module': {
      const domain = draws.domain === DOM0 ? null : draws.domain;
      return addModule(plan, domain, { kind: draws.module, range: at, file: null });
    }
    case 'shared': {
      const sharers = draws.domains.map((domain) => ({
        domain,
        guest: guestAddress(plan, domain, at, guests),
      }));
      return addShared(plan, sharers, at);
    }
  }
}

/** What it is called, for undo: `Add a static heap bank`, `Load domU1’s kernel`. `owner`: the name of the lane. */
export function drawnLabel(draws: Draws, owner: string): string {
  switch (draws.kind) {
    case 'heap':
      return 'Add a static heap bank';
    case 'bank':
      return `Give ${owner} a bank`;
    case 'module':
      return `Load ${draws.what}`;
    case 'shared':
      return 'Add shared memory';
  }
}
