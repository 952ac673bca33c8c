// The guest lanes, all guest physical: what each domain finds where, and the ribbons back to host memory.
import type { Addr } from '../../model/addr.ts';
import { plus } from '../../model/addr.ts';
import type { Domain, EntityId, Plan } from '../../model/plan.ts';
import { containsAddr, type Range, range } from '../../model/range.ts';
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

interface Guest {
  readonly lane: Lane;
  readonly ribbons: readonly Ribbon[];
}

function guestOf(domain: Domain | null, index: number, view: GuestView): Guest {
  const owner = domain === null ? 'dom0' : domainOwner(index);
  const pieces = piecesOf(view, domain);
  const key = `guest ${domain?.id ?? view.name}`;
  const lane: Lane = {
    key,
    space: 'guest',
    title: view.name,
    detail: layoutName(view),
    domain: domain?.id ?? null,
    owner,
    blocks: drawable(guestBlocks(view, domain, owner, pieces)),
    marks: marksOf(view),
    draws: null,
  };
  const memory = pieces.flatMap((piece, i): Ribbon[] => {
    const bank = piece.bank === null ? undefined : domain?.staticMem?.[piece.bank];
    return bank === undefined || domain === null
      ? []
      : [
          {
            key: `${key} ${i}`,
            owner,
            ids: [bank.id],
            hostLane: `host ${domain.id}`,
            guestLane: key,
            host: piece.host,
            guest: piece.guest,
          },
        ];
  });
  const shm = view.shared.flatMap((area): Ribbon[] =>
    area.host === null
      ? []
      : [
          {
            key: `${key} shm ${area.id}`,
            owner: 'shared',
            ids: sharedIds(domain, area.id),
            hostLane: 'shared',
            guestLane: key,
            host: range(area.host, area.size),
            guest: range(area.guest, area.size),
          },
        ],
  );
  return { lane, ribbons: [...memory, ...shm] };
}

/** The whole picture of a plan: its host lanes, and a guest lane for every domain the engine could lay out. */
export function sceneOf(plan: Plan, views: readonly GuestView[]): Scene {
  const byName = new Map(plan.domains.map((domain, index) => [domain.name, { domain, index }]));
  const guests = views
    .filter((view) => view.memory.length > 0)
    .map((view) => {
      const known = byName.get(view.name);
      return guestOf(known?.domain ?? null, known?.index ?? 0, view);
    });
  return {
    host: hostLanes(plan),
    guest: guests.map(({ lane }) => lane),
    ribbons: guests.flatMap(({ ribbons }) => ribbons),
  };
}
