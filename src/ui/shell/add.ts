// Adding what has no place yet: it goes where there is room, and the person moves it from there.
import { addr, type Bytes, bytes, MiB, plus } from '../../model/addr.ts';
import { DOM0 } from '../../model/dom0.ts';
import { addDom0, addDomain, addHeapBank } from '../../model/edit.ts';
import { freePlace } from '../../model/occupancy.ts';
import type { EntityId, Plan } from '../../model/plan.ts';
import type { Range } from '../../model/range.ts';
import { drawn, drawnLabel, NEW_SIZES } from '../../map/tools/drawing.ts';
import type { Memmap } from '../../store/memmap.ts';
import { guestsOf } from '../map/verbs.ts';

/** Boot loaders put Xen, the blob and themselves at the start of RAM, so suggestions leave it this much. */
const LOADER_ROOM = 128n * MiB;

/** A free place to suggest for something new, at a multiple of 2 MiB; null where no piece is large enough. */
export const suggestedPlace = (plan: Plan, size: Bytes): Range | null =>
  freePlace(plan, size, ALIGN, plus(plan.host.memory[0]?.start ?? addr(0n), LOADER_ROOM));

/** Largest first: a small board still gets a heap. */
const HEAP_SIZES = [256n, 64n, 16n].map((n) => bytes(n * MiB));
const ALIGN = 2n * MiB;

export function addHeapTo(memmap: Memmap): void {
  const { design } = memmap.store.getState();
  if (design === null) return;
  for (const size of HEAP_SIZES) {
    const at = suggestedPlace(design.plan, size);
    if (at === null) continue;
    const { id } = addHeapBank(design.plan, at);
    memmap.commit('Add static heap', (plan) => addHeapBank(plan, at).plan, { select: [id] });
    return;
  }
  memmap.notify({
    kind: 'info',
    title: 'No free place in RAM',
    detail: 'There is no free 16 MiB at a 2 MiB boundary. Make something smaller first.',
  });
}

/** Shared memory that a domain owns, and the next one borrows where there is one. */
export function addSharedTo(memmap: Memmap, owner: EntityId): void {
  const { design } = memmap.store.getState();
  if (design === null) return;
  const { plan } = design;
  const at = suggestedPlace(plan, NEW_SIZES.shared);
  if (at === null) {
    memmap.notify({
      kind: 'info',
      title: 'No free place in RAM',
      detail: 'There is no free 2 MiB at a 2 MiB boundary. Make something smaller first.',
    });
    return;
  }
  const ids = plan.domains.map(({ id }) => id);
  const borrower = ids[ids.indexOf(owner) + 1] ?? ids.find((id) => id !== owner);
  const draws = { kind: 'shared', domains: borrower === undefined ? [owner] : [owner, borrower] } as const;
  const { plan: after, id } = drawn(plan, draws, at, guestsOf(memmap));
  memmap.commit(drawnLabel(draws, ''), () => after, { select: [id] });
}

export function newDom0(memmap: Memmap): void {
  const { design } = memmap.store.getState();
  if (design === null) return;
  const at = suggestedPlace(design.plan, NEW_SIZES.module);
  if (at === null)
    memmap.notify({
      kind: 'info',
      title: 'No free place in RAM',
      detail: 'There is no free 32 MiB at a 2 MiB boundary for dom0’s kernel. Make something smaller first.',
    });
  else memmap.commit('Add dom0', (plan) => addDom0(plan, at), { select: [DOM0] });
}

export function newDomain(memmap: Memmap): void {
  const { design } = memmap.store.getState();
  if (design === null) return;
  const { id } = addDomain(design.plan);
  memmap.commit('Add domain', (plan) => addDomain(plan).plan, { select: [id] });
}
