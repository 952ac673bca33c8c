// The life of all pages of one machine: every step of the boot in order, and what is done to domains after it.
//
// A timeline keeps what each step changes and nothing else, so it is as large as there are ranges; the states at a step are
// the changes up to there, made one after the other.
import type { Plan } from '../../model/plan.ts';
import { union } from '../../model/range.ts';
import type { Target } from '../../model/target.ts';
import { bootscrubOf, type MostOrders, mostOrdersOf } from '../../model/command-line.ts';
import type { Analysis } from '../analysis.ts';
import { xenCommandLine } from '../boot/command-line.ts';
import { CONTROL } from '../boot/domain-node.ts';
import type { PageNote } from '../boot/page-log.ts';
import { replay } from '../boot/replay.ts';
import type { Boot } from '../boot/state.ts';
import { EFFECTS } from './effects.ts';
import type { PageEvent } from './event.ts';
import { type Life, livesOf } from './life.ts';
import { PageMap, type Stretch } from './page-map.ts';
import { type Rules, rulesOf } from './rules.ts';
import { untouched } from './page-state.ts';

export interface Timeline {
  readonly target: Target;
  /** As in analyse(), without our advice. */
  readonly analysis: Analysis;
  readonly rules: Rules;
  /** The first is power-on, when all RAM is nobody’s. */
  readonly events: readonly PageEvent[];
  /** How many of them are the boot’s; what follows was done to domains since. */
  readonly booted: number;
  /** What Xen would have taken, had it got further; empty where it boots. */
  readonly unreached: readonly PageNote[];
  /** RAM by page frame, before anything has happened. */
  readonly ram: readonly Stretch[];
  /** Whether any domain may ask Xen to destroy or create one: dom0, or one with that capability. */
  readonly hasControl: boolean;
  readonly orders: MostOrders;
  /** Domains at the last event. */
  readonly lives: readonly Life[];
}

/** RAM in whole pages: of a page that is RAM in part, all. */
function ramOf({ info }: Boot): Stretch[] {
  const state = untouched('ram', 'RAM');
  const stretches: Stretch[] = [];
  for (const bank of union(info.ram)) {
    const start = Math.max(Number(bank.start >> 12n), stretches.at(-1)?.end ?? 0);
    const end = Number((bank.start + bank.size + 4095n) >> 12n);
    if (end > start) stretches.push({ start, end, state });
  }
  return stretches;
}

/**
 * Boots the plan and follows its pages. Never throws; where Xen stops, so do the events. `differently`: rules of a Xen that
 * does not exist, to see what they are for.
 */
export function timeline(plan: Plan, target: Target, differently: Partial<Rules> = {}): Timeline {
  const { boot, analysis } = replay(plan, target, true);
  const bootscrub = bootscrubOf(xenCommandLine(boot));
  const orders = mostOrdersOf(xenCommandLine(boot));
  const rules = { ...rulesOf(boot.target, bootscrub), ...differently };
  const about = { waitsForScrub: bootscrub === 'idle', marksStatic: rules.marksStatic };
  const ram = ramOf(boot);
  const map = new PageMap(ram);
  const notes = boot.pageLog?.notes ?? [];
  const events: PageEvent[] = [];
  let taken = 0;
  const add = (note: PageNote): void => {
    const changes = EFFECTS[note.what](map, note, about);
    map.put(changes);
    const pages = note.what === 'heap-taken' ? (note.pages ?? 0) : 0;
    taken += pages;
    events.push({
      index: events.length,
      what: note.what,
      of: note.of,
      ranges: note.ranges,
      pages,
      purpose: note.purpose ?? null,
      domain: note.domain ?? null,
      path: note.path ?? null,
      guests: note.guests ?? [],
      references: note.references ?? 0,
      at: note.at ?? null,
      varies: note.varies === true,
      isRefused: REFUSED.has(note.what),
      line: note.line,
      says: [],
      changes,
      counts: { pages: map.pages, taken },
    });
  };
  const [first] = notes;
  if (first !== undefined) add({ ...first, unreached: false, line: 0 });
  for (const note of notes.slice(1)) if (!note.unreached) add(note);
  return {
    target: boot.target,
    analysis,
    rules,
    events,
    booted: events.length,
    unreached: notes.slice(1).filter(({ unreached }) => unreached),
    ram,
    hasControl: boot.hasDom0 || boot.domains.some(({ capabilities }) => (capabilities & CONTROL) !== 0),
    orders,
    lives: livesOf(boot, orders, analysis.domains, events),
  };
}

const REFUSED: ReadonlySet<string> = new Set(['rolled-back', 'assign-refused']);

/** The states right after an event. */
export function mapAt({ ram, events }: Timeline, index: number): PageMap {
  const map = new PageMap(ram);
  for (const { changes } of events.slice(0, index + 1)) map.put(changes);
  return map;
}
