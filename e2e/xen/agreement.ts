// What the simulator predicts beside what real Xen did: what the two do not agree on, as sentences. Pure.
import type { Analysis } from '../../src/engine/index.ts';
import { hex } from '../../src/model/addr.ts';
import type { Range } from '../../src/model/range.ts';
import { isRelease } from '../../src/model/release.ts';
import { DEFAULT_TARGET, type Target } from '../../src/model/target.ts';
import type { Recorded } from '../../src/testing/conformance.ts';
import { archOf, type Outcome } from './boot.mjs';
import type { Guest, Range as Registers, Release } from './console.mjs';

/** The target that stands for the Xen being booted. */
export const targetOf = ({ release, build }: Release): Target => ({
  ...DEFAULT_TARGET,
  release: isRelease(release) ? release : 'unstable',
  build,
  kconfig: { ...DEFAULT_TARGET.kconfig, EARLY_PRINTK: true },
});

/** Bytes that Xen occupies in memory, start-up data included: its own header says so, arm64’s Image or arm32’s zImage. */
export const imageSize = (xen: Buffer): bigint =>
  archOf(xen) === 'arm64'
    ? xen.readBigUInt64LE(16)
    : BigInt(xen.readUInt32LE(0x2c)) - BigInt(xen.readUInt32LE(0x28));

/**
 * Text without the line of Xen's source it comes from: lines move with every patch. And without a file that is named from the
 * root on, as 4.16 names its headers: that is where it was built.
 */
export const withoutLine = (message: string | null): string | null =>
  message?.replaceAll(/(\.[chS]):\d+/g, '$1').replaceAll(/( failed at) (?:\/|\.\.\.).*/g, '$1') ?? null;

const pairs = (
  list: readonly { readonly start: bigint | string; readonly size: bigint | string }[],
): string => list.map(({ start, size }) => `${BigInt(start)}+${BigInt(size)}`).join(' ');

/** What a guest should find, and what it found, in the same words. */
const promised = (domain: Analysis['domains'][number]): Record<string, string> => ({
  ram: pairs([...domain.memory.map(({ guest, size }) => ({ start: guest, size })), ...(domain.listed ?? [])]),
  kernel: String(domain.kernel),
  dtb: String(domain.dtb),
  initrd: String(domain.initrd),
  gic: pairs(domain.gic),
  uart: pairs(domain.uart === null ? [] : [domain.uart satisfies Range]),
  shared: domain.shared
    .map(({ id, guest, size }) => `${id} ${guest}+${size}`)
    .toSorted()
    .join(' '),
  ...(domain.extended === null
    ? {}
    : { hypervisor: pairs([...(domain.grant === null ? [] : [domain.grant]), ...(domain.extended ?? [])]) }),
});
const number = (text: string | undefined | null): string => String(text ? BigInt(text) : null);
/** Where 4.17 leaves /passthrough open, the UART is among what was passed. */
const uartOf = (guest: Guest, promisedAt: bigint | undefined): Registers | null =>
  guest.uart ?? guest.devices.find(({ start }) => BigInt(start) === promisedAt) ?? null;
const found = (guest: Guest, uart: Registers | null): Record<string, string> => ({
  ram: pairs(guest.ram),
  kernel: number(guest.entry),
  dtb: number(guest.dtb),
  initrd: number(guest.initrd?.start),
  gic: pairs(guest.gic),
  uart: pairs(uart === null ? [] : [uart]),
  shared: guest.shm
    .map(({ id, start, size }) => `${id} ${BigInt(start)}+${BigInt(size)}`)
    .toSorted()
    .join(' '),
  hypervisor: pairs([...(guest.grant === null ? [] : [guest.grant]), ...guest.extended]),
});
const inHex = (text: string | undefined): string =>
  (text ?? '').replaceAll(/\b\d+\b/g, (digits) => hex(BigInt(digits)));

/** One thing in which the prediction and the boot differ. */
export interface Difference {
  readonly says: string;
  /** Why it is told and not counted: the simulator knows that it does not know; null where it counts. */
  readonly aside: string | null;
}

/** A module that the plan does not have, so that nobody could say what its file is. */
const isFileUnknown = ({ assumed }: Analysis): boolean => assumed.some((what) => what.startsWith('module:'));
const FILE_UNKNOWN =
  'the plan has no module whose address takes more than two cells, so its file is not known';

const counted = (...all: readonly string[]): Difference[] => all.map((says) => ({ says, aside: null }));

interface Chance {
  readonly why: string;
  readonly holds: (predicted: Analysis, outcome: Outcome) => boolean;
}

const ends =
  (rule: string) =>
  ({ panic }: Analysis) =>
    panic?.rule === rule;
const finds =
  (rule: string) =>
  ({ findings }: Analysis) =>
    findings.some((finding) => finding.rule === rule);

/** Boots of which it is known that they go wrong, or may, and not how. */
const CHANCES: readonly Chance[] = [
  {
    why: 'Xen itself is not in RAM it knows of, and gives away what it runs on',
    holds: (predicted, { verdict }) => finds('xen-outside-ram')(predicted) && verdict !== 'boots',
  },
  {
    why: 'idle CPUs scrub meanwhile, and dom0 gets its memory in some boots only',
    holds: (predicted) => ends('dom0-mem-nomem')(predicted) && predicted.assumed.includes('scrubbing'),
  },
  {
    why: 'the heap is where there is no memory: what is read back from there decides',
    holds: (predicted, { verdict }) => ends('heap-outside-ram')(predicted) && verdict !== 'boots',
  },
  {
    why: 'the heap is where something else is: Xen runs on what that left there',
    holds: (predicted, { verdict }) =>
      ends('heap-overlap')(predicted) && predicted.panic?.consequence === 'hang' && verdict !== 'boots',
  },
  {
    why: 'a domain’s RAM is where Xen itself is: whether Xen falls, and when, depends on what its build has there',
    holds: ({ panic }) => panic?.rule === 'static-overlap-module' && panic.consequence === 'abort',
  },
  {
    why: 'the kernel is in memory that Xen may have used, or scrubbed, by then, or not',
    holds: (predicted) => ends('mod-overlap-417')(predicted) && predicted.panic?.consequence === 'panic',
  },
  {
    why: 'QEMU does not fault where hardware does, on cache maintenance without a mapping',
    holds: ends('static-in-hole-same-1g'),
  },
];

/**
 * What the prediction and the boot differ in; empty when they agree. `kinder`: why QEMU boots what hardware does not;
 * there an error is expected, whatever the boot does.
 */
export function differences(
  predicted: Analysis,
  outcome: Outcome,
  kinder: string | null = null,
): readonly Difference[] {
  const found = unlikeBoot(predicted, outcome);
  const warned = predicted.verdict === 'refused' || errorsOf(predicted).length > 0;
  if (kinder !== null && !warned) return counted('no error is predicted');
  if (kinder !== null) return found.map((one) => ({ ...one, aside: `QEMU is kinder: ${kinder}` }));
  const chance = CHANCES.find(({ holds }) => holds(predicted, outcome));
  return chance === undefined ? found : found.map((one) => ({ ...one, aside: chance.why }));
}

const errorsOf = ({ findings }: Analysis) => findings.filter(({ severity }) => severity === 'error');

function unlikeBoot(predicted: Analysis, outcome: Outcome): Difference[] {
  const { panic } = predicted;
  const says = `the simulator says ${panic === null ? predicted.verdict : `${panic.message === null ? panic.consequence : `“${panic.message}”`} (${panic.rule})`}`;
  if (outcome.verdict === 'panic')
    return panic !== null && withoutLine(panic.message) === withoutLine(outcome.panicMessage)
      ? unspoken(predicted, outcome)
      : counted(
          `Xen panics, “${outcome.panicMessage}” after ${JSON.stringify(outcome.before.slice(-3))}; ${says}`,
        );
  if (outcome.verdict === 'hang')
    return panic !== null && panic.message === null
      ? unspoken(predicted, outcome)
      : counted(`Xen hangs; ${says}`);
  if (panic !== null) return counted(`Xen ends in ${outcome.verdict}; ${says}`);
  const faults = Object.values(outcome.faults).join(', ');
  const unwell = predicted.domains.filter((domain) => !isWell(domain.name, outcome));
  const errors = errorsOf(predicted);
  const untold = unwell.filter(
    ({ name }) => !errors.some(({ domain }) => domain === null || domain === name),
  );
  if (untold.length > 0)
    return counted(`${untold.map(({ name }) => name).join(', ')}: ${outcome.verdict} ${faults}; ${says}`);
  const [first] = errors;
  if (first !== undefined && unwell.length === 0)
    return counted(`Xen boots and every guest is well; the simulator warns: ${first.message}`);
  return [
    ...unspoken(predicted, outcome),
    ...predicted.domains
      .filter((domain) => outcome.guests[domain.name] !== undefined)
      .flatMap((domain) => unlike(domain, predicted, outcome)),
  ];
}

/** A guest reported, and all of its RAM holds what is written to it. */
function isWell(name: string, { guests, faults }: Outcome): boolean {
  const guest = guests[name];
  return guest !== undefined && faults[name] === undefined && guest.ram.every(({ sound }) => sound);
}

/** dom0 has the host's devices in a tree too long for our guest to read to its end. */
const OF_DOM0 = ['ram', 'kernel', 'dtb', 'initrd'];

/** A guest that found something else than promised. */
function unlike(domain: Analysis['domains'][number], predicted: Analysis, outcome: Outcome): Difference[] {
  const { assumed } = predicted;
  const guest = outcome.guests[domain.name];
  if (guest === undefined) return [];
  const isDom0 = domain.name === 'dom0';
  const expected = promised(domain);
  const seen = found(guest, uartOf(guest, domain.uart?.start));
  const asideOf = (fact: string): string | null =>
    isDom0 && assumed.includes('scrubbing')
      ? 'idle CPUs scrub meanwhile, and dom0’s memory is one possibility of several'
      : fact === 'kernel' && isFileUnknown(predicted)
        ? FILE_UNKNOWN
        : null;
  return (isDom0 ? OF_DOM0 : Object.keys(expected))
    .filter((fact) => expected[fact] !== seen[fact])
    .map((fact) => ({
      says: `${domain.name}: ${fact} is ${inHex(seen[fact])}, not ${inHex(expected[fact])}`,
      aside: asideOf(fact),
    }));
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
 * The state of a page that is free in the heap, if Xen has not taken it by then: the first such page of a module that is given
 * back twice, or one that was to be static.
 */
const isFreePage = (line: string): boolean =>
  /^pg MFN [0-9a-f]+ free$|^pg\[0\] Static MFN [0-9a-f]+ c=0x(?:8?1|9)80000000000000 /.test(line);

/**
 * The first line that the simulator has Xen print and that Xen did not print, or not in that order. Where Xen forgets
 * the newline the next line follows on the same one.
 */
function unspoken(predicted: Analysis, outcome: Outcome): Difference[] {
  const { log, panic } = predicted;
  const said = `\n${outcome.log.split(/\r?\n/).map(spoken).join('\n')}`;
  let from = 0;
  for (const { text, rule } of log) {
    const line = spoken(text);
    if (line.startsWith('Reboot in five')) break;
    if (line === '' || line.startsWith('Panic on CPU') || line.startsWith('***')) continue;
    const follows = said.startsWith(line, from) ? from : -1;
    const at = follows < 0 ? said.indexOf(`\n${line}`, from) + 1 : follows;
    if (at === 0)
      return [
        {
          says: `the simulator has Xen print “${line}”${said.includes(`\n${line}`) ? ' in another order' : ''}`,
          aside:
            isFreePage(line) && rule === panic?.rule
              ? 'what Xen itself had taken of its heap by then is not known'
              : line.startsWith('Loading zImage') && isFileUnknown(predicted)
                ? FILE_UNKNOWN
                : null,
        },
      ];
    from = at + line.length;
  }
  return [];
}

/** Whether all guests reported, and those that were thrown out were so by a UART that is not there. */
const areThrownOutByUarts = ({ guests, faults }: Outcome): boolean =>
  Object.entries(faults).every(([name, fault]) => {
    const uart = guests[name]?.uart;
    const [kind, , , at] = fault.split(' ');
    if (kind !== 'fault' || at === undefined || !uart) return false;
    return BigInt(at) >= BigInt(uart.start) && BigInt(at) < BigInt(uart.start) + BigInt(uart.size);
  });

/** The guests of the recordings tried no UART. */
const verdictWithoutUarts = (outcome: Outcome): Outcome['verdict'] =>
  outcome.verdict === 'guest-fault' && areThrownOutByUarts(outcome) ? 'boots' : outcome.verdict;

/** What real Xen did now and what was recorded of it: empty when they are the same. */
export function recordedDisagreements(recorded: Recorded, outcome: Outcome): string[] {
  if (recorded.verdict !== outcome.verdict && recorded.verdict !== verdictWithoutUarts(outcome))
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
