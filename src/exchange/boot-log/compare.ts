// A real log beside the boot predicted for a design: line by line, what both say and where they first part.
//
// The prediction is a console too, so the same reader reads it. Texts differ in harmless ways between releases (where a
// range ends, which line of source a BUG is in); what is compared is what the lines say.
import type { Analysis } from '../../engine/analysis.ts';
import { hex } from '../../model/addr.ts';
import { endOf, type Range } from '../../model/range.ts';
import type { Release } from '../../model/release.ts';
import { sizeText } from '../../model/size.ts';
import type { BootLog } from './facts.ts';
import { lookupIn, type Lookup } from './lookup.ts';
import { readBootLog } from './read.ts';
import { ask, type ByKind, exclusive, type Saying, type Span } from './sayings.ts';

export interface Difference {
  /** `RESVD[2]`, `d1 STATIC BANK[0]`: what the two say different things about. */
  readonly what: string;
  /** null where only the other one has such a line. */
  readonly logged: string | null;
  readonly predicted: string | null;
  /** Line of the log; null where it has none. */
  readonly line: number | null;
}

export interface Comparison {
  /** Lines that say the same. */
  readonly same: number;
  /** In the order of the boot. */
  readonly differences: readonly Difference[];
  /** Predicted lines that the log cannot show: from before its console was up, or from after its end. */
  readonly unseen: number;
}

interface Fact {
  readonly what: string;
  readonly value: string;
  readonly line: number;
  readonly kind: Saying['kind'];
}

/** Kinds of lines from before the console is up, in the order of a boot. */
const EARLY: readonly Saying['kind'][] = [
  'overlap',
  'node-failed',
  'ram',
  'module',
  'reserved',
  'shared',
  'module-args',
];
const isEarly = ({ kind }: Fact): boolean => EARLY.includes(kind);
/** Early lines by their kind, all others after them. */
const rank = ({ kind }: Fact): number => (EARLY.includes(kind) ? EARLY.indexOf(kind) : EARLY.length);
/** Lines the simulator does not print for every domain: without one there is nothing to compare. */
const OPTIONAL = new Set<Saying['kind']>([
  'bank',
  'allocating',
  'place-kernel',
  'place-ramdisk',
  'place-dtb',
  'static-page',
]);

/** Messages without the line of Xen's source they come from: lines move with every patch. */
export const withoutSourceLine = (message: string): string => message.replaceAll(/(\.[ch]):\d+/g, '$1');

/** Compares a log with the boot predicted for the release and build it is of (see predict.ts). */
export function compare(log: BootLog, predicted: Analysis, release: Release): Comparison {
  const read = readBootLog(predicted.log.map(({ text }) => text).join('\n'), release);
  const logged = factsOf(log);
  const expected = read.ok ? factsOf(read.value) : new Map<string, Fact>();
  const missing = onlyIn(expected, logged, log.end.kind !== 'up');
  const extra = onlyIn(logged, expected, predicted.verdict === 'refused');
  const showsEarly = [...logged.values()].some(isEarly);

  const rows: Row[] = [];
  let same = 0;
  for (const [at, [what, real]] of [...logged].entries()) {
    const planned = expected.get(what);
    if (planned?.value === real.value) same += 1;
    else if (planned !== undefined) rows.push({ at, real, planned });
  }
  for (const { fact, index } of extra.differ)
    if (!OPTIONAL.has(fact.kind)) rows.push({ at: index, real: fact });
  const lost = showsEarly ? missing.differ : missing.differ.filter(({ fact }) => !isEarly(fact));
  for (const { fact, at } of lost) rows.push({ at, planned: fact });
  rows.sort((a, b) => rankOf(a) - rankOf(b) || a.at - b.at);
  const ending = endingDiffers(log, predicted);
  return {
    same,
    differences: [...rows.map(differenceOf), ...(ending === null ? [] : [ending])],
    unseen: missing.beyond + missing.differ.length - lost.length,
  };
}

interface Row {
  /** Place in the log. */
  readonly at: number;
  readonly real?: Fact;
  readonly planned?: Fact;
}

const rankOf = ({ real, planned }: Row): number => {
  const fact = real ?? planned;
  return fact === undefined ? 0 : rank(fact);
};

const differenceOf = ({ real, planned }: Row): Difference => ({
  what: (real ?? planned)?.what ?? '',
  logged: real?.value ?? null,
  predicted: planned?.value ?? null,
  line: real?.line ?? null,
});

interface Only {
  readonly fact: Fact;
  readonly index: number;
  /** Its place among the others: behind the last thing both say before it. */
  readonly at: number;
}

/**
 * What `these` say and `others` do not. Where `others` end early, what comes after
 * the last thing both say is only counted: they did not get to it.
 */
function onlyIn(
  these: ReadonlyMap<string, Fact>,
  others: ReadonlyMap<string, Fact>,
  endEarly: boolean,
): { readonly differ: readonly Only[]; readonly beyond: number } {
  const places = new Map([...others.keys()].map((what, i) => [what, i]));
  const last = endEarly ? [...these.keys()].findLastIndex((what) => others.has(what)) : these.size;
  const differ: Only[] = [];
  let [at, beyond] = [-1, 0];
  for (const [i, [what, fact]] of [...these].entries()) {
    const place = places.get(what);
    if (place !== undefined) at = place;
    else if (i > last) beyond += 1;
    else differ.push({ fact, index: i, at: at + 0.5 });
  }
  return { differ, beyond };
}

function endingDiffers({ end, lines }: BootLog, { verdict, panic }: Analysis): Difference | null {
  if (end.kind === 'cut') return null;
  const logged = end.kind === 'up' ? 'boots' : withoutSourceLine(end.message ?? '');
  const predicted = verdict === 'boots' ? 'boots' : withoutSourceLine(panic?.message ?? 'hangs');
  if (logged === predicted) return null;
  return {
    what: 'the end',
    logged: end.message ?? logged,
    predicted: panic?.message ?? predicted,
    line: lines.at(-1)?.number ?? null,
  };
}

const text = (of: Range): string => `${hex(of.start)} - ${hex(endOf(of))}, ${sizeText(of.size)}`;

/** What the lines of a log say, by what they say it about. */
function factsOf(log: BootLog): Map<string, Fact> {
  const lookup = lookupIn(log);
  const facts = new Map<string, Fact>();
  const counts = new Map<string, number>();
  for (const line of log.lines) {
    if (line.saying === null) continue;
    const said = ask(SAID, line.saying, `d${line.domid ?? ''}`, lookup) ?? null;
    if (said === null) continue;
    const [what, value] = said;
    const nth = counts.get(what) ?? 0;
    counts.set(what, nth + 1);
    const name =
      line.saying.kind === 'ram'
        ? `${what} ${nth}`
        : nth > 0 && SEVERAL.has(line.saying.kind)
          ? `${what} ${nth + 1}`
          : what;
    if (!facts.has(name)) facts.set(name, { what: name, value, line: line.number, kind: line.saying.kind });
  }
  return facts;
}

/** There may be several lines about the same, told apart by their order. */
const SEVERAL = new Set<Saying['kind']>(['overlap', 'node-failed', 'module-args']);

/** What a line is about, and what it says about it. */
type Said = readonly [what: string, value: string];

const plain = ({ start, end }: Span): Said[1] =>
  `${hex(start)} - ${hex(end + 1n)}, ${sizeText(end + 1n - start)}`;

const SAID: ByKind<[whose: string, lookup: Lookup], Said | null> = {
  overlap: ({ span, against, index }) => [
    'overlap',
    `${text(exclusive(span))} overlapping with ${against}[${index}]`,
  ],
  'node-failed': ({ node }) => ['parsing failed', node],
  ram: ({ span }) => ['RAM bank', plain(span)],
  module: ({ index }, _, lookup) => {
    const module = lookup.module(index);
    return module === undefined ? null : [`MODULE[${index}]`, `${text(module)} ${module.what}`];
  },
  reserved: ({ index }, _, lookup) => {
    const one = lookup.reserved(index);
    return one === undefined ? null : [`RESVD[${index}]`, text(one)];
  },
  shared: ({ index }, _, lookup) => {
    const one = lookup.shared(index);
    return one === undefined ? null : [`SHMEM[${index}]`, text(one)];
  },
  'module-args': (args) => ['CMDLINE', `${hex(args.start)}:${args.node} ${args.text}`],
  'build-dom0': () => ['d0', 'built'],
  'build-domU': ({ cpus, kib }, whose) => [whose, `cpus=${cpus} memory=${kib} KiB`],
  kernel: ({ start }, whose) => [`${whose} kernel`, hex(start)],
  ramdisk: ({ start }, whose) => [`${whose} ramdisk`, hex(start)],
  allocating: ({ mib }, whose) => [`${whose} mappings`, `${mib} MiB`],
  'static-bank': ({ index, span }, whose) => [`${whose} STATIC BANK[${index}]`, text(exclusive(span))],
  bank: ({ index, span }, whose) => [`${whose} BANK[${index}]`, text(exclusive(span))],
  'place-kernel': ({ span }, whose) => [`${whose} kernel placed`, text(exclusive(span))],
  'place-ramdisk': ({ span }, whose) => [`${whose} ramdisk placed`, text(exclusive(span))],
  'place-dtb': ({ span }, whose) => [`${whose} device tree placed`, text(exclusive(span))],
};
