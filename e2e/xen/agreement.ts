// The simulator's word for a blob, beside real Xen's: what they do not agree on, as sentences.
import { readFileSync } from 'node:fs';
import { planOf } from '../../src/bindings/plan.ts';
import { readBlob } from '../../src/devicetree/blob.ts';
import { analyse, type Analysis } from '../../src/engine/index.ts';
import { hex } from '../../src/model/addr.ts';
import type { Plan } from '../../src/model/plan.ts';
import { range, type Range } from '../../src/model/range.ts';
import { isRelease } from '../../src/model/release.ts';
import { problemText, type Result } from '../../src/model/result.ts';
import { DEFAULT_TARGET, type Target } from '../../src/model/target.ts';
import { findXen } from './available.mjs';
import { bootXen, FDT_AT, XEN_AT } from './boot.mjs';
import type { Guest, Release } from './console.mjs';

type Outcome = Awaited<ReturnType<typeof bootXen>>;

/** The value, where failing to have one is a bug of the story. */
export function sure<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(problemText(result.problem));
  return result.value;
}

/** The target that stands for the Xen being booted. */
export const targetOf = ({ release, build }: Release): Target => ({
  ...DEFAULT_TARGET,
  release: isRelease(release) ? release : 'unstable',
  build,
  kconfig: { ...DEFAULT_TARGET.kconfig, EARLY_PRINTK: true },
});

/** What Xen occupies in memory, start-up data included: its own arm64 Image header says so. */
const imageSize = (xen: string): bigint => readFileSync(xen).readBigUInt64LE(16);

/** A blob as the design it is, loaded where the runner loads it. */
export function planOfBlob(dtb: Buffer): Plan {
  const xen = findXen();
  const board = { name: 'QEMU virt', source: 'dumped by QEMU', origin: 'tree', memoryOptions: [] } as const;
  return planOf(sure(readBlob(dtb)), board, {
    xen: xen === null ? null : range(XEN_AT, imageSize(xen)),
    fdt: range(FDT_AT, BigInt(dtb.length)),
  });
}

/** Messages without the line of Xen's source they come from: lines move with every patch. */
export const withoutLine = (message: string | null): string | null =>
  message?.replaceAll(/(\.[ch]):\d+/g, '$1') ?? null;

const pairs = (
  list: readonly { readonly start: bigint | string; readonly size: bigint | string }[],
): string => list.map(({ start, size }) => `${BigInt(start)}+${BigInt(size)}`).join(' ');

/** What a guest should find, and what it found, in the same words. */
const promised = (domain: Analysis['domains'][number]): Record<string, string> => ({
  ram: pairs(domain.memory.map(({ guest, size }) => ({ start: guest, size }))),
  kernel: String(domain.kernel),
  dtb: String(domain.dtb),
  initrd: String(domain.initrd),
  gic: pairs(domain.gic),
  uart: pairs(domain.uart === null ? [] : [domain.uart satisfies Range]),
});
const number = (text: string | undefined | null): string => String(text ? BigInt(text) : null);
const found = (guest: Guest): Record<string, string> => ({
  ram: pairs(guest.ram),
  kernel: number(guest.entry),
  dtb: number(guest.dtb),
  initrd: number(guest.initrd?.start),
  gic: pairs(guest.gic),
  uart: pairs(guest.uart === null ? [] : [guest.uart]),
});
const inHex = (text: string | undefined): string =>
  (text ?? '').replaceAll(/\d+/g, (digits) => hex(BigInt(digits)));

/**
 * What the prediction and the boot differ in; empty when they agree. A boot that ends without a panic and without
 * every guest is met by any prediction but a clean boot.
 */
export function disagreements(predicted: Analysis, outcome: Outcome): string[] {
  const says = `the simulator says ${predicted.verdict}${predicted.panic === null ? '' : `, “${predicted.panic.message}”`}`;
  if (outcome.verdict === 'panic')
    return predicted.verdict === 'refused' &&
      withoutLine(predicted.panic?.message ?? null) === withoutLine(outcome.panicMessage)
      ? []
      : [`Xen panics, “${outcome.panicMessage}” after ${JSON.stringify(outcome.before.slice(-3))}; ${says}`];
  if (outcome.verdict !== 'boots')
    return predicted.verdict === 'refused' || predicted.findings.some(({ severity }) => severity === 'error')
      ? []
      : [`Xen ends in ${outcome.verdict}; ${says}`];
  if (predicted.verdict !== 'boots') return [`Xen boots; ${says}`];
  return predicted.domains.flatMap((domain) => {
    const guest = outcome.guests[domain.name];
    if (guest === undefined) return [`${domain.name} did not report`];
    const [expected, seen] = [promised(domain), found(guest)];
    return Object.keys(expected)
      .filter((fact) => expected[fact] !== seen[fact])
      .map((fact) => `${domain.name}: ${fact} is ${inHex(seen[fact])}, not ${inHex(expected[fact])}`);
  });
}

/** Boots a blob and simulates it. */
export async function bootBoth(
  dtb: Buffer,
  xen: Release,
): Promise<{ outcome: Outcome; predicted: Analysis; differ: string[] }> {
  const predicted = analyse(planOfBlob(dtb), targetOf(xen));
  const outcome = await bootXen({ dtb });
  return { outcome, predicted, differ: disagreements(predicted, outcome) };
}
