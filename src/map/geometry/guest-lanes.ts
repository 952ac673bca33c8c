// The guest lanes, all guest physical: what each domain finds where, and the ribbons back to host memory.
import type { Addr } from '../../model/addr.ts';
import { plus } from '../../model/addr.ts';
import { DOM0, DOM0_NAME, hasDom0 } from '../../model/dom0.ts';
import type { Domain, EntityId, Module, Plan, Region, SharedMemory } from '../../model/plan.ts';
import { KeptList } from '../../model/kept.ts';
import { containsAddr, type Range, range } from '../../model/range.ts';
import { type GuestView, sameView } from './guest-view.ts';
import { type Dom0View, drawable, hostLanes } from './lanes.ts';
import {
  type Block,
  type BlockKind,
  counterparts,
  domainOwner,
  type Lane,
  type Mark,
  type Owner,
  type Ribbon,
  type Scene,
} from './scene.ts';

/** Where Xen's second bank of guest RAM starts for a domain that is not direct-mapped. */
const GUEST_RAM1 = 0x2_0000_0000n;

function layoutName(view: GuestView): string {
  if (view.directMap) return '1:1';
  const names = new Set(view.memory.map(({ guest }) => (guest >= GUEST_RAM1 ? 'RAM1' : 'RAM0')));
  return [...names].join(' · ');
}

/** Whose lane it is: what a selection means there, and which host memory is its own. */
interface Whose {
  /** In the plan. */
  readonly name: string;
  readonly id: EntityId | null;
  readonly owner: Owner;
  readonly banks: readonly Region[];
  readonly shared: readonly SharedMemory[];
  /** What is loaded for it. */
  readonly modules: readonly Module[];
}

const ofDomain = (domain: Domain, index: number): Whose => ({
  name: domain.name,
  id: domain.id,
  owner: domainOwner(index),
  banks: domain.staticMem ?? [],
  shared: domain.shared,
  modules: domain.modules,
});

/** Which of dom0's memory is shared with others, and so not a bank of its own. */
const isShared = (view: GuestView, at: Addr): boolean => view.shared.some(({ guest }) => guest === at);

/** Whether a bank of the guest's own tree is shared memory, whose pages Xen picks. */
const isSharedBank = ({ shared }: GuestView, bank: GuestView['memory'][number]): boolean =>
  shared.some(({ guest, size, host }) => host === null && guest === bank.guest && size === bank.size);

const ofDom0 = (view: GuestView, plan: Plan): Whose => ({
  name: DOM0_NAME,
  id: DOM0,
  owner: 'dom0',
  banks: chunksOf(view).map(({ start, size }) => ({ id: DOM0, start, size })),
  shared: [],
  modules: plan.dom0Modules,
});

/** The host memory Xen would pick for dom0. */
const chunksOf = (view: GuestView): readonly Range[] =>
  view.memory.flatMap(({ guest, host }) => (isShared(view, guest) ? [] : (host ?? [])));

/** A domain the plan does not know: a node Xen takes for one and people would not. */
const ofNobody: Whose = { name: '', id: null, owner: 'ram', banks: [], shared: [], modules: [] };

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

/** Something of the guest's that is not its RAM. `thing`: the engine's name of it, for its origin. */
interface Thing {
  readonly thing: string;
  readonly at: Range;
  readonly label: string;
  /** Its full name inside its guest, where that is not the label. */
  readonly name?: string;
  readonly kind?: BlockKind;
  readonly owner?: Owner;
  readonly ids?: readonly EntityId[];
}

/** Why it is there and who says so, one a line; empty where the engine does not tell. */
function whyOf({ origins }: GuestView, thing: string): string {
  const origin = origins?.[thing];
  return origin === undefined ? '' : `${origin.why}\n${origin.source}`;
}

function fixture(view: GuestView, thing: Thing): Block {
  const { at, label, name: told = label, kind = 'guest-device', owner = 'firmware', ids = [] } = thing;
  const name = `${view.name} ${told}`;
  return {
    key: `${kind} ${name} ${at.start}`,
    ids,
    kind,
    range: at,
    owner,
    label,
    name,
    grip: 'fixed',
    pinned: false,
    odd: false,
    why: whyOf(view, thing.thing),
  };
}

/** RAM: each host piece in its place, and banks whose pages Xen picks. */
function ramBlocks(view: GuestView, { id, owner, banks }: Whose, pieces: readonly Piece[]): Block[] {
  const known = pieces.map((piece, i): Block => {
    const from = piece.bank === null ? undefined : banks[piece.bank];
    const label = piece.bank === null ? 'shared' : `bank ${piece.bank}`;
    return {
      ...fixture(view, {
        thing: piece.bank === null ? 'shared' : 'ram',
        at: piece.guest,
        label,
        kind: 'guest-ram',
        owner: piece.bank === null ? 'shared' : owner,
        ids: from === undefined ? [] : [from.id],
      }),
      key: `guest-ram ${view.name} ${i}`,
      name: `${view.name} ${label} as the guest sees it`,
      odd: (piece.bank ?? 0) % 2 === 1,
    };
  });
  const unknown = view.memory
    .filter((bank) => bank.host === null && !isSharedBank(view, bank))
    .map((bank, i) => ({
      ...fixture(view, {
        thing: 'ram',
        at: range(bank.guest, bank.size),
        label: 'RAM',
        kind: 'guest-ram-anywhere',
        owner,
        ids: id === null ? [] : [id],
      }),
      key: `guest-ram ${view.name} heap ${i}`,
      name: `${view.name} RAM from Xen’s heap, as the guest sees it`,
    }));
  return [...known, ...unknown];
}

/** The last part of a device's path: `/soc/serial@9000000` is `serial@9000000`. */
const lastName = (path: string): string => path.split('/').at(-1) ?? path;

/** What Xen emulates, passes through or reserves for the guest. */
const deviceThings = ({ gic, uart, grant, xenstore, windows = [] }: GuestView): Thing[] => [
  ...gic.map((at) => ({ thing: 'gic', at, label: 'GIC' })),
  ...(uart === null ? [] : [{ thing: 'uart', at: uart, label: 'vPL011' }]),
  ...(grant === null ? [] : [{ thing: 'grant', at: grant, label: 'grant table' }]),
  ...(xenstore?.at === undefined || xenstore.at === null
    ? []
    : [{ thing: xenstore.by === 'xen' ? 'xenstore' : 'xenstore-late', at: xenstore.at, label: 'Xenstore' }]),
  ...windows.map(({ guest, size, device, path }) => ({
    thing: 'window',
    at: range(guest, size),
    label: lastName(device ?? path),
  })),
];

const offeredThings = ({ extended }: GuestView): Thing[] =>
  (extended ?? []).map((at, i) => ({
    thing: 'extended',
    at,
    label: `extended ${i}`,
    name: `extended region ${i}`,
    kind: 'guest-extended',
    owner: 'ram',
  }));

const loadedThings = ({ loaded = [] }: GuestView, { modules }: Whose): Thing[] =>
  loaded.map(({ what, range: at }) => ({
    thing: what,
    at,
    label: what,
    kind: 'guest-loaded',
    owner: what === 'device tree' ? 'xen' : 'module',
    ids: modules.filter(({ kind }) => kind === what).map((module) => module.id),
  }));

function guestBlocks(view: GuestView, whose: Whose, pieces: readonly Piece[]): Block[] {
  const ram = ramBlocks(view, whose, pieces);
  const whole = new Set(pieces.filter(({ bank }) => bank === null).map(({ guest }) => guest.start));
  const shared = view.shared
    .filter((area) => !whole.has(area.guest))
    .map((area): Thing => ({
      thing: 'shared',
      at: range(area.guest, area.size),
      label: area.id,
      kind: 'guest-shared',
      owner: 'shared',
      ids: sharedIds(whose, area.id),
    }));
  const things = [...shared, ...deviceThings(view), ...offeredThings(view), ...loadedThings(view, whose)];
  return [...ram, ...things.map((thing) => fixture(view, thing))];
}

const sharedIds = ({ shared }: Whose, shmId: string): EntityId[] =>
  shared.filter((shm) => shm.shmId === shmId).map((shm) => shm.id);

/** The addresses guests start from, and how people call them. */
const LOADED = [
  ['kernel', 'kernel'],
  ['dtb', 'DTB'],
  ['initrd', 'ramdisk'],
] as const;

const marksOf = (view: GuestView): Mark[] =>
  LOADED.flatMap(([field, label]) => {
    const at = view[field];
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
  const registers = (view.windows ?? []).map(({ path, guest, host, size }): Ribbon => ({
    key: `${id} ${path} ${guest}`,
    owner: 'firmware',
    ids: [],
    hostLane: 'hardware',
    host: range(host, size),
    guest: range(guest, size),
  }));
  return [...memory, ...shm, ...registers];
}

interface Known {
  readonly view: GuestView;
  readonly lane: Lane;
  /** Views found to draw that lane. */
  readonly alike: WeakSet<GuestView>;
}

/**
 * In a drag the simulator’s answers about most guests are the same, and the very objects: those of a boot that ends here
 * and of one that ends there, in turn.
 */
const known = new WeakMap<Whose, Known>();
const lastDomains = new KeptList<Domain, Whose>();

function domainGuestLane(whose: Whose, view: GuestView): Lane {
  const last = known.get(whose);
  if (last?.alike.has(view)) return last.lane;
  if (last !== undefined && sameView(last.view, view)) {
    last.alike.add(view);
    return last.lane;
  }
  const lane = guestLane(whose, view);
  known.set(whose, { view, lane, alike: new WeakSet([view]) });
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
  const whose = counterparts(lastDomains.of(plan.domains, [], ofDomain), ({ name }) => name);
  // The engine tells of dom0 first, and a domain may have its name.
  const dom0 = hasDom0(plan) && views[0]?.name === DOM0_NAME ? views[0] : undefined;
  const before = dom0 === undefined ? 0 : 1;
  const laneOf = (view: GuestView, i: number): Lane | null => {
    if (view === dom0) return guestLane(ofDom0(view, plan), view);
    if (view.memory.length === 0) return null;
    const domain = whose(view.name, i - before);
    return domain === undefined ? guestLane(ofNobody, view) : domainGuestLane(domain, view);
  };
  const guest = views.map(laneOf).filter((lane) => lane !== null);
  const picked: Dom0View = { chunks: dom0 === undefined ? [] : chunksOf(dom0), varies };
  return { host: hostLanes(plan, picked), guest };
}
