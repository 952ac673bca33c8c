// What the simulator predicts beside what real Xen did: what the two do not agree on, as sentences. Pure.
import type { Analysis, Panic } from '../../src/engine/index.ts';
import { hex } from '../../src/model/addr.ts';
import type { Range } from '../../src/model/range.ts';
import { isRelease } from '../../src/model/release.ts';
import { DEFAULT_TARGET, type Target } from '../../src/model/target.ts';
import type { Recorded } from '../../src/testing/conformance.ts';
import type { Outcome } from './boot.mjs';
import type { Guest, Release } from './console.mjs';

/** The target that stands for the Xen being booted. */
export const targetOf = ({ release, build }: Release): Target => ({
  ...DEFAULT_TARGET,
  release: isRelease(release) ? release : 'unstable',
  build,
  kconfig: { ...DEFAULT_TARGET.kconfig, EARLY_PRINTK: true },
});

/** Bytes that Xen occupies in memory, start-up data included: its own arm64 Image header says so. */
export const imageSize = (xen: Buffer): bigint => xen.readBigUInt64LE(16);

/** Text without the line of Xen's source it comes from: lines move with every patch. */
export const withoutLine = (message: string | null): string | null =>
  message?.replaceAll(/(\.[chS]):\d+/g, '$1') ?? null;

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
  shared: domain.shared
    .map(({ id, guest, size }) => `${id} ${guest}+${size}`)
    .toSorted()
    .join(' '),
});
const number = (text: string | undefined | null): string => String(text ? BigInt(text) : null);
const found = (guest: Guest): Record<string, string> => ({
  ram: pairs(guest.ram),
  kernel: number(guest.entry),
  dtb: number(guest.dtb),
  initrd: number(guest.initrd?.start),
  gic: pairs(guest.gic),
  uart: pairs(guest.uart === null ? [] : [guest.uart]),
  shared: guest.shm
    .map(({ id, start, size }) => `${id} ${BigInt(start)}+${BigInt(size)}`)
    .toSorted()
    .join(' '),
});
const inHex = (text: string | undefined): string =>
  (text ?? '').replaceAll(/\b\d+\b/g, (digits) => hex(BigInt(digits)));

/**
 * Where Xen runs on memory that something else writes to, or that it cannot reach: that it goes wrong is predicted, not
 * how. A kernel in memory that idle CPUs may or may not have scrubbed can even boot.
 */
const isLeftToChance = (
  { rule, consequence }: Panic,
  { findings, assumed }: Analysis,
  outcome: Outcome,
): boolean =>
  (findings.some((finding) => finding.rule === 'xen-outside-ram') && outcome.verdict !== 'boots') ||
  // In some boots only, if idle CPUs have a say in it; then it may also be another amount that is missing.
  (rule === 'dom0-mem-nomem' && assumed.includes('scrubbing')) ||
  (rule === 'heap-outside-ram' && outcome.verdict !== 'boots') ||
  (rule === 'heap-overlap' && consequence === 'hang' && outcome.verdict !== 'boots') ||
  (rule === 'mod-overlap-417' && consequence === 'panic');

/** QEMU does not fault where hardware does, on cache maintenance without a mapping: there anything may follow. */
const QEMU_IS_KINDER = 'static-in-hole-same-1g';

/**
 * What the prediction and the boot differ in; empty when they agree. A boot that ends without a panic and without
 * every guest is met by any prediction but a clean boot; so is one of which it is known that QEMU is `kinder` than
 * hardware.
 */
export function disagreements(predicted: Analysis, outcome: Outcome, kinder = false): string[] {
  const says = `the simulator says ${predicted.verdict}${predicted.panic === null ? '' : `, “${predicted.panic.message}” (${predicted.panic.rule})`}`;
  if (predicted.panic !== null && isLeftToChance(predicted.panic, predicted, outcome)) return [];
  if (predicted.panic?.rule === QEMU_IS_KINDER) return [];
  const error = predicted.findings.find(({ severity }) => severity === 'error');
  if (outcome.verdict === 'panic' && !kinder) {
    const agrees =
      predicted.verdict === 'refused' &&
      withoutLine(predicted.panic?.message ?? null) === withoutLine(outcome.panicMessage);
    return agrees
      ? unspoken(predicted, outcome)
      : [`Xen panics, “${outcome.panicMessage}” after ${JSON.stringify(outcome.before.slice(-3))}; ${says}`];
  }
  if (outcome.verdict !== 'boots')
    return predicted.verdict === 'refused' || error !== undefined
      ? []
      : [`Xen ends in ${outcome.verdict} ${Object.values(outcome.faults).join(', ')}; ${says}`];
  if (kinder) return predicted.verdict === 'refused' || error !== undefined ? [] : ['no error is predicted'];
  if (predicted.verdict !== 'boots') return [`Xen boots; ${says}`];
  const unsound = Object.values(outcome.guests).some(({ ram }) => ram.some(({ sound }) => !sound));
  if (error !== undefined && !unsound)
    return [`Xen boots and every guest is well; the simulator warns: ${error.message}`];
  if (error === undefined && unsound)
    return ['A guest has RAM that does not hold what is written to it, which the simulator does not know of'];
  return [
    ...unspoken(predicted, outcome),
    ...predicted.domains.flatMap((domain) => unlike(domain, predicted, outcome)),
  ];
}

/** dom0 has the host's devices in a tree too long for our guest to read to its end. */
const OF_DOM0 = ['ram', 'kernel', 'dtb', 'initrd'];

/** A guest that found something else than promised; where it is one possibility of several, only whether it is there. */
function unlike(domain: Analysis['domains'][number], { assumed }: Analysis, outcome: Outcome): string[] {
  const guest = outcome.guests[domain.name];
  if (guest === undefined) return [`${domain.name} did not report`];
  const isDom0 = domain.name === 'dom0';
  if (isDom0 && assumed.includes('scrubbing')) return [];
  const [expected, seen] = [promised(domain), found(guest)];
  return (isDom0 ? OF_DOM0 : Object.keys(expected))
    .filter((fact) => expected[fact] !== seen[fact])
    .map((fact) => `${domain.name}: ${fact} is ${inHex(seen[fact])}, not ${inHex(expected[fact])}`);
}

/**
 * Console lines as they are compared: without what depends on the compiler (source files and lines, the register of a fault) and
 * on what idle CPUs have scrubbed by then (the state of a free page).
 */
const spoken = (line: string): string =>
  (withoutLine(line.replace(/^(?:\(XEN\) ?)+/, '')) ?? '')
    .replace(/^\S+\.[chS]: (?=\S)/, '')
    .replace(/Syndrome=0x[0-9a-f]+/, 'Syndrome')
    .replace(/^(pg MFN [0-9a-f]+) c=0x(?:8?1|9)80000000000000 .*/, '$1 free')
    .trimEnd();

/**
 * The first line that the simulator has Xen print and that Xen did not print, or not in that order. Where Xen forgets
 * the newline the next line follows on the same one.
 */
function unspoken(predicted: Analysis, outcome: Outcome): string[] {
  const said = `\n${outcome.log.split(/\r?\n/).map(spoken).join('\n')}`;
  let from = 0;
  for (const { text } of predicted.log) {
    const line = spoken(text);
    if (line.startsWith('Reboot in five')) break;
    if (line === '' || line.startsWith('Panic on CPU') || line.startsWith('***')) continue;
    const follows = said.startsWith(line, from) ? from : -1;
    const at = follows < 0 ? said.indexOf(`\n${line}`, from) + 1 : follows;
    if (at === 0)
      return [
        `the simulator has Xen print “${line}”${said.includes(`\n${line}`) ? ' in another order' : ''}`,
      ];
    from = at + line.length;
  }
  return [];
}

/** What real Xen did now and what was recorded of it: empty when they are the same. */
export function recordedDisagreements(recorded: Recorded, outcome: Outcome): string[] {
  if (recorded.verdict !== outcome.verdict)
    return [
      `recorded as ${recorded.verdict} ${recorded.panic ?? ''}, now ${outcome.verdict} ${outcome.panicMessage ?? ''}`,
    ];
  if (withoutLine(recorded.panic ?? null) !== withoutLine(outcome.panicMessage))
    return [`recorded with “${recorded.panic}”, now “${outcome.panicMessage}”`];
  return Object.entries(recorded.guests).flatMap(([name, before]) => {
    const now = Object.entries(outcome.guests).find(([domain]) => domain.slice(0, 23) === name)?.[1];
    if (now === undefined)
      return before.fault === true ? [] : [`${name} was recorded and does not report now`];
    const was = JSON.stringify([before.ram, before.entry, before.dtb]);
    const is = JSON.stringify([now.ram.map(({ start, size }) => [start, size]), now.entry, now.dtb]);
    return was === is ? [] : [`${name} was recorded with ${was}, now ${is}`];
  });
}
