// Where ImageBuilder puts the files that U-Boot loads: one after another from MEMORY_START, in an order of its own.
//
// Facts from scripts/uboot-script-gen, run on files of known sizes: copy 2023.2 (branch xlnx_rel_v2023.2), and the rules that were
// added until March 2025 (what a header says of the size in memory; reserved memory is passed over).
import { alignUp, addr, type Addr, type Bytes, bytes, MiB } from '../../model/addr.ts';
import { FDT_BLOB, XEN_IMAGE } from '../../model/entities.ts';
import { DOM0_NAME } from '../../model/dom0.ts';
import type { ImageBuilderCopy } from '../../model/loader.ts';
import type { Need } from '../../model/need.ts';
import type { Domain, EntityId, Module, ModuleKind, Plan } from '../../model/plan.ts';
import { endOf, range, type Range } from '../../model/range.ts';

/** What each file starts at a multiple of, but for the first; as much is left for the script, and at the end. */
export const STEP: Bytes = bytes(2n * MiB);
/** The script is loaded no lower. */
export const LOWEST: Addr = addr(12n * MiB);
/** Of Xen and its blob, where the design does not say. */
const XEN_SIZE = 2n * MiB;
const FDT_SIZE = 0x1_0000n;

interface CopyRules {
  /** A kernel counts with what its header says it takes in memory, where that is more than the file. */
  readonly countsEffectiveSize: boolean;
  /** Files are put behind reserved memory that they would meet. */
  readonly passesReserved: boolean;
}

const RULES: Readonly<Record<ImageBuilderCopy, CopyRules>> = {
  '2023.2': { countsEffectiveSize: false, passesReserved: false },
  '2025': { countsEffectiveSize: true, passesReserved: true },
};

/** One file that is loaded. */
export interface BootFile {
  readonly label: string;
  /** Bytes it has in the design. */
  readonly size: bigint;
  /** Bytes the next file is kept clear of it. */
  readonly counted: bigint;
  /** Where it is now, host physical; null: nowhere yet. */
  readonly at: Addr | null;
  /** What of the plan it is, … */
  readonly ids: readonly EntityId[];
  /** … or the need it comes from. */
  readonly need: Need | null;
}

export interface LaidOut {
  /** Where U-Boot loads the script. */
  readonly script: Addr;
  /** One per file, in order. */
  readonly places: readonly Range[];
  /** The least MEMORY_END that it does not refuse. */
  readonly leastEnd: Addr;
}

/** Every file in the order of xen_file_loading, then the host's blob. Overlays and bitstreams are not in the design. */
export function bootFiles(plan: Plan, copy: ImageBuilderCopy): BootFile[] {
  const rules = RULES[copy];
  const files = (domain: Domain | null, kinds: readonly ModuleKind[]): BootFile[] => {
    const modules = domain === null ? plan.dom0Modules : domain.modules;
    const whose = domain?.name ?? DOM0_NAME;
    return kinds.flatMap((kind) => [
      ...modules.filter((module) => module.kind === kind).map((module) => fileOf(whose, module, rules)),
      ...plan.wants.needs.flatMap((need) => {
        const what = need.for;
        return what.kind === 'module' && what.domain === (domain?.id ?? null) && what.module === kind
          ? [{ ...plain(labelOf(whose, kind), need.size), need }]
          : [];
      }),
    ]);
  };
  const { xen, fdt } = plan.load;
  return [
    ...files(null, ['kernel', 'ramdisk']),
    ...plan.domains.flatMap((domain) => files(domain, ['kernel', 'ramdisk', 'device-tree', 'other'])),
    { ...plain('Xen', xen?.size ?? XEN_SIZE), at: xen?.start ?? null, ids: [XEN_IMAGE] },
    ...files(null, ['device-tree', 'other']),
    { ...plain('device tree blob', fdt?.size ?? FDT_SIZE), at: fdt?.start ?? null, ids: [FDT_BLOB] },
  ];
}

const labelOf = (whose: string, kind: ModuleKind): string => `${whose} ${kind === 'other' ? 'module' : kind}`;

const plain = (label: string, size: bigint): BootFile => ({
  label,
  size,
  counted: size,
  at: null,
  ids: [],
  need: null,
});

function fileOf(whose: string, { id, kind, start, size, file }: Module, rules: CopyRules): BootFile {
  const header = file?.header;
  const inMemory =
    header?.kind === 'Image' ? header.imageSize : header?.kind === 'zImage' ? header.end - header.start : 0n;
  const counted = rules.countsEffectiveSize && inMemory > size ? inMemory : size;
  return { ...plain(labelOf(whose, kind), size), counted, at: start, ids: [id] };
}

/**
 * Where the files go from a MEMORY_START on. What is reserved is passed over as ImageBuilder does: when it looks for the next
 * place it compares the size of the file before.
 */
export function layOut(
  files: readonly BootFile[],
  start: Addr,
  copy: ImageBuilderCopy,
  reserved: readonly Range[],
): LaidOut {
  const script = addr(start + STEP < LOWEST ? LOWEST : start + STEP);
  let next: bigint = script + STEP;
  const places = files.map(({ size, counted }) => {
    const at = range(next, size);
    next = alignUp(addr(next + counted), STEP);
    if (RULES[copy].passesReserved)
      for (const taken of reserved)
        if (next <= endOf(taken) && next + counted >= taken.start)
          next = alignUp(addr(endOf(taken) + 1n), STEP);
    return at;
  });
  return { script, places, leastEnd: addr(next + STEP) };
}

/** Files that lie one behind the other, and from which to which address: a run ends where reserved memory is passed over. */
export interface Run {
  readonly files: readonly BootFile[];
  readonly places: readonly Range[];
  readonly range: Range;
}

export function runsOf(files: readonly BootFile[], { script, places }: LaidOut): Run[] {
  const runs: { files: BootFile[]; places: Range[]; range: Range }[] = [];
  files.forEach((file, i) => {
    const at = places[i];
    if (at === undefined) return;
    const last = runs.at(-1);
    const before = files[i - 1];
    const previous = places[i - 1];
    const touches =
      previous !== undefined &&
      before !== undefined &&
      at.start === alignUp(addr(previous.start + before.counted), STEP);
    if (last !== undefined && touches) {
      last.files.push(file);
      last.places.push(at);
      last.range = range(last.range.start, endOf(at) - last.range.start);
    } else {
      const start = last === undefined ? script : at.start;
      runs.push({ files: [file], places: [at], range: range(start, endOf(at) - start) });
    }
  });
  return runs;
}

/** Reserved memory of the board that has a place. */
export const reservedOf = (plan: Plan): Range[] =>
  plan.host.reserved.flatMap(({ path, start, size }) =>
    start === null || path === '/memreserve/' ? [] : [range(start, size)],
  );

/** The MEMORY_START that all files of a plan lie as they do for, every one where ImageBuilder puts it; null where there is none. */
export function startOf(plan: Plan, copy: ImageBuilderCopy): Addr | null {
  const files = bootFiles(plan, copy);
  const first = files[0]?.at ?? null;
  if (first === null || first < LOWEST + STEP) return null;
  const start = addr(first - 2n * STEP);
  const { places } = layOut(files, start, copy, reservedOf(plan));
  return files.every(({ at }, i) => at === places[i]?.start) ? start : null;
}
