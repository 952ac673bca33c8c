// The simulator against recordings of real Xen: a recorded layout as a plan, and where the two disagree.
import type { Analysis, DomainOutcome } from '../engine/analysis.ts';
import { analyse } from '../engine/index.ts';
import { addr, hex } from '../model/addr.ts';
import type { Plan } from '../model/plan.ts';
import { endOf, range } from '../model/range.ts';
import type { Release } from '../model/release.ts';
import { type Arch, type Build, DEFAULT_TARGET, type Kconfig, type Target } from '../model/target.ts';
import type { Tree } from '../model/tree.ts';
import { VIRT_HOST, type VirtLayout, XEN_ARGS } from './virt-layout.ts';
import { virtPlan, virtTree } from './virt-plan.ts';

type Pair = readonly [start: string, size: string];

interface RecordedBuild {
  readonly release: Release;
  /** arm64 unless said. */
  readonly arch?: Arch;
  readonly build: Build;
  readonly staticMemory: boolean;
  /** Features that are on besides. */
  readonly kconfig?: readonly Kconfig[];
  /** Bytes Xen occupies from its load address. */
  readonly xenSize: string;
  /** Bytes of the guest, where a kernel says its length itself. */
  readonly guestSize?: string;
}

interface RecordedGuest {
  readonly ram: readonly Pair[];
  readonly entry: string | null;
  readonly dtb: string | null;
  readonly gic: readonly Pair[];
  readonly uart: string | null;
  readonly fault?: boolean;
  /** Devices of its tree below /passthrough, and the first word that is read there. */
  readonly devices?: readonly (readonly [start: string, size: string, firstWord: string])[];
}

export interface Recording {
  readonly id: string;
  readonly title: string;
  readonly gic: 2 | 3;
  /** MiB of RAM the machine had; default 2048. */
  readonly ram?: number;
  readonly memory: readonly Pair[];
  readonly reserved?: readonly Pair[];
  readonly memreserve?: readonly Pair[];
  readonly xen: string;
  readonly fdt: Pair;
  readonly args?: string;
  /** textOffset `none`: no kernel was loaded there. */
  readonly kernels: readonly (readonly [start: string, textOffset: number | string])[];
  /** Merged over the host's tree before /chosen. */
  readonly host?: string;
  readonly chosen: string;
  /** Partial trees behind modules, by start: source, or null for a file that is none. */
  readonly blobs?: readonly (readonly [start: string, source: string | null])[];
  readonly differs?: boolean;
  readonly caveat?: string;
  readonly verdicts: readonly {
    readonly on: readonly string[];
    readonly verdict: 'boots' | 'panic' | 'hang' | 'domain-missing' | 'guest-fault';
    readonly panic?: string;
    /** The last console lines before the panic. */
    readonly before?: readonly string[];
  }[];
  readonly guests?: readonly {
    readonly on: readonly string[];
    readonly guests: Readonly<Record<string, RecordedGuest>>;
  }[];
  /** Console lines worth comparing, in order. */
  readonly lines?: readonly { readonly on: readonly string[]; readonly lines: readonly string[] }[];
}

export interface Recordings {
  readonly builds: Readonly<Record<string, RecordedBuild>>;
  readonly layouts: readonly Recording[];
}

/** Reads the recordings' file: builds on the first line, a layout on every other. */
export function readRecordings(text: string): Recordings {
  const [head = '{}', ...rest] = text.trim().split('\n');
  const { builds } = JSON.parse(head) as Pick<Recordings, 'builds'>;
  return { builds, layouts: rest.map((line) => JSON.parse(line) as Recording) };
}

const cells = (value: string): string => {
  const number = BigInt(value);
  return `0x${(number >> 32n).toString(16)} 0x${(number & 0xffffffffn).toString(16)}`;
};
const reg = (pairs: readonly Pair[]): string =>
  `reg = <${pairs.map((pair) => pair.map(cells).join(' ')).join(' ')}>;`;
const pairRange = ([start, size]: Pair) => range(BigInt(start), BigInt(size));

/** What QEMU itself has in /chosen; the seeds count because they take room in the blob. */
const QEMU_CHOSEN = `/ { chosen {
  stdout-path = "/pl011@9000000";
  rng-seed = <0 0 0 0 0 0 0 0>;
  kaslr-seed = <0 0>;
}; };`;

/** A recording as a layout of the form that all layouts take, in the order in which it was made. */
export function layoutOfRecording(recording: Recording, arch: Arch = 'arm64'): VirtLayout {
  const [first] = recording.memory;
  const reserved = (recording.reserved ?? []).map(
    (pair, i) => `resv${i}@${pair[0].slice(2)} { ${reg([pair])} no-map; };`,
  );
  const args = recording.args === undefined ? '' : ` ${recording.args}`;
  return {
    title: recording.title,
    host: {
      ...VIRT_HOST,
      arch,
      ramMb: recording.ram ?? VIRT_HOST.ramMb,
      gic: recording.gic,
      xen: addr(BigInt(recording.xen)),
      fdt: addr(BigInt(recording.fdt[0])),
    },
    kernels: recording.kernels.map(([start, offset]) => ({
      start: addr(BigInt(start)),
      textOffset: offset === 'none' ? null : BigInt(offset),
    })),
    memreserve: (recording.memreserve ?? []).map(pairRange),
    differs: recording.differs === true ? 'recorded with different ends' : null,
    kinder: recording.caveat ?? null,
    blobs: (recording.blobs ?? []).map(([start, source]) => ({ start: addr(BigInt(start)), source })),
    source: [
      first === undefined
        ? '/ { /delete-node/ memory@40000000; };'
        : `/ { memory@40000000 { ${reg(recording.memory)} }; };`,
      QEMU_CHOSEN,
      ...(reserved.length === 0
        ? []
        : [
            `/ { reserved-memory { #address-cells = <2>; #size-cells = <2>; ranges; ${reserved.join(' ')} }; };`,
          ]),
      `/ { chosen { xen,xen-bootargs = "${XEN_ARGS}${args}"; }; };`,
      recording.host ?? '',
      recording.chosen,
    ].join('\n'),
  };
}

const trees = new WeakMap<Recording, Tree>();

/** The recorded layout as a plan, for the Xen image of one build. Its tree is read once. */
export function planOfRecording(recording: Recording, build: RecordedBuild): Plan {
  const layout = layoutOfRecording(recording, build.arch);
  const tree = trees.get(recording) ?? virtTree(layout);
  trees.set(recording, tree);
  return virtPlan(layout, tree, {
    xen: BigInt(build.xenSize),
    fdt: BigInt(recording.fdt[1]),
    ...(build.guestSize === undefined ? {} : { guest: BigInt(build.guestSize) }),
  });
}

export const targetOf = (build: RecordedBuild): Target => ({
  ...DEFAULT_TARGET,
  release: build.release,
  arch: build.arch ?? DEFAULT_TARGET.arch,
  build: build.build,
  kconfig: {
    ...DEFAULT_TARGET.kconfig,
    STATIC_MEMORY: build.staticMemory,
    STATIC_SHM: build.staticMemory,
    STATIC_EVTCHN: build.staticMemory,
    ...(Object.fromEntries((build.kconfig ?? []).map((name) => [name, true])) as Partial<
      Record<Kconfig, boolean>
    >),
  },
});

/** What was recorded of one layout on one build. */
export interface Recorded {
  readonly verdict: Recording['verdicts'][number]['verdict'];
  readonly panic?: string;
  readonly guests: Readonly<Record<string, RecordedGuest>>;
}

/** One comparison: what was compared, and the disagreement in words or null. */
export interface Compared {
  readonly what: 'verdict' | 'panic' | 'reason' | 'console' | 'guest';
  readonly disagreement: string | null;
}

/** Source lines move with any patch: the text counts, not the number. */
const withoutLine = (text: string): string => text.replace(/(\.[chS]):\d+/, '$1');

/** Compares one layout on one build; empty where nothing was recorded or the outcome is not reproducible. */
export function compare(recordings: Recordings, layout: Recording, name: string): Compared[] {
  const build = recordings.builds[name];
  const recorded = layout.verdicts.find(({ on }) => on.includes(name));
  if (build === undefined || recorded === undefined || layout.differs === true) return [];
  const analysis = analyse(planOfRecording(layout, build), targetOf(build));
  const found: Compared[] = [
    { what: 'verdict', disagreement: verdictDisagreement(layout, recorded, analysis) },
  ];
  if (recorded.panic !== undefined) {
    const ours = analysis.panic?.message ?? null;
    const same = ours !== null && withoutLine(ours) === withoutLine(recorded.panic);
    found.push({ what: 'panic', disagreement: same ? null : `“${recorded.panic}”, predicted “${ours}”` });
  }
  if (recorded.before !== undefined)
    found.push({ what: 'reason', disagreement: reasonDisagreement(recorded.before, analysis) });
  const lines = layout.lines?.find(({ on }) => on.includes(name))?.lines;
  if (lines !== undefined) found.push({ what: 'console', disagreement: reasonDisagreement(lines, analysis) });
  const guests = layout.guests?.find(({ on }) => on.includes(name))?.guests ?? {};
  for (const [guest, seen] of Object.entries(guests)) {
    const ours = analysis.domains.find((domain) => domain.name.slice(0, 23) === guest);
    found.push({ what: 'guest', disagreement: guestDisagreement(guest, seen, ours) });
  }
  return found;
}

function verdictDisagreement(
  layout: Recording,
  recorded: Recording['verdicts'][number],
  analysis: Analysis,
): string | null {
  const hasError = analysis.findings.some(({ severity }) => severity === 'error');
  const agrees =
    layout.caveat !== undefined
      ? hasError
      : recorded.verdict === 'boots'
        ? analysis.verdict === 'boots'
        : recorded.verdict === 'panic'
          ? analysis.verdict === 'refused'
          : analysis.verdict === 'refused' || hasError;
  return agrees
    ? null
    : `${recorded.verdict} ${recorded.panic ?? ''}, predicted ${analysis.verdict} ${analysis.panic?.rule ?? ''}`;
}

/**
 * Lines that say nothing about memory, and those of CONFIG_DEVICE_TREE_DEBUG, with which the recorded Xens were built:
 * they tell how far a tree has been written, not why it stopped.
 */
const CHATTER =
  /^(- Ready -|First cpu on runqueue|SCMI: |Create .* node$|(Non s|S)ecure interrupt \d+$|Bank \d+: |Shared memory bank \d+: |\(reg size )/;

/** Lines before the panic that the predicted console lacks, or has in another order. */
function reasonDisagreement(before: readonly string[], analysis: Analysis): string | null {
  const log = analysis.log.map(({ text }) => withoutLine(text).trim());
  let at = 0;
  for (const line of before) {
    if (CHATTER.test(line)) continue;
    const found = log.indexOf(withoutLine(line), at);
    if (found < 0) return `“${line}” is not in the predicted log`;
    at = found + 1;
  }
  return null;
}

/** What a guest could not report, because it faulted first, is not compared. */
function guestDisagreement(
  name: string,
  seen: RecordedGuest,
  ours: DomainOutcome | undefined,
): string | null {
  if (ours === undefined) return `${name} is missing`;
  const at = (value: bigint | null): string | null => (value === null ? null : hex(value));
  const parts: readonly (readonly [string, unknown, unknown])[] = [
    ['RAM', seen.ram, ours.memory.map(({ guest, size }) => [hex(guest), hex(size)])],
    ['kernel', seen.entry, at(ours.kernel)],
    ['device tree', seen.dtb, at(ours.dtb)],
    ...(seen.fault === true || seen.gic.length === 0
      ? []
      : ([
          ['GIC', seen.gic, ours.gic.map(({ start, size }) => [hex(start), hex(size)])],
          ['UART', seen.uart, at(ours.uart?.start ?? null)],
        ] as const)),
    ...(seen.devices ?? []).map((device) => ['device', device, answered(device, ours)] as const),
  ];
  for (const [what, theirs, predicted] of parts)
    if (JSON.stringify(theirs) !== JSON.stringify(predicted))
      return `${name}’s ${what}: ${JSON.stringify(theirs)}, predicted ${JSON.stringify(predicted)}`;
  return null;
}

/** What a virtio device of the host has in its first word. */
const VIRTIO = '0x74726976';

/** A recorded device as predicted: it answers where its registers are mapped, and may where Xen emulates one too. */
function answered(
  [start, size, firstWord]: readonly [string, string, string],
  ours: DomainOutcome,
): readonly string[] {
  const at = BigInt(start);
  const emulated = [...ours.gic, ...(ours.uart === null ? [] : [ours.uart])];
  if (emulated.some((region) => region.start <= at && at < endOf(region))) return [start, size, firstWord];
  const mapped = ours.windows?.some(({ guest, size: length }) => guest <= at && at < guest + length);
  return [start, size, mapped === true ? VIRTIO : firstWord === VIRTIO ? 'nothing' : firstWord];
}
