// A domain as its pages see it: where its RAM is from, what it has of the heap, what it gave up.
import type { MostOrders } from '../../model/command-line.ts';
import type { DomainOutcome } from '../analysis.ts';
import { CONTROL } from '../boot/domain-node.ts';
import type { Owner, Purpose } from '../boot/page-log.ts';
import type { Boot } from '../boot/state.ts';
import type { PageEvent } from './event.ts';

/** Page frames [start, end). */
export interface Frames {
  readonly start: number;
  readonly end: number;
}

export interface Life {
  readonly owner: Owner;
  /** `lingers`: destroyed, but somebody has a reference to a page of its; `gone`: its struct domain is freed. */
  readonly stage: 'running' | 'lingers' | 'gone';
  /** Of its node; null for what a toolstack created. */
  readonly path: string | null;
  readonly isDirectMapped: boolean;
  /** Its RAM is static memory. */
  readonly isStatic: boolean;
  /** dom0 or a hardware domain: the machine goes down with it. */
  readonly isHardware: boolean;
  /** Pages of the heap it has, where it is not known which. */
  readonly taken: Readonly<Record<Purpose, number>>;
  /** `resv_page_list`: first given up, first got back. */
  readonly givenUp: readonly Frames[];
  /** Pages it may own beyond those it owns: max_pages is what it was built with. */
  readonly allowance: number;
  /** Pages of the heap it owns and has nowhere in its P2M, so that it can neither use nor give them up. */
  readonly unmapped: number;
  /** max_order: it asks for chunks of 2^n pages at most. */
  readonly mostOrder: number;
}

export const NOTHING_TAKEN: Readonly<Record<Purpose, number>> = {
  xen: 0,
  'page tables': 0,
  structures: 0,
  RAM: 0,
  'shared memory': 0,
  kernel: 0,
};

/** A domain a toolstack creates: of the heap, and with nothing of the host's. */
export const created = (owner: Owner, mostOrder: number): Life => ({
  owner,
  stage: 'running',
  path: null,
  isDirectMapped: false,
  isStatic: false,
  isHardware: false,
  taken: NOTHING_TAKEN,
  givenUp: [],
  allowance: 0,
  unmapped: 0,
  mostOrder,
});

/** The domains that run once Xen has booted; none where it does not. */
export function livesOf(
  boot: Boot,
  orders: MostOrders,
  outcomes: readonly DomainOutcome[],
  events: readonly PageEvent[],
): readonly Life[] {
  if (boot.trace.stopped) return [];
  // dom0 is a guest, with control, the hardware and devices.
  const dom0: readonly Life[] = boot.hasDom0
    ? [
        {
          ...created({ name: 'dom0', id: 0 }, Math.max(...Object.values(orders))),
          path: '/chosen',
          isDirectMapped: true,
          isHardware: true,
        },
      ]
    : [];
  const domUs = boot.domains.map((domain): Life => {
    const { name, id, path, directMap, staticMem, isHardware, capabilities } = domain;
    const windows = outcomes.find((outcome) => outcome.name === name)?.windows ?? [];
    return {
      ...created(
        { name, id },
        Math.max(
          orders.guest,
          windows.length > 0 || isHardware ? orders.withDevices : 0,
          (capabilities & CONTROL) !== 0 ? orders.control : 0,
          isHardware ? orders.hardware : 0,
        ),
      ),
      path,
      isDirectMapped: directMap || isHardware,
      isStatic: staticMem !== null && !isHardware,
      isHardware,
    };
  });
  return [...dom0, ...domUs].map((life) => ({ ...life, taken: takenBy(life.owner, events) }));
}

function takenBy(owner: Owner, events: readonly PageEvent[]): Readonly<Record<Purpose, number>> {
  const taken = { ...NOTHING_TAKEN };
  for (const { domain, pages, purpose } of events)
    if (domain?.id === owner.id && purpose !== null) taken[purpose] += pages;
  return taken;
}
