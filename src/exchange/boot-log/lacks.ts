// What a log does not tell, as sentences: whatever is drawn in its place is said here, never guessed in silence.
import { MOST_LINES } from './boots.ts';
import type { BootLog, LoggedDomain } from './facts.ts';
import { domainName } from './lookup.ts';
import { ownerless, unbuiltDomains } from './unbuilt.ts';

/** What the log lacks, most important first. `uarts`: by domid, whether it has a vPL011, as far as that was found out. */
export const lacksOf = (log: BootLog, uarts: ReadonlyMap<number, boolean> = new Map()): readonly string[] => [
  ...aboutLog(log),
  ...aboutMemory(log),
  ...aboutDomains(log, uarts),
  ...aboutBoard(log),
];

function* aboutLog({ boots, boot, lines, xen, end }: BootLog): Generator<string> {
  if (boots > 1)
    yield `The text holds ${boots} boots; ${boot === boots ? 'the last' : `number ${boot}, the last that tells of memory,`} is read.`;
  if (lines.length === MOST_LINES) yield `What comes after ${MOST_LINES} lines that tell of memory.`;
  if (xen === null) yield 'Which Xen this is: there is no banner.';
  else if (xen.release === null) yield `Xen ${xen.version} is none of the releases that are simulated.`;
  if (end.kind === 'cut')
    yield 'How the boot ended: the log stops before Xen was up. A hang, a reset and a cut look the same.';
}

function* aboutMemory(log: BootLog): Generator<string> {
  if (log.ram.length === 0 && log.modules.length === 0)
    yield 'RAM, modules and reserved memory: Xen lists them before its console is up. They are there with CONFIG_EARLY_PRINTK, unless the boot ended before, and in what xl dmesg keeps.';
  else if (log.ram.length === 0) yield 'RAM: no bank is listed.';
  const uses = (kind: string): string[] =>
    log.reserved.filter(({ use }) => use.kind === kind).map(({ index }) => `RESVD[${index}]`);
  yield* named(
    uses('unknown'),
    (names, one) => `What ${names} ${one ? 'stands' : 'stand'} for: drawn as reserved memory.`,
  );
  yield* named(
    [...uses('shared'), ...log.shared.map(({ index }) => `SHMEM[${index}]`)],
    (names) => `Who shares ${names}, under which id and at which guest addresses: drawn as reserved memory.`,
  );
  yield* named(uses('firmware'), (names) => `What the device tree calls ${names}.`);
  yield* named(
    ownerless(log).map(({ index }) => `MODULE[${index}]`),
    (names, one) => `Which domain ${names} ${one ? 'belongs' : 'belong'} to: drawn as reserved memory.`,
  );
}

function* aboutDomains(log: BootLog, uarts: ReadonlyMap<number, boolean>): Generator<string> {
  const { domains } = log;
  const those = (is: (domain: LoggedDomain) => boolean): string[] =>
    domains.filter(is).map((domain) => domainName(domain, domain.domid));
  if (domains.length === 0 && log.dom0 === null && log.ram.length > 0)
    yield 'Which domains there are: the boot ended before Xen built any.';
  yield* named(
    unbuiltDomains(log).map(
      ({ name, modules: [kernel] }) => name ?? `the domain of mod[${kernel?.index ?? 0}]`,
    ),
    (names, one) => `All but the kernel of ${names}: Xen did not come to build ${one ? 'it' : 'them'}.`,
  );
  yield* named(
    those((of) => of.staticMem.length === 0 && of.banks.length === 0 && of.directMap === null),
    (names) => `Where the RAM of ${names} comes from: the boot ended before. Drawn as from Xen’s heap.`,
  );
  yield* named(
    those((of) => of.staticMem.length > 0 && of.directMap === null),
    (names, one) =>
      `Whether ${names} ${one ? 'is' : 'are'} direct-mapped: static banks print alike, and no line tells where the guest sees them. Drawn as not.`,
  );
  yield* named(
    domains.filter(({ name }) => name === null).map(({ domid }) => `d${domid}`),
    (names) =>
      `What the device tree calls ${names}: only domains with bootargs are named. Drawn as domU and number.`,
  );
  yield* named(
    those(({ domid }) => !uarts.has(domid)),
    (names, one) => `Whether ${names} ${one ? 'has' : 'have'} a vpl011: drawn without.`,
  );
  if (domains.length > 0) yield 'Whether a domain has xen,enhanced, or devices passed through.';
}

function* aboutBoard(log: BootLog): Generator<string> {
  if (log.ram.length === 0) return;
  if (log.gic === null) yield 'The interrupt controller.';
  if (log.cpus === null) yield 'How many CPUs there are: taken as one.';
  yield 'Devices, and all of the device tree that is not about memory.';
}

/** More names than this are counted instead. */
const MOST_NAMES = 4;

function* named(
  names: readonly string[],
  sentence: (names: string, one: boolean) => string,
): Generator<string> {
  const [last] = names.slice(-1);
  if (last === undefined) return;
  const listed =
    names.length > MOST_NAMES
      ? [...names.slice(0, MOST_NAMES - 1), `${names.length - MOST_NAMES + 1} more`]
      : names;
  const one = listed.length === 1;
  yield sentence(one ? last : `${listed.slice(0, -1).join(', ')} and ${listed.at(-1) ?? ''}`, one);
}
