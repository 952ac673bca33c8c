// What exists, as rows: the sidebar's contents read off a plan. Pure, so that order and words are tested as a table.
import type { Analysis } from '../../engine/analysis.ts';
import type { Owner } from '../../map/geometry/scene.ts';
import type { Device } from '../../model/board.ts';
import { DOM0, DOM0_NAME, hasDom0 } from '../../model/dom0.ts';
import { deviceId, entities, FDT_BLOB, ramId, reservedId, XEN_IMAGE } from '../../model/entities.ts';
import type { Domain, EntityId, Module, Plan } from '../../model/plan.ts';
import { totalSize } from '../../model/range.ts';
import { ownerOf } from '../owner.ts';
import { dom0Ram, dom0Summary, domainRam, domainSummary, MODULE_WORD, roughSize } from '../strings.ts';

export interface Row {
  /** What a click selects; more than one where a row stands for several ranges. */
  readonly ids: readonly EntityId[];
  readonly owner: Owner;
  readonly name: string;
  /** At the right edge, in figures. */
  readonly figure: string;
  readonly detail: string | null;
  /** All of it stays where it is. */
  readonly pinned: boolean;
  /** What is wrong with it, for a red mark; null for nothing. */
  readonly wrong: string | null;
}

export interface Section {
  readonly key: 'xen' | 'domains' | 'shared' | 'modules' | 'passthrough' | 'board' | 'devices';
  readonly title: string;
  readonly rows: readonly Row[];
}

const lastPart = (path: string): string => path.split('/').at(-1) ?? path;

const moduleRow = (module: Module, of: string) => {
  const what = `${of} ${MODULE_WORD[module.kind]}`;
  return module.file === null
    ? { name: what, detail: 'address and size only' }
    : { name: module.file.name, detail: what };
};

/** The sentences of the failing findings about each domain. */
function wrongByDomain(analysis: Analysis | null): ReadonlyMap<string, string> {
  const wrong = new Map<string, string>();
  for (const { domain, severity, message } of analysis?.findings ?? []) {
    if (domain === null || (severity !== 'error' && severity !== 'silent')) continue;
    const before = wrong.get(domain);
    wrong.set(domain, before === undefined ? message : `${before}\n${message}`);
  }
  return wrong;
}

/** Who has which device of the host's, as the engine finds it in the partial trees; a window of no device by its own node. */
function passedThrough(plan: Plan, analysis: Analysis | null): Omit<Row, 'owner'>[] {
  const holders = new Map<string, { readonly name: string; readonly domains: Set<string> }>();
  for (const { name, windows = [] } of analysis?.domains ?? [])
    for (const { device, path } of windows) {
      const key = device ?? `${name} ${path}`;
      const entry = holders.get(key) ?? { name: lastPart(device ?? path), domains: new Set() };
      holders.set(key, entry);
      entry.domains.add(name);
    }
  return [...holders].map(([key, { name, domains }]) => {
    const index = plan.host.devices.findIndex(({ path }) => path === key);
    const device = plan.host.devices[index];
    return {
      ids: device === undefined ? [] : [deviceId(index)],
      name,
      figure: '',
      detail: [`→ ${[...domains].join(', ')}`, ...(device === undefined ? [] : [iommuText(device)])].join(
        ' · ',
      ),
      wrong: null,
      pinned: false,
    };
  });
}

const iommuText = ({ iommu }: Device): string => (iommu ? 'behind an IOMMU' : 'no IOMMU');

const dom0Row = (plan: Plan, wrong: string | null): Row => ({
  ids: [DOM0],
  owner: 'dom0',
  name: DOM0_NAME,
  figure: roughSize(dom0Ram(plan)),
  detail: dom0Summary(plan),
  pinned: allPinned(plan, ids(plan.dom0Modules)),
  wrong,
});

const ids = (of: readonly { readonly id: EntityId }[]): readonly EntityId[] => of.map(({ id }) => id);
const allPinned = ({ pinned }: Plan, of: readonly EntityId[]): boolean =>
  pinned.size > 0 && of.length > 0 && of.every((id) => pinned.has(id));
/** What of a domain has a host physical place of its own. */
const placedOf = ({ staticMem, modules, shared }: Domain): readonly EntityId[] =>
  ids([...(staticMem ?? []), ...modules, ...shared.filter(({ host }) => host !== null)]);

/** Whether two rows look and act the same, though a new plan made new objects of them. */
export const sameRow = (a: Row, b: Row): boolean =>
  a.name === b.name &&
  a.figure === b.figure &&
  a.detail === b.detail &&
  a.pinned === b.pinned &&
  a.wrong === b.wrong &&
  a.owner === b.owner &&
  a.ids.length === b.ids.length &&
  a.ids.every((id, i) => id === b.ids[i]);

export function sections(plan: Plan, analysis: Analysis | null): Section[] {
  const wrong = wrongByDomain(analysis);
  const owners = new Map<EntityId, Owner>();
  for (const [id, entity] of entities(plan)) owners.set(id, ownerOf(plan, entity));
  const row = (
    of: readonly EntityId[],
    rest: Omit<Row, 'ids' | 'owner' | 'pinned' | 'wrong'> & { pinned?: boolean; wrong?: string | null },
  ): Row => ({
    ids: of,
    owner: owners.get(of[0] ?? XEN_IMAGE) ?? 'firmware',
    pinned: allPinned(plan, of),
    wrong: null,
    ...rest,
  });

  const xen: Row[] = [];
  if (plan.heap.length > 0)
    xen.push(
      row(
        plan.heap.map((region) => region.id),
        {
          name: 'Static heap',
          figure: roughSize(totalSize(plan.heap)),
          detail: plan.heap.length === 1 ? null : `${plan.heap.length} banks`,
        },
      ),
    );
  const loaded = [plan.load.xen, plan.load.fdt].filter((at) => at !== null);
  const images = [
    ...(plan.load.xen === null ? [] : [XEN_IMAGE]),
    ...(plan.load.fdt === null ? [] : [FDT_BLOB]),
  ];
  xen.push({
    ids: images,
    pinned: allPinned(plan, images),
    owner: 'xen',
    name: 'Image · DTB',
    figure: loaded.length === 0 ? '' : roughSize(totalSize(loaded)),
    detail:
      loaded.length === 2 ? null : loaded.length === 0 ? 'load addresses not known' : 'one address not known',
    wrong: null,
  });

  const sharedIds = new Map<string, EntityId[]>();
  for (const domain of plan.domains)
    for (const shm of domain.shared) sharedIds.set(shm.shmId, [...(sharedIds.get(shm.shmId) ?? []), shm.id]);

  const modules = [
    ...plan.dom0Modules.map((module) => ({ module, of: DOM0_NAME })),
    ...plan.domains.flatMap((domain) => domain.modules.map((module) => ({ module, of: domain.name }))),
  ];

  return [
    { key: 'xen', title: 'Xen', rows: xen },
    {
      key: 'domains',
      title: 'Domains',
      rows: [
        ...(hasDom0(plan) ? [dom0Row(plan, wrong.get(DOM0_NAME) ?? null)] : []),
        ...plan.domains.map((domain) =>
          row([domain.id], {
            name: domain.name,
            figure: ramText(domainRam(domain)),
            detail: domainSummary(domain),
            pinned: allPinned(plan, placedOf(domain)),
            wrong: wrong.get(domain.name) ?? null,
          }),
        ),
      ],
    },
    {
      key: 'shared',
      title: 'Shared',
      rows: [...sharedIds].map(([shmId, all]) => {
        const named = plan.domains.flatMap((domain) =>
          domain.shared.filter((shm) => shm.shmId === shmId).map((shm) => ({ domain, shm })),
        );
        return row(all, {
          name: shmId,
          figure: roughSize(named[0]?.shm.size ?? 0n),
          detail: named.map(({ domain, shm }) => `${shm.role ?? 'no role'} ${domain.name}`).join(', '),
        });
      }),
    },
    {
      key: 'modules',
      title: 'Modules',
      rows: modules.map(({ module, of }) =>
        row([module.id], {
          ...moduleRow(module, of),
          figure: roughSize(module.size),
        }),
      ),
    },
    {
      key: 'passthrough',
      title: 'Passthrough',
      rows: passedThrough(plan, analysis).map((passed) => ({ ...passed, owner: 'firmware' })),
    },
    {
      key: 'board',
      title: 'Board memory',
      rows: [
        ...plan.host.memory.map((bank, i) =>
          row([ramId(i)], { name: `RAM bank ${i}`, figure: roughSize(bank.size), detail: null }),
        ),
        ...plan.host.reserved.map((reserved, i) =>
          row([reservedId(i)], {
            name: lastPart(reserved.path) || '/memreserve/',
            figure: roughSize(reserved.size),
            detail:
              reserved.start === null ? 'placed by firmware or Linux' : reserved.noMap ? 'no-map' : null,
          }),
        ),
      ],
    },
    {
      key: 'devices',
      title: 'Devices',
      rows: plan.host.devices.map((device, i) =>
        row([deviceId(i)], {
          name: lastPart(device.path),
          figure: '',
          detail: iommuText(device),
        }),
      ),
    },
  ];
}

const ramText = (size: bigint | null): string => (size === null ? '' : roughSize(size));
