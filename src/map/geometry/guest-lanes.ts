// The guest lanes, all guest physical: what each domain finds where, and the ribbons back to host memory.
import type { Addr } from '../../model/addr.ts';
import { plus } from '../../model/addr.ts';
import type { Domain, EntityId, Plan } from '../../model/plan.ts';
import { containsAddr, type Range, range, sameRange } from '../../model/range.ts';
import { drawable, hostLanes } from './lanes.ts';
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
}

/** Where Xen's second bank of guest RAM starts for a domain that is not direct-mapped. */
const GUEST_RAM1 = 0x2_0000_0000n;

function layoutName(view: GuestView): string {
  if (view.directMap) return '1:1';
  const names = new Set(view.memory.map(({ guest }) => (guest >= GUEST_RAM1 ? 'RAM1' : 'RAM0')));
  return [...names].join(' · ');
}

interface Piece {
  readonly guest: Range;
  readonly host: Range;
  /** Index of the domain's bank it comes from; null for memory the plan does not name. */
  readonly bank: number | null;
}

function piecesOf(view: GuestView, domain: Domain | null): Piece[] {
  const banks = domain?.staticMem ?? [];
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
    odd: false,
  };
}

function guestBlocks(
  view: GuestView,
  domain: Domain | null,
  owner: Owner,
  pieces: readonly Piece[],
): Block[] {
  const banks = domain?.staticMem ?? [];
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
      odd: (piece.bank ?? 0) % 2 === 1,
    };
  });
  const unknown = view.memory
    .filter((bank) => bank.host === null)
    .map((bank, i) => ({
      ...fixture(view, range(bank.guest, bank.size), 'RAM', 'guest-ram-anywhere', owner),
      name: `${view.name} RAM from Xen’s heap, as the guest sees it`,
      key: `guest-ram ${view.name} heap ${i}`,
      ids: domain === null ? [] : [domain.id],
    }));
  const whole = new Set(known.map((block) => block.range.start));
  const shm = view.shared
    .filter((area) => !whole.has(area.guest))
    .map((area) => ({
      ...fixture(view, range(area.guest, area.size), area.id, 'guest-shared', 'shared'),
      ids: sharedIds(domain, area.id),
    }));
  const devices = [
    ...view.gic.map((at) => fixture(view, at, 'GIC')),
    ...(view.uart === null ? [] : [fixture(view, view.uart, 'vPL011')]),
    ...(view.grant === null ? [] : [fixture(view, view.grant, 'grant')]),
  ];
  return [...known, ...unknown, ...shm, ...devices];
}

const sharedIds = (domain: Domain | null, shmId: string): EntityId[] =>
  (domain?.shared ?? []).filter((shm) => shm.shmId === shmId).map((shm) => shm.id);

const marksOf = (view: GuestView): Mark[] =>
  (['kernel', 'dtb', 'initrd'] as const).flatMap((label) => {
    const at = view[label];
    return at === null ? [] : [{ key: `${view.name} ${label}`, at, label }];
  });

function ribbonsOf(view: GuestView, domain: Domain | null, owner: Owner, pieces: readonly Piece[]): Ribbon[] {
  if (domain === null) return [];
  const memory = pieces.flatMap(({ bank, host, guest }, i): Ribbon[] => {
    const from = bank === null ? undefined : domain.staticMem?.[bank];
    const key = `${domain.id} ${i}`;
    return from === undefined
      ? []
      : [{ key, owner, ids: [from.id], hostLane: `host ${domain.id}`, host, guest }];
  });
  const shm = view.shared.flatMap(({ id, guest, host, size }): Ribbon[] =>
    host === null
      ? []
      : [
          {
            key: `${domain.id} shm ${id}`,
            owner: 'shared',
            ids: sharedIds(domain, id),
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

function guestLane(domain: Domain | null, index: number, view: GuestView): Lane {
  if (domain === null) return freshGuestLane(domain, index, view);
  const last = known.get(domain);
  if (last !== undefined && last.index === index && sameView(last.view, view)) return last.lane;
  const lane = freshGuestLane(domain, index, view);
  known.set(domain, { index, view, lane });
  return lane;
}

function freshGuestLane(domain: Domain | null, index: number, view: GuestView): Lane {
  const owner = domain === null ? 'dom0' : domainOwner(index);
  const pieces = piecesOf(view, domain);
  return {
    key: `guest ${domain?.id ?? view.name}`,
    space: 'guest',
    title: view.name,
    detail: layoutName(view),
    domain: domain?.id ?? null,
    owner,
    blocks: drawable(guestBlocks(view, domain, owner, pieces)),
    marks: marksOf(view),
    draws: null,
    ribbons: ribbonsOf(view, domain, owner, pieces),
  };
}

/** The whole picture of a plan: its host lanes, and a guest lane for every domain the engine could lay out. */
export function sceneOf(plan: Plan, views: readonly GuestView[]): Scene {
  const byName = new Map(plan.domains.map((domain, index) => [domain.name, { domain, index }]));
  const guest = views
    .filter((view) => view.memory.length > 0)
    .map((view) => {
      const known = byName.get(view.name);
      return guestLane(known?.domain ?? null, known?.index ?? 0, view);
    });
  return { host: hostLanes(plan), guest };
}
