// The host lanes of a plan, all host physical: hardware, Xen, dom0, one per domain, shared memory, boot modules.
import type { HostFacts } from '../../model/board.ts';
import { DOM0, DOM0_NAME, hasDom0 } from '../../model/dom0.ts';
import { deviceId, FDT_BLOB, ramId, reservedId, XEN_IMAGE } from '../../model/entities.ts';
import { Kept, KeptList, Last } from '../../model/kept.ts';
import type { Domain, EntityId, Module, Plan, SharedMemory } from '../../model/plan.ts';
import { byStart, isEmpty, type Range, range } from '../../model/range.ts';
import { likelyKind, likelyTaker } from '../../model/new-module.ts';
import { sameShared } from '../../model/sharing.ts';
import { type Block, type BlockKind, domainOwner, type Draws, type Lane, type Owner } from './scene.ts';

/** Empty ranges have no place in a picture. */
export const drawable = (blocks: readonly Block[]): Block[] =>
  blocks.filter((block) => !isEmpty(block.range)).toSorted((a, b) => byStart(a.range, b.range));

const hostLane = (
  key: string,
  title: string,
  owner: Owner,
  blocks: readonly Block[],
  rest: Partial<Pick<Lane, 'draws' | 'domain' | 'detail'>> = {},
): Lane => ({
  key,
  space: 'host',
  title,
  detail: '',
  domain: null,
  owner,
  marks: [],
  ribbons: [],
  draws: null,
  ...rest,
  blocks: drawable(blocks),
});

interface Looks {
  readonly kind: BlockKind;
  readonly owner: Owner;
  readonly label: string;
  readonly name?: string;
  readonly grip?: Block['grip'];
  readonly odd?: boolean;
  readonly pinned?: ReadonlySet<EntityId>;
}

const block = (ids: readonly EntityId[], at: Range, looks: Looks): Block => ({
  key: `${looks.kind} ${ids[0] ?? at.start}`,
  ids,
  kind: looks.kind,
  range: { start: at.start, size: at.size },
  owner: looks.owner,
  label: looks.label,
  name: looks.name ?? looks.label,
  grip: looks.grip ?? 'fixed',
  odd: looks.odd ?? false,
  pinned: looks.pinned !== undefined && ids.some((id) => looks.pinned?.has(id)),
});

/** The last part of a node's path: `/reserved-memory/optee@7e000000` is `optee@7e000000`. */
const nodeName = (path: string): string => path.replace(/\/+$/, '').split('/').at(-1) ?? path;
const withoutUnit = (name: string): string => name.replace(/(?<=.)@[^@]*$/, '');

/** Registers: the interrupt controller's, the console's, and of every device its first. */
function mmio({ gic, uart, devices }: HostFacts): Block[] {
  const registers = (ids: readonly EntityId[], at: Range, label: string, name = label): Block =>
    block(ids, at, { kind: 'mmio', owner: 'firmware', label, name });
  return [
    ...(gic?.regions ?? []).map((at) => registers([], at, 'GIC', `GIC ${nodeName(gic?.path ?? '')}`)),
    ...(uart === null
      ? []
      : [registers([], range(uart.start, uart.size), 'UART', `console ${nodeName(uart.path)}`)]),
    ...devices.map(({ path, start, size }, i) =>
      registers([deviceId(i)], range(start, size), withoutUnit(nodeName(path)), `device ${nodeName(path)}`),
    ),
  ];
}

/** The board stays the same object while a person carves it up. */
const boards = new Kept<HostFacts, Lane>();
const hardware = ({ host }: Plan): Lane => boards.of(host, [], () => freshHardware(host));

function freshHardware(host: HostFacts): Lane {
  const banks = host.memory;
  const ram = banks.map((at, i) =>
    block([ramId(i)], at, {
      kind: 'ram',
      owner: 'ram',
      label: banks.length === 1 ? 'RAM' : `RAM bank ${i}`,
    }),
  );
  const reserved = host.reserved.flatMap((area, i) =>
    area.start === null
      ? []
      : [
          block([reservedId(i)], { start: area.start, size: area.size } as Range, {
            kind: area.path === '/memreserve/' ? 'memreserve' : 'reserved',
            owner: 'firmware',
            label: withoutUnit(nodeName(area.path)),
            name: `reserved ${nodeName(area.path)}`,
          }),
        ],
  );
  return hostLane('hardware', 'Hardware', 'ram', [...ram, ...reserved, ...mmio(host)]);
}

function xen(plan: Plan): Lane {
  const { pinned } = plan;
  const loaded = [
    { id: XEN_IMAGE, at: plan.load.xen, kind: 'xen-image', label: 'Xen image' },
    { id: FDT_BLOB, at: plan.load.fdt, kind: 'fdt', label: 'DTB' },
  ] as const;
  const heap = plan.heap.map((bank, i) =>
    block([bank.id], bank, {
      kind: 'heap',
      owner: 'xen',
      label: plan.heap.length === 1 ? 'heap' : `heap bank ${i}`,
      name: plan.heap.length === 1 ? 'static heap' : `static heap bank ${i}`,
      grip: 'resizes',
      odd: i % 2 === 1,
      pinned,
    }),
  );
  const images = loaded.flatMap(({ id, at, kind, label }) =>
    at === null ? [] : [block([id], at, { kind, owner: 'xen', label, grip: 'moves', pinned })],
  );
  return hostLane('xen', 'Xen', 'xen', [...images, ...heap], { draws: { kind: 'heap' } });
}

type Pinned = Plan['pinned'];

/** A domain's lane depends on the domain, its place and the pins alone, and edits leave the other domains the same objects. */
const lastDomains = new KeptList<Domain, Lane>();
const domains = ({ domains, pinned }: Plan): readonly Lane[] =>
  lastDomains.of(domains, [pinned], (domain, index) => domainLane(domain, index, pinned));

const domainLane = (domain: Domain, index: number, pinned: Pinned): Lane =>
  hostLane(
    `host ${domain.id}`,
    domain.name,
    domainOwner(index),
    (domain.staticMem ?? []).map((bank, i, banks) =>
      block([bank.id], bank, {
        kind: 'bank',
        owner: domainOwner(index),
        label: banks.length === 1 ? domain.name : `bank ${i}`,
        name: `${domain.name} bank ${i}`,
        grip: 'resizes',
        odd: i % 2 === 1,
        pinned,
      }),
    ),
    { draws: { kind: 'bank', domain: domain.id }, domain: domain.id },
  );

/** What the simulator says of dom0's memory. */
export interface Dom0View {
  /** Host physical; where it would be taken. */
  readonly chunks: readonly Range[];
  /** Another boot may give others. */
  readonly varies: boolean;
}

const dom0Lane = ({ chunks, varies }: Dom0View): Lane =>
  hostLane(
    `host ${DOM0}`,
    DOM0_NAME,
    'dom0',
    chunks.map((chunk, i) => ({
      ...block([DOM0], chunk, {
        kind: 'chunk',
        owner: 'dom0',
        label: chunks.length === 1 ? DOM0_NAME : `bank ${i}`,
        name: `${DOM0_NAME} bank ${i} as Xen would take it`,
        odd: i % 2 === 1,
      }),
      key: `chunk ${i}`,
    })),
    { domain: DOM0, detail: varies ? 'varies' : 'by Xen' },
  );

/** One entry per distinct value of `key`, in first-come order, with everything that shares it. */
function grouped<T>(items: readonly T[], key: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

const lastShared = new Last<Lane>();
const lastModules = new Last<Lane>();

/** What is shared and what is loaded stays the same lists while a bank is moved. */
const shared = (plan: Plan): Lane =>
  lastShared.of([plan.pinned, ...plan.domains.map((domain) => domain.shared)], () => freshShared(plan));
const modules = (plan: Plan): Lane =>
  lastModules.of(
    [
      plan.pinned,
      plan.dom0Modules,
      ...plan.domains.map(({ name }) => name),
      ...plan.domains.map((domain) => domain.modules),
    ],
    () => freshModules(plan),
  );

function freshShared(plan: Plan): Lane {
  const placed = plan.domains.flatMap((domain) =>
    domain.shared.flatMap((shm) => (shm.host === null ? [] : [{ shm, at: shm.host }])),
  );
  const owners = (a: { shm: SharedMemory }, b: { shm: SharedMemory }): number =>
    Number(b.shm.role === 'owner') - Number(a.shm.role === 'owner');
  const blocks = grouped(placed, ({ shm, at }) => `${shm.shmId} ${at} ${shm.size}`).flatMap((group) => {
    const ordered = group.toSorted(owners);
    const first = ordered[0];
    return first === undefined
      ? []
      : [
          block(
            ordered.map(({ shm }) => shm.id),
            { start: first.at, size: first.shm.size },
            {
              kind: 'shared',
              owner: 'shared',
              label: first.shm.shmId,
              name: `shared memory ${first.shm.shmId}`,
              grip: 'resizes',
              pinned: plan.pinned,
            },
          ),
        ];
  });
  return hostLane('shared', 'Shared', 'shared', blocks, {
    draws: { kind: 'shared', domains: sharersOf(plan) },
  });
}

/** Between whom the next shared memory is: as the last one, its owner first. */
function sharersOf({ domains }: Plan): readonly EntityId[] {
  const last = domains.flatMap(({ shared }) => shared).at(-1);
  const nodes = domains.flatMap(({ id, shared }) =>
    shared.filter((shm) => last !== undefined && sameShared(shm, last)).map(({ role }) => ({ id, role })),
  );
  const inOrder = nodes.toSorted((a, b) => Number(b.role === 'owner') - Number(a.role === 'owner'));
  return [...new Set(inOrder.map(({ id }) => id))];
}

const MODULE_WORDS: Record<Module['kind'], string> = {
  kernel: 'kernel',
  ramdisk: 'ramdisk',
  'device-tree': 'passthrough tree',
  other: 'module',
};

// Xen takes modules of one kind at one address as one module; so does the picture.
function freshModules(plan: Plan): Lane {
  const all = [
    ...plan.dom0Modules.map((module) => ({ of: DOM0_NAME, module })),
    ...plan.domains.flatMap((domain) => domain.modules.map((module) => ({ of: domain.name, module }))),
  ];
  const blocks = grouped(all, ({ module: m }) => `${m.kind} ${m.start} ${m.size}`).flatMap((group, i) => {
    const first = group[0];
    if (first === undefined) return [];
    const word = MODULE_WORDS[first.module.kind];
    return [
      block(
        group.map(({ module }) => module.id),
        first.module,
        {
          kind: 'module',
          owner: 'module',
          label: first.module.file?.name ?? word,
          name: `${group.map(({ of }) => of).join(', ')} ${word}`,
          grip: 'moves',
          odd: i % 2 === 1,
          pinned: plan.pinned,
        },
      ),
    ];
  });
  return hostLane('modules', 'Modules', 'module', blocks, { draws: nextModule(plan) });
}

function nextModule(plan: Plan): Draws | null {
  const taker = likelyTaker(plan);
  if (taker === null) return null;
  const module = likelyKind(plan, taker.id);
  return { kind: 'module', domain: taker.id, module, what: `${taker.name}’s ${MODULE_WORDS[module]}` };
}

/** Memory is shared where somebody says so; a kernel is what a domain cannot do without, so there is a place for it at once. */
const isNeeded = ({ blocks, draws }: Lane): boolean =>
  blocks.length > 0 || (draws?.kind === 'module' && draws.module === 'kernel');

const NOTHING_KNOWN: Dom0View = { chunks: [], varies: false };

/** Hardware, Xen, dom0 where there is one, the domains in document order; shared memory and modules where needed. */
export function hostLanes(plan: Plan, dom0: Dom0View = NOTHING_KNOWN): Lane[] {
  const last = [shared(plan), modules(plan)].filter(isNeeded);
  const first = hasDom0(plan) ? [dom0Lane(dom0)] : [];
  return [hardware(plan), xen(plan), ...first, ...domains(plan), ...last];
}
