// The boots in a text, told apart by what can only come once in each; the last that tells of memory is read.
import type { SaidLine } from './facts.ts';
import { consoleLines, isXensAlone } from './lines.ts';
import { type Saying, sayingOf } from './sayings.ts';

type Said = Omit<SaidLine, 'domid'>;

export interface Boot {
  readonly lines: readonly Said[];
  /** Where it stands in the text: from its first line to the next boot's. */
  readonly from: number;
  readonly to: number;
}

export interface Boots {
  readonly count: number;
  /** Of the one to read, counted from 1. */
  readonly which: number;
  readonly boot: Boot;
}

/** Lines kept of one boot: many times what fits Xen's own tables (256 banks, 256 reservations, 32 modules, 32 shared). */
export const MOST_LINES = 8192;
/** Lines of a panic's message: the longest has three. */
const MOST_PANIC_LINES = 8;
const STARS = /\*{10,}$/;

/** How far a boot has come when a line is printed; a step back is another boot. null: at any time. */
const PHASES: Readonly<Record<Saying['kind'], number | null>> = {
  start: 0,
  'heap-check': 1,
  scan: 1,
  'scan-domain': 1,
  overlap: 1,
  'node-failed': 1,
  ram: 2,
  module: 2,
  reserved: 2,
  shared: 2,
  'module-args': 2,
  'command-line': 3,
  uart: 3,
  banner: 3,
  arch: 3,
  cpus: 3,
  gic: 3,
  'gic-address': 3,
  'gic-region': 3,
  dom0less: 4,
  'build-dom0': 4,
  'build-domU': 4,
  kernel: 4,
  ramdisk: 4,
  allocating: 4,
  'static-bank': 4,
  bank: 4,
  'shared-taken': 4,
  'place-kernel': 4,
  'place-ramdisk': 4,
  'place-dtb': 4,
  'static-page': null,
  panic: null,
  up: null,
};

/** Printed once, so a second one is another boot's; the dump of a crash repeats the banner with `arch`. */
const isOnce = (saying: Saying): boolean =>
  saying.kind === 'command-line' || (saying.kind === 'banner' && saying.arch === null);

/** Lines that make a boot worth reading. */
const TELLS = new Set<Saying['kind']>([
  'overlap',
  'ram',
  'module',
  'reserved',
  'build-dom0',
  'build-domU',
  'panic',
]);

class OneBoot {
  readonly lines: Said[] = [];
  to = Infinity;
  #phase = 0;
  #once = new Set<string>();
  #panic: 'no' | 'speaking' | 'said' = 'no';
  #panicLines = 0;
  tells = false;

  constructor(readonly from: number) {}

  /** Whether the saying cannot belong to this boot any more. */
  isOver(saying: Saying): boolean {
    const phase = PHASES[saying.kind];
    if (phase === null || this.lines.length === 0) return false;
    if (saying.kind === 'banner' && saying.arch !== null) return false;
    return this.#panic !== 'no' || phase < this.#phase || (isOnce(saying) && this.#once.has(saying.kind));
  }

  add(line: Said, saying: Saying): void {
    const phase = PHASES[saying.kind];
    if (phase !== null && !(saying.kind === 'banner' && saying.arch !== null))
      this.#phase = Math.max(phase, this.#phase);
    if (isOnce(saying)) this.#once.add(saying.kind);
    if (saying.kind === 'panic') this.#panic = 'speaking';
    this.tells ||= TELLS.has(saying.kind);
    this.#keep(line);
  }

  /** A line that says nothing by itself may be the words of a panic. */
  addWords(line: Said): void {
    if (this.#panic !== 'speaking') return;
    const words = line.said.replace(STARS, '').trim();
    if (words !== '') this.#keep({ ...line, said: words });
    this.#panicLines += 1;
    if (STARS.test(line.said) || this.#panicLines === MOST_PANIC_LINES) this.#panic = 'said';
  }

  #keep(line: Said): void {
    if (this.lines.length < MOST_LINES) this.lines.push(line);
  }
}

/** The boots of a text; null when no line of it is Xen's. */
export function bootsIn(text: string): Boots | null {
  let count = 0;
  let best: { readonly which: number; readonly boot: OneBoot } | null = null;
  let current: OneBoot | null = null;
  for (const { said, ...place } of consoleLines(text)) {
    if (said === null || said === '') continue;
    const saying = sayingOf(said);
    if (saying === null) {
      current?.addWords({ ...place, said, saying });
      continue;
    }
    if (current === null || current.isOver(saying)) {
      if (current !== null) current.to = place.from;
      current = new OneBoot(place.from);
      count += 1;
    }
    current.add({ ...place, said, saying }, saying);
    if (current.tells || best === null || !best.boot.tells) best = { which: count, boot: current };
  }
  if (best === null) return null;
  const { lines, from, to } = best.boot;
  return { count, which: best.which, boot: { lines, from, to: Math.min(to, text.length) } };
}

/** Lines nobody but Xen prints, even where the prefix was taken off. */
const UNMISTAKABLE = new Set<Saying['kind']>([
  'overlap',
  'ram',
  'module',
  'reserved',
  'banner',
  'build-domU',
  'static-bank',
]);

/**
 * Whether a text is a console log with Xen's boot in it: some line is Xen's and nothing but a time before it, and it
 * is neither a design nor device tree source that quotes one.
 */
export function looksLikeBootLog(text: string): boolean {
  if (/^\s*\{/.test(text) || /^[ \t]*\/dts-v1\//m.test(text)) return false;
  for (const { from, to, said } of consoleLines(text)) {
    const saying = said === null ? null : sayingOf(said);
    if (saying !== null && UNMISTAKABLE.has(saying.kind) && isXensAlone(text.slice(from, to))) return true;
  }
  return false;
}
