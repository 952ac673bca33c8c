// The guest lanes, all guest physical: what each domain finds where, and the ribbons back to host memory.
import type { Addr } from '../../model/addr.ts';
import { plus } from '../../model/addr.ts';
import { DOM0, DOM0_NAME, hasDom0 } from '../../model/dom0.ts';
import type { Domain, EntityId, Plan, Region, SharedMemory } from '../../model/plan.ts';
import { containsAddr, type Range, range, sameRange } from '../../model/range.ts';
import { type Dom0View, drawable, hostLanes } from './lanes.ts';
import {
  type Block,
  type BlockKind,
  domainOwner,
  type Lane,
  type Mark,
  type Owner,
  type Ribbon,
  type Scene,
} from './scene.ts';

/** A domain as it would find itself: what the engine answers about one domain, as far as the picture needs it. */
export interface GuestView {
  readonly name: string;
  readonly directMap: boolean;
  readonly memory: readonly {
    readonly guest: Addr;
    readonly size: bigint;
    readonly host: readonly Range[] | null;
  }[];
  readonly kernel: Addr | null;
  readonly dtb: Addr | null;
  readonly initrd: Addr | null;
  readonly gic: readonly Range[];
  readonly uart: Range | null;
  readonly grant: Range | null;
  readonly shared: readonly {
    readonly id: string;
    readonly guest: Addr;
    readonly host: Addr | null;
    readonly size: bigint;
  }[];
  readonly windows?: readonly {
    readonly guest: bigint;
    readonly size: bigint;
    readonly device: string | null;
    readonly path: string;
  }[];
}

/** Where Xen's second bank of guest RAM starts for a domain that is not direct-mapped. */
const GUEST_RAM1 = 0x2_0000_0000n;

function layoutName(view: GuestView): string {
  if (view.directMap) return '1:1';
  const names = new Set(view.memory.map(({ guest }) => (guest >= GUEST_RAM1 ? 'RAM1' : 'RAM0')));
  return [...names].join(' · ');
}

/** Whose lane it is: what a selection means there, and which host memory is its own. */
interface Whose {
  readonly id: EntityId | null;
  readonly owner: Owner;
  readonly banks: readonly Region[];
  readonly shared: readonly SharedMemory[];
}

const ofDomain = (domain: Domain, index: number): Whose => ({
  id: domain.id,
  owner: domainOwner(index),
  banks: domain.staticMem ?? [],
  shared: domain.shared,
});

/** Which of dom0's memory is shared with others, and so not a bank of its own. */
const isShared = (view: GuestView, at: Addr): boolean => view.shared.some(({ guest }) => guest === at);

const ofDom0 = (view: GuestView): Whose => ({
  id: DOM0,
  owner: 'dom0',
  banks: chunksOf(view).map(({ start, size }) => ({ id: DOM0, start, size })),
  shared: [],
});

/** The host memory Xen would pick for dom0. */
const chunksOf = (view: GuestView): readonly Range[] =>
  view.memory.flatMap(({ guest, host }) => (isShared(view, guest) ? [] : (host ?? [])));

/** A domain the plan does not know: a node Xen takes for one and people would not. */
const ofNobody: Whose = { id: null, owner: 'ram', banks: [], shared: [] };

interface Piece {
  readonly guest: Range;
  readonly host: Range;
  /** Index of the bank it comes from; null for memory that is no bank of its own. */
  readonly bank: number | null;
}

function piecesOf(view: GuestView, { banks }: Whose): Piece[] {
  return view.memory.flatMap((bank) => {
    let at = bank.guest;
    return (bank.host ?? []).map((host): Piece => {
      const guest = range(at, host.size);
      at = plus(at, host.size);
      const found = banks.findIndex((b) => containsAddr(b, host.start));
      return { guest, host, bank: found === -1 ? null : found };
    });
  });
}

function fixture(
  view: GuestView,
  at: Range,
  label: string,
  kind: BlockKind = 'guest-device',
  owner: Owner = 'firmware',
): Block {
  const name = `${view.name} ${label}`;
  return {
    key: `${kind} ${name} ${at.start}`,
    ids: [],
    kind,
    range: at,
    owner,
    label,
    name,
    grip: 'fixed',
    pinned: false,
    odd: false,
  };
}

function guestBlocks(view: GuestView, whose: Whose, pieces: readonly Piece[]): Block[] {
  const { id, owner, banks } = whose;
  const known = pieces.map((piece, i): Block => {
    const from = piece.bank === null ? undefined : banks[piece.bank];
    const label = piece.bank === null ? 'shared' : `bank ${piece.bank}`;
    return {
      key: `guest-ram ${view.name} ${i}`,
      ids: from === undefined ? [] : [from.id],
      kind: 'guest-ram',
      range: piece.guest,
      owner: piece.bank === null ? 'shared' : owner,
      label,
      name: `${view.name} ${label} as the guest sees it`,
      grip: 'fixed',
      pinned: false,
      odd: (piece.bank ?? 0) % 2 === 1,
    };
  });
  const unknown = view.memory
    .filter((bank) => bank.host === null)
    .map((bank, i) => ({
      ...fixture(view, range(bank.guest, bank.size), 'RAM', 'guest-ram-anywhere', owner),
      name: `${view.name} RAM from Xen’s heap, as the guest sees it`,
      key: `guest-ram ${view.name} heap ${i}`,
      ids: id === null ? [] : [id],
    }));
  const whole = new Set(known.map((block) => block.range.start));
  const shm = view.shared
    .filter((area) => !whole.has(area.guest))
    .map((area) => ({
      ...fixture(view, range(area.guest, area.size), area.id, 'guest-shared', 'shared'),
      ids: sharedIds(whose, area.id),
    }));
  const devices = [
    ...view.gic.map((at) => fixture(view, at, 'GIC')),
    ...(view.uart === null ? [] : [fixture(view, view.uart, 'vPL011')]),
    ...(view.grant === null ? [] : [fixture(view, view.grant, 'grant')]),
    ...(view.windows ?? []).map(({ guest, size, device, path }) =>
      fixture(view, range(guest, size), (device ?? path).split('/').at(-1) ?? ''),
    ),
  ];
  return [...known, ...unknown, ...shm, ...devices];
}

const sharedIds = ({ shared }: Whose, shmId: string): EntityId[] =>
  shared.filter((shm) => shm.shmId === shmId).map((shm) => shm.id);

const marksOf = (view: GuestView): Mark[] =>
  (['kernel', 'dtb', 'initrd'] as const).flatMap((label) => {
    const at = view[label];
    return at === null ? [] : [{ key: `${view.name} ${label}`, at, label }];
  });

function ribbonsOf(view: GuestView, whose: Whose, pieces: readonly Piece[]): Ribbon[] {
  const { id, owner, banks } = whose;
  if (id === null) return [];
  const memory = pieces.flatMap(({ bank, host, guest }, i): Ribbon[] => {
    const from = bank === null ? undefined : banks[bank];
    return from === undefined
      ? []
      : [{ key: `${id} ${i}`, owner, ids: [from.id], hostLane: `host ${id}`, host, guest }];
  });
  const shm = view.shared.flatMap(({ id: shmId, guest, host, size }): Ribbon[] =>
    host === null
      ? []
      : [
          {
            key: `${id} shm ${shmId}`,
            owner: 'shared',
            ids: sharedIds(whose, shmId),
            hostLane: 'shared',
            host: range(host, size),
            guest: range(guest, size),
          },
        ],
  );
  return [...memory, ...shm];
}

const same = (a: Range | null, b: Range | null): boolean =>
  a === b || (a !== null && b !== null && sameRange(a, b));

function sameAll<T>(a: readonly T[], b: readonly T[], equal: (x: T, y: T) => boolean): boolean {
  return (
    a.length === b.length &&
    a.every((x, i) => {
      const y = b[i];
      return y !== undefined && equal(x, y);
    })
  );
}

const sameView = (a: GuestView, b: GuestView): boolean =>
  a.directMap === b.directMap &&
  a.kernel === b.kernel &&
  a.dtb === b.dtb &&
  a.initrd === b.initrd &&
  same(a.uart, b.uart) &&
  same(a.grant, b.grant) &&
  sameAll(a.gic, b.gic, sameRange) &&
  sameAll(
    a.windows ?? [],
    b.windows ?? [],
    (x, y) => x.guest === y.guest && x.size === y.size && x.device === y.device && x.path === y.path,
  ) &&
  sameAll(
    a.memory,
    b.memory,
    (x, y) =>
      x.guest === y.guest &&
      x.size === y.size &&
      (x.host === null || y.host === null ? x.host === y.host : sameAll(x.host, y.host, sameRange)),
  ) &&
  sameAll(
    a.shared,
    b.shared,
    (x, y) => x.id === y.id && x.guest === y.guest && x.host === y.host && x.size === y.size,
  );

/** The simulator answers anew for every plan; most guests of a drag find themselves where they were. */
const known = new WeakMap<
  Domain,
  { readonly index: number; readonly view: GuestView; readonly lane: Lane }
>();

function domainGuestLane(domain: Domain, index: number, view: GuestView): Lane {
  const last = known.get(domain);
  if (last !== undefined && last.index === index && sameView(last.view, view)) return last.lane;
  const lane = guestLane(ofDomain(domain, index), view);
  known.set(domain, { index, view, lane });
  return lane;
}

function guestLane(whose: Whose, view: GuestView): Lane {
  const pieces = piecesOf(view, whose);
  return {
    key: `guest ${whose.id ?? view.name}`,
    space: 'guest',
    title: view.name,
    detail: layoutName(view),
    domain: whose.id,
    owner: whose.owner,
    blocks: drawable(guestBlocks(view, whose, pieces)),
    marks: marksOf(view),
    draws: null,
    ribbons: ribbonsOf(view, whose, pieces),
  };
}

/**
 * The whole picture of a plan: its host lanes, and a guest lane for every domain the engine could lay out. `varies`:
 * dom0 may get other memory at another boot.
 */
export function sceneOf(plan: Plan, views: readonly GuestView[], varies = false): Scene {
  const byName = new Map(plan.domains.map((domain, index) => [domain.name, { domain, index }]));
  // The engine tells of dom0 first, and a domain may have its name.
  const dom0 = hasDom0(plan) && views[0]?.name === DOM0_NAME ? views[0] : undefined;
  const guest = views.flatMap((view): Lane[] => {
    if (view === dom0) return [guestLane(ofDom0(view), view)];
    if (view.memory.length === 0) return [];
    const found = byName.get(view.name);
    return [
      found === undefined ? guestLane(ofNobody, view) : domainGuestLane(found.domain, found.index, view),
    ];
  });
  const picked: Dom0View = { chunks: dom0 === undefined ? [] : chunksOf(dom0), varies };
  return { host: hostLanes(plan, picked), guest };
}
