// Cases to boot, and the simulator's word on each: what conformance.mjs takes from the project's own sources. Pure.
import fc from 'fast-check';
import { readBlob } from '../../src/devicetree/blob.ts';
import { type Analysis, analyse } from '../../src/engine/index.ts';
import { problemText } from '../../src/model/result.ts';
import type { Target } from '../../src/model/target.ts';
import { layoutOfRecording, type Recorded, type Recordings } from '../../src/testing/conformance.ts';
import { anyLayout } from '../../src/testing/generate/index.ts';
import { knownReason } from '../../src/testing/known-disagreements.ts';
import { RECORDINGS } from '../../src/testing/recordings/all.ts';
import {
  readVirtLayout,
  type VirtLayout,
  virtLayoutText,
  virtSource,
} from '../../src/testing/virt-layout.ts';
import { virtPlan, virtTree } from '../../src/testing/virt-plan.ts';
import { type Difference, differences, recordedDisagreements, targetOf } from './agreement.ts';
import type { Outcome } from './boot.mjs';
import type { Release } from './console.mjs';

export { readVirtLayout, virtLayoutText, virtSource };

export interface Case {
  readonly id: string;
  readonly layout: VirtLayout;
  /** What was recorded of it on this release and build, if anything. */
  recorded(xen: Release): Recorded | null;
  /** Why the simulator is known to disagree there; null where it should agree. */
  known(xen: Release): string | null;
}

/**
 * The recorded layouts to boot on a 64-bit Xen of the usual features. Where several files tell of a layout (4.16 wants
 * cells elsewhere), as it was booted on this Xen, or else as the first of them has it.
 */
export function recordedCases(xen: Release): Case[] {
  const cases = new Map<string, Case>();
  for (const recordings of Object.values(RECORDINGS))
    for (const one of casesOf(recordings))
      if (!cases.has(one.id) || one.recorded(xen) !== null) cases.set(one.id, one);
  return [...cases.values()];
}

function casesOf({ builds, layouts }: Recordings): Case[] {
  const usual = Object.entries(builds).filter(
    ([, { arch, kconfig }]) => arch !== 'arm32' && kconfig === undefined,
  );
  if (usual.length === 0) return [];
  const namesOf = (xen: Release): string[] => {
    const { release, build } = targetOf(xen);
    return usual
      .filter(([, known]) => known.release === release && known.build === build && known.staticMemory)
      .map(([name]) => name);
  };
  return layouts.map((recording) => ({
    id: recording.id,
    layout: layoutOfRecording(recording),
    recorded: (xen) => {
      const names = namesOf(xen);
      const verdict = recording.verdicts.find(({ on }) => on.some((name) => names.includes(name)));
      if (verdict === undefined) return null;
      const guests = recording.guests?.find(({ on }) => on.some((name) => names.includes(name)))?.guests;
      return { ...verdict, guests: guests ?? {} };
    },
    known: (xen) =>
      namesOf(xen)
        .map((name) => knownReason(recording.id, name))
        .find((why) => why !== null) ?? null,
  }));
}

/** The case of a layout's file. */
export const fileCase = (id: string, text: string): Case => ({
  id,
  layout: readVirtLayout(text),
  recorded: () => null,
  known: () => null,
});

export interface Judged {
  readonly predicted: Analysis;
  /** Real Xen and the simulator. */
  readonly differ: readonly Difference[];
  /** Real Xen and the recording. */
  readonly unlikeRecording: readonly string[];
}

export function judge(
  of: Case,
  booted: {
    readonly dtb: Buffer;
    readonly xenSize: bigint;
    /** Bytes of our guest. */
    readonly guest: bigint;
    readonly xen: Release;
    readonly outcome: Outcome;
  },
): Judged {
  const tree = readBlob(booted.dtb);
  if (!tree.ok) throw new Error(`${of.id}: ${problemText(tree.problem)}`);
  const loaded = { xen: booted.xenSize, fdt: BigInt(booted.dtb.length), guest: booted.guest };
  const predicted = analyse(virtPlan(of.layout, tree.value, loaded), targetOf(booted.xen));
  const recorded = of.recorded(booted.xen);
  return {
    predicted,
    differ: differences(predicted, booted.outcome, of.layout.kinder),
    unlikeRecording: recorded === null ? [] : recordedDisagreements(recorded, booted.outcome),
  };
}

const layoutOf = (seed: number): VirtLayout => {
  const [layout] = fc.sample(anyLayout, { seed, numRuns: 1 });
  if (layout === undefined) throw new Error('no layout');
  return layout;
};

/** How a layout ends, and all that the simulator has to say about it, without the numbers. */
function endOf(
  layout: VirtLayout,
  target: Target,
  xenSize: bigint,
): { readonly end: string; readonly all: string } {
  const plan = virtPlan(layout, virtTree(layout), { xen: xenSize, fdt: 0x2000n });
  const { panic, findings } = analyse(plan, target);
  const end = panic?.rule ?? 'boots';
  return { end, all: [end, ...findings.map(({ rule }) => rule)].toSorted().join(' ') };
}

/** A random layout, by the seed that makes it. */
export const randomCase = (seed: number, layout = layoutOf(seed)): Case & { readonly seed: number } => ({
  id: `random-${seed}`,
  seed,
  layout,
  recorded: () => null,
  known: () => null,
});

/** How many random layouts are looked at for one that is booted. */
const CHOICE = 8;

/**
 * Random layouts, as different as they come: each is, among some, the one whose predicted end was met least so far.
 * Its id holds the seed that makes it again.
 */
export function randomCases(
  seed: number,
  count: number,
  xen: Release,
  xenSize: bigint,
): (Case & { readonly seed: number })[] {
  const met = new Map<string, number>();
  const times = (of: string): number => met.get(of) ?? 0;
  return Array.from({ length: count }, (_, i) => {
    const choice = Array.from({ length: CHOICE }, (_unused, k) => {
      const own = (seed + i * CHOICE + k) % 0x7fff_ffff;
      const layout = layoutOf(own);
      return { own, layout, ...endOf(layout, targetOf(xen), xenSize) };
    });
    const [rarest = choice[0]!] = choice.toSorted(
      (a, b) => times(a.end) - times(b.end) || times(a.all) - times(b.all),
    );
    for (const key of new Set([rarest.end, rarest.all])) met.set(key, times(key) + 1);
    return randomCase(rarest.own, rarest.layout);
  });
}

/** The smallest layout found, in so many boots, that is still disagreed on. */
export async function minimise(
  seed: number,
  boots: number,
  disagrees: (layout: VirtLayout) => Promise<boolean>,
): Promise<VirtLayout> {
  let left = boots;
  const result = await fc.check(
    fc.asyncProperty(anyLayout, async (layout) => {
      if (left <= 0) return true;
      left -= 1;
      return !(await disagrees(layout));
    }),
    { seed, numRuns: 1 },
  );
  return result.counterexample?.[0] ?? layoutOf(seed);
}
