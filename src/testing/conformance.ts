// The simulator against recordings of real Xen: a recorded layout as a plan, and where the two disagree.
import { planOf } from '../bindings/plan.ts';
import { parseText } from '../devicetree/text.ts';
import type { Analysis, DomainOutcome } from '../engine/analysis.ts';
import { analyse } from '../engine/index.ts';
import { hex } from '../model/addr.ts';
import type { Module, Plan } from '../model/plan.ts';
import { range } from '../model/range.ts';
import type { Release } from '../model/release.ts';
import { problemText } from '../model/result.ts';
import type { Tree } from '../model/tree.ts';
import { type Build, DEFAULT_TARGET, type Target } from '../model/target.ts';

type Pair = readonly [start: string, size: string];

interface RecordedBuild {
  readonly release: Release;
  readonly build: Build;
  readonly staticMemory: boolean;
  /** Bytes Xen occupies from its load address. */
  readonly xenSize: string;
}

interface RecordedGuest {
  readonly ram: readonly Pair[];
  readonly entry: string | null;
  readonly dtb: string | null;
  readonly gic: readonly Pair[];
  readonly uart: string | null;
  readonly fault?: boolean;
}

export interface Recording {
  readonly id: string;
  readonly title: string;
  readonly gic: 2 | 3;
  readonly memory: readonly Pair[];
  readonly reserved?: readonly Pair[];
  readonly memreserve?: readonly Pair[];
  readonly xen: string;
  readonly fdt: Pair;
  readonly args?: string;
  readonly kernels: readonly (readonly [start: string, textOffset: number | string])[];
  readonly chosen: string;
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

const GIC = {
  2: 'compatible = "arm,cortex-a15-gic"; reg = <0 0x8000000 0 0x10000 0 0x8010000 0 0x10000 0 0x8030000 0 0x10000 0 0x8040000 0 0x10000>;',
  3: 'compatible = "arm,gic-v3"; reg = <0 0x8000000 0 0x10000 0 0x80a0000 0 0xf60000>;',
};
const CONSOLE = 'console=dtuart dtuart=/pl011@9000000 loglvl=all guest_loglvl=all noreboot=1';

/** The parts of QEMU virt's tree that Xen's memory layout depends on, in its order, with the recording's host and /chosen. */
function sourceOf(layout: Recording): string {
  const [first] = layout.memory;
  const reserved = (layout.reserved ?? []).map(
    (pair, i) => `resv${i}@${pair[0].slice(2)} { ${reg([pair])} no-map; };`,
  );
  return `/dts-v1/;
${(layout.memreserve ?? []).map(([start, size]) => `/memreserve/ ${start} ${size};`).join('\n')}
/ {
  #address-cells = <2>; #size-cells = <2>; compatible = "linux,dummy-virt"; interrupt-parent = <&gic>;
  ${first === undefined ? '' : `memory@${first[0].slice(2)} { device_type = "memory"; ${reg(layout.memory)} };`}
  pl011@9000000 { compatible = "arm,pl011", "arm,primecell"; reg = <0 0x9000000 0 0x1000>; interrupts = <0 1 4>; };
  gic: intc@8000000 { ${GIC[layout.gic]} interrupt-controller; #interrupt-cells = <3>; };
  cpus {
    #address-cells = <1>; #size-cells = <0>;
    cpu@0 { device_type = "cpu"; compatible = "arm,cortex-a57"; reg = <0>; };
    cpu@1 { device_type = "cpu"; compatible = "arm,cortex-a57"; reg = <1>; };
  };
  chosen { stdout-path = "/pl011@9000000"; };
};
${reserved.length === 0 ? '' : `/ { reserved-memory { #address-cells = <2>; #size-cells = <2>; ranges; ${reserved.join(' ')} }; };`}
/ { chosen { xen,xen-bootargs = "${CONSOLE}${layout.args === undefined ? '' : ` ${layout.args}`}"; }; };
${layout.chosen}
`;
}

const trees = new WeakMap<Recording, Tree>();

/** The whole tree of a recorded layout; read once. */
function treeOf(layout: Recording): Tree {
  const known = trees.get(layout);
  if (known !== undefined) return known;
  const read = parseText(sourceOf(layout));
  if (!read.ok) throw new Error(`${layout.id}: ${problemText(read.problem)}`);
  trees.set(layout, read.value);
  return read.value;
}

/** The recorded layout as a plan, for the Xen image of one build. */
export function planOfRecording(layout: Recording, build: RecordedBuild): Plan {
  const board = { name: 'QEMU virt', source: 'recording', origin: 'tree', memoryOptions: [] } as const;
  const plan = planOf(treeOf(layout), board, {
    xen: range(BigInt(layout.xen), BigInt(build.xenSize)),
    fdt: range(BigInt(layout.fdt[0]), BigInt(layout.fdt[1])),
  });
  const offsets = new Map(layout.kernels.map(([start, offset]) => [BigInt(start), BigInt(offset)]));
  const withFile = (module: Module): Module => {
    if (module.kind !== 'kernel') return module;
    const textOffset = offsets.get(module.start);
    // A kernel that was not loaded is only what stood in memory there.
    const header =
      textOffset === undefined
        ? ({ kind: 'unknown' } as const)
        : ({ kind: 'Image', textOffset, imageSize: 0n, flags: 0n } as const);
    return { ...module, file: { name: 'kernel', size: module.size, header } };
  };
  return {
    ...plan,
    dom0Modules: plan.dom0Modules.map(withFile),
    domains: plan.domains.map((domain) => ({ ...domain, modules: domain.modules.map(withFile) })),
  };
}

export const targetOf = (build: RecordedBuild): Target => ({
  ...DEFAULT_TARGET,
  release: build.release,
  build: build.build,
  kconfig: {
    ...DEFAULT_TARGET.kconfig,
    STATIC_MEMORY: build.staticMemory,
    STATIC_SHM: build.staticMemory,
    STATIC_EVTCHN: build.staticMemory,
  },
});

/** One comparison: what was compared, and the disagreement in words or null. */
export interface Compared {
  readonly what: 'verdict' | 'panic' | 'reason' | 'guest';
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
  ];
  for (const [what, theirs, predicted] of parts)
    if (JSON.stringify(theirs) !== JSON.stringify(predicted))
      return `${name}’s ${what}: ${JSON.stringify(theirs)}, predicted ${JSON.stringify(predicted)}`;
  return null;
}
