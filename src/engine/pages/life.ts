// A domain as its pages see it: where its RAM is from, what it has of the heap, what it gave up.
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
  /** Pages of RAM it gave back to the heap and may have again. */
  readonly returned: number;
}

export const NOTHING_TAKEN: Readonly<Record<Purpose, number>> = {
  xen: 0,
  'page tables': 0,
  structures: 0,
  RAM: 0,
  'shared memory': 0,
  kernel: 0,
};

/** The domains that run once Xen has booted; none where it does not. */
export function livesOf(boot: Boot, events: readonly PageEvent[]): readonly Life[] {
  if (boot.trace.stopped) return [];
  const dom0 = boot.hasDom0 ? [bare({ name: 'dom0', id: 0 }, '/chosen', true, false, true)] : [];
  const all = [
    ...dom0,
    ...boot.domains.map(({ name, id, path, directMap, staticMem, isHardware }) =>
      bare({ name, id }, path, directMap || isHardware, staticMem !== null && !isHardware, isHardware),
    ),
  ];
  return all.map((life) => ({ ...life, taken: takenBy(life.owner, events) }));
}

const bare = (
  owner: Owner,
  path: string | null,
  isDirectMapped: boolean,
  isStatic: boolean,
  isHardware: boolean,
): Life => ({
  owner,
  stage: 'running',
  path,
  isDirectMapped,
  isStatic,
  isHardware,
  taken: NOTHING_TAKEN,
  givenUp: [],
  returned: 0,
});

function takenBy(owner: Owner, events: readonly PageEvent[]): Readonly<Record<Purpose, number>> {
  const taken = { ...NOTHING_TAKEN };
  for (const { domain, pages, purpose } of events)
    if (domain?.id === owner.id && purpose !== null) taken[purpose] += pages;
  return taken;
}
