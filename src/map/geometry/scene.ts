// What the picture shows, before any pixel: lanes of blocks, and the ribbons that tie host memory to guests.
import { type Addr, bytes, minOf } from '../../model/addr.ts';
import type { EntityId, ModuleKind } from '../../model/plan.ts';
import { type Range, sameRange, totalSize, union } from '../../model/range.ts';

/** Whose memory it is. Each owner has one hue everywhere; domains take theirs by order, eight in turn. */
export type Owner = 'xen' | 'shared' | 'module' | 'firmware' | 'ram' | 'dom0' | `dom-${number}`;

export const DOMAIN_HUES = 8;
export const domainOwner = (index: number): Owner => `dom-${index % DOMAIN_HUES}`;

export type BlockKind =
  | 'ram'
  | 'reserved'
  | 'memreserve'
  /** Registers of the host's own devices. */
  | 'mmio'
  | 'xen-image'
  | 'fdt'
  | 'heap'
  | 'bank'
  /** Host memory Xen would pick for dom0: derived, so it cannot be moved. */
  | 'chunk'
  | 'shared'
  | 'module'
  | 'guest-ram'
  /** Guest RAM whose host pages Xen picks. */
  | 'guest-ram-anywhere'
  | 'guest-shared'
  /** What Xen emulates or passes through, and what it keeps for itself: the grant table's window, Xenstore's page. */
  | 'guest-device'
  /** Address space offered for mapping what is others'. Nothing is there: it takes no place on the axis. */
  | 'guest-extended'
  /** What Xen copied into the guest's RAM, drawn along its lower edge. */
  | 'guest-loaded';

/** One rectangle of a lane. */
export interface Block {
  /** Unique in its scene and stable while the thing it stands for lives. */
  readonly key: string;
  /** The entities it stands for: more than one where several domains name the same memory. The first is selected. */
  readonly ids: readonly EntityId[];
  readonly kind: BlockKind;
  /** In the space of its lane. */
  readonly range: Range;
  readonly owner: Owner;
  /** Short name, enough inside its lane: `bank 0`. */
  readonly label: string;
  /** Full name, enough anywhere: `domU1 bank 0`. */
  readonly name: string;
  /** What its kind allows. */
  readonly grip: 'fixed' | 'moves' | 'resizes';
  /** Held where it is by the person who designs, whatever its kind allows. */
  readonly pinned: boolean;
  /** Odd pieces are drawn a shade lighter, so that neighbours of one owner stay two. */
  readonly odd: boolean;
  /** Why it is where it is, and what says so, one a line; absent or empty where a person put it there. */
  readonly why?: string;
}

/** A single address worth pointing out: where the guest's kernel starts. */
export interface Mark {
  readonly key: string;
  readonly at: Addr;
  readonly label: string;
}

/** What dragging in a lane's free space makes. */
export type Draws =
  | { readonly kind: 'heap' }
  | { readonly kind: 'bank'; readonly domain: EntityId }
  /** For whom, dom0 by its own id, and what it is called: `domU1’s kernel`. */
  | { readonly kind: 'module'; readonly domain: EntityId; readonly module: ModuleKind; readonly what: string }
  /** Between whom, the owner first. */
  | { readonly kind: 'shared'; readonly domains: readonly EntityId[] };

const sameDraws = (a: Draws | null, b: Draws | null): boolean => JSON.stringify(a) === JSON.stringify(b);

export interface Lane {
  readonly key: string;
  readonly space: 'host' | 'guest';
  readonly title: string;
  /** Second line of the header: `1:1`, `RAM0`. */
  readonly detail: string;
  /** The domain the lane belongs to, and its colour. */
  readonly domain: EntityId | null;
  readonly owner: Owner;
  /** Sorted by start. Blocks of one lane may overlap: invalid states are drawn too. */
  readonly blocks: readonly Block[];
  readonly marks: readonly Mark[];
  readonly draws: Draws | null;
  /** Of a guest lane: where its memory is in the host. */
  readonly ribbons: readonly Ribbon[];
}

/** Host memory and the place where a guest finds it; both ranges have the same size. */
export interface Ribbon {
  readonly key: string;
  readonly owner: Owner;
  readonly ids: readonly EntityId[];
  readonly hostLane: string;
  readonly host: Range;
  readonly guest: Range;
}

export interface Scene {
  readonly host: readonly Lane[];
  readonly guest: readonly Lane[];
}

const takesPlace = ({ kind }: Block): boolean => kind !== 'guest-extended';

/** Everything that must have a place on the axis. */
export const extentsOf = (scene: Scene): Range[] =>
  [...scene.host, ...scene.guest].flatMap((lane) =>
    lane.blocks.filter(takesPlace).map((block) => block.range),
  );

/** The same for one lane alone, and where address space that is offered begins. */
export function ownExtents({ blocks }: Lane): Range[] {
  const things = blocks.filter(takesPlace).map((block) => block.range);
  const glimpse = bytes(totalSize(union(things)) / GLIMPSE);
  const offered = blocks
    .filter((block) => !takesPlace(block))
    .map(({ range: { start, size } }) => ({
      start,
      size: minOf(size, glimpse),
    }));
  return [...things, ...offered];
}

/** Of a region that is only offered as much is shown as would be a sixth of the rest. */
const GLIMPSE = 6n;

/** The block standing for an entity, host side first. */
export function blockOf(scene: Scene, id: EntityId): Block | undefined {
  for (const lane of [...scene.host, ...scene.guest])
    for (const block of lane.blocks) if (block.ids.includes(id)) return block;
  return undefined;
}

const sameBlock = (a: Block, b: Block): boolean =>
  a === b ||
  (a.key === b.key &&
    sameRange(a.range, b.range) &&
    a.owner === b.owner &&
    a.label === b.label &&
    a.name === b.name &&
    a.pinned === b.pinned &&
    a.odd === b.odd &&
    a.why === b.why &&
    sameList(a.ids, b.ids, Object.is));

const sameMark = (a: Mark, b: Mark): boolean => a.key === b.key && a.at === b.at && a.label === b.label;

const sameRibbon = (a: Ribbon, b: Ribbon): boolean =>
  a.key === b.key && a.owner === b.owner && sameRange(a.host, b.host) && sameRange(a.guest, b.guest);

const sameLane = (a: Lane, b: Lane): boolean =>
  a === b ||
  (a.title === b.title &&
    a.detail === b.detail &&
    a.owner === b.owner &&
    sameDraws(a.draws, b.draws) &&
    sameList(a.blocks, b.blocks, sameBlock) &&
    sameList(a.marks, b.marks, sameMark) &&
    sameList(a.ribbons, b.ribbons, sameRibbon));

function sameList<T>(a: readonly T[], b: readonly T[], same: (x: T, y: T) => boolean): boolean {
  return (
    a === b ||
    (a.length === b.length &&
      a.every((item, i) => {
        const other = b[i];
        return other !== undefined && same(item, other);
      }))
  );
}

/** Finds what had a key before: at the same place, as nearly always, else wherever it was. */
export function counterparts<T>(
  before: readonly T[],
  keyOf: (item: T) => string,
): (key: string, index: number) => T | undefined {
  let byKey: ReadonlyMap<string, T> | null = null;
  return (key, index) => {
    const there = before[index];
    if (there !== undefined && keyOf(there) === key) return there;
    byKey ??= new Map(before.map((item) => [keyOf(item), item]));
    return byKey.get(key);
  };
}

function reuseLanes(before: readonly Lane[], after: readonly Lane[]): Lane[] {
  const old = counterparts(before, ({ key }) => key);
  return after.map((lane, i) => {
    const last = old(lane.key, i);
    return last !== undefined && sameLane(last, lane) ? last : lane;
  });
}

/** `after`, keeping every lane of `before` that did not change, so that views can compare by identity. */
export const reuseScene = (before: Scene | null, after: Scene): Scene =>
  before === null
    ? after
    : { host: reuseLanes(before.host, after.host), guest: reuseLanes(before.guest, after.guest) };
