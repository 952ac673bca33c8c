// The search: which choice each thing takes, by branch and bound, so that every zone can be packed.
//
// Exact: every combination of choices is tried but those that cost at least what is known, those in which some zone cannot
// hold what it was given (`pack.ts`), those in which what is left to place needs more than the zones it may go to have, and those
// that only exchange things that are alike. Steps are counted, never time, so that the same problem has the same answer.
import {
  type Choice,
  type Choices,
  groupOf,
  GROUPS,
  type Lies,
  MOVED,
  movedOf,
  type Thing,
} from './choice.ts';
import { type Budget, fit, pack } from './pack.ts';
import type { Placement, Span } from './problem.ts';

/** A cost as compared here: see `Cost`. */
export interface Bound {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

export const ENDLESS: Bound = { a: Infinity, b: Infinity, c: Infinity };

export interface Found {
  readonly placement: Placement;
  readonly cost: Bound;
}

/** What is looked for. */
export interface Aim {
  /** Only what costs less is looked for. */
  readonly below: Bound;
  /** Whether low memory (`c`) counts. */
  readonly countsLow: boolean;
  /** The first that is found will do. */
  readonly first: boolean;
  /** To be left free besides. */
  readonly hole: Thing | null;
}

/** `isWhole`: nothing was left out, so `best` is the best there is, and null means that there is none. */
export interface Searched {
  readonly best: Found | null;
  readonly isWhole: boolean;
}

/** Something that is to be placed and has not been. */
interface Open {
  readonly thing: Thing;
  readonly choices: readonly Choice[];
  /** Which piece of the thing, or -1 for all of it. */
  readonly piece: number;
}

/** Something in its zone. */
interface Job {
  readonly size: number;
  readonly positions: Lies['positions'];
  readonly lies: Lies;
  readonly open: Open;
}

interface Filling {
  readonly jobs: readonly Job[];
  readonly starts: readonly number[];
  /** Multiples of the granule that are not used. */
  readonly left: number;
  /** Where those are that can be nowhere else. */
  readonly fixed: readonly Span[];
}

/** What a thing needs at least, and the groups of zones it may go to. */
interface Need {
  readonly groups: number;
  readonly weight: number;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
}

/** How many of these spans must give way at least, that no two overlap. */
function mustMove(spans: Span[]): number {
  let [count, clear] = [0, -Infinity];
  for (const { start, end } of spans.sort((x, y) => x.end - y.end)) {
    if (start < clear) count += 1;
    else clear = end;
  }
  return count;
}

const less = (x: Bound, y: Bound): boolean => (x.a !== y.a ? x.a < y.a : x.b !== y.b ? x.b < y.b : x.c < y.c);

/** How often a caller hears that the search goes on, in steps. */
const BREATH = 256;

export class Search {
  readonly #fillings: Filling[];
  readonly #impossible = new Map<string, null | undefined>();
  readonly #aim: Aim;
  #best: Found | null = null;
  #bound: Bound;
  #isWhole = true;
  #steps = 0;
  /** Multiples of the granule that are left in each group of zones. */
  readonly #left = new Float64Array(GROUPS);
  /** By kind of thing: the choices its like have taken, in the order of the tree. */
  readonly #taken = new Map<number, number[]>();

  constructor(
    readonly choices: Choices,
    aim: Aim,
    readonly budget: Budget,
    /** Steps one zone may be packed in. */
    readonly depth: number,
  ) {
    this.#aim = aim;
    this.#bound = aim.below;
    this.#fillings = choices.zones.map(({ capacity }) => ({
      jobs: [],
      starts: [],
      left: capacity,
      fixed: [],
    }));
  }

  /** Yields now and then; what it returns counts. */
  *run(): Generator<void, Searched> {
    const things = this.#aim.hole === null ? this.choices.things : [...this.choices.things, this.#aim.hole];
    const open = things.map((thing): Open => ({ thing, choices: thing.choices, piece: -1 }));
    yield* this.#down(open, { a: 0, b: 0, c: 0 });
    return { best: this.#best, isWhole: this.#isWhole };
  }

  *#down(open: readonly Open[], spent: Bound): Generator<void, void> {
    if ((this.budget.left -= 1) < 0) {
      this.#isWhole = false;
      return;
    }
    if ((this.#steps += 1) % BREATH === 0) yield;
    if (open.length === 0) {
      this.#best = { placement: this.#placement(), cost: spent };
      this.#bound = spent;
      return;
    }
    const next = this.#choose(open, spent);
    if (next === null) return;
    const { at, least } = next;
    const one = open[at] as Open;
    const others = open.filter((_, i) => i !== at);
    const rest = { a: least.a - next.own.a, b: least.b - next.own.b, c: least.c - next.own.c };
    const taken = this.#takenBy(one);
    const from = taken.at(-1) ?? 0;
    for (let i = from; i < one.choices.length; i += 1) {
      const choice = one.choices[i] as Choice;
      if (!this.#fits(choice)) continue;
      const c = this.#aim.countsLow ? choice.c : 0;
      const bound = { a: rest.a + choice.a, b: rest.b + choice.b, c: rest.c + c };
      if (!less(bound, this.#bound)) {
        if (choice.a + rest.a > this.#bound.a) break;
        continue;
      }
      const after = { a: spent.a + choice.a, b: spent.b + choice.b, c: spent.c + c };
      taken.push(i);
      if (choice.kind === 'cut') {
        const blocks = choice.blocks.map((lies, piece): Open => ({ thing: one.thing, choices: lies, piece }));
        yield* this.#down([...others, ...blocks], after);
      } else {
        const before = this.#fillings[choice.zone] as Filling;
        const filled = this.#fill(before, choice, one);
        if (filled !== null) {
          this.#fillings[choice.zone] = filled;
          yield* this.#down(others, after);
          this.#fillings[choice.zone] = before;
        }
      }
      taken.pop();
      if (this.budget.left < 0 || (this.#aim.first && this.#best !== null)) return;
    }
  }

  /** Of things that are alike each takes the choice of the one before it or a later one: other orders are the same. */
  #takenBy({ thing: { kind }, piece }: Open): number[] {
    if (piece !== -1) return [];
    const known = this.#taken.get(kind);
    if (known !== undefined) return known;
    const taken: number[] = [];
    this.#taken.set(kind, taken);
    return taken;
  }

  /** Room is left for it, as far as is easily told; a cut is looked at when its pieces are placed. */
  #fits(choice: Choice): boolean {
    if (choice.kind === 'cut') return true;
    const filling = this.#fillings[choice.zone] as Filling;
    if (choice.weight > filling.left) return false;
    const { only } = choice.positions;
    return (
      only === null || !filling.fixed.some(({ start, end }) => only < end && start < only + choice.block.size)
    );
  }

  /** The zone with one more in it; null when it cannot hold it, or cannot be found out to. */
  #fill(before: Filling, lies: Lies, open: Open): Filling | null {
    const { jobs, starts } = before;
    const job: Job = { size: lies.block.size, positions: lies.positions, lies, open };
    const all = [...jobs, job];
    const left = before.left - lies.weight;
    const { only } = lies.positions;
    const fixed = only === null ? before.fixed : [...before.fixed, { start: only, end: only + job.size }];
    const at = fit(job, jobs, starts, this.#distance);
    if (at < Infinity) return { jobs: all, starts: [...starts, at], left, fixed };
    const key = all
      .map((one) =>
        this.choices.gaps === null
          ? `${one.lies.uid}`
          : `${one.lies.uid}.${one.open.thing.demands.join('.')}`,
      )
      .toSorted()
      .join(' ');
    const known = this.#impossible.has(key);
    const packed = known ? this.#impossible.get(key) : this.#packed(all);
    if (packed === undefined) this.#isWhole = false;
    if (packed === null || packed === undefined) {
      this.#impossible.set(key, packed);
      return null;
    }
    return { jobs: all, starts: packed, left, fixed };
  }

  #packed(jobs: readonly Job[]): number[] | null | undefined {
    const own: Budget = { left: Math.min(this.depth, this.budget.left) };
    const before = own.left;
    const starts = pack(jobs, this.#distance, this.choices.gaps !== null, own);
    this.budget.left -= before - Math.max(0, own.left);
    return starts;
  }

  readonly #distance = (first: Job, second: Job): number => {
    const { gaps } = this.choices;
    const { block } = first.lies;
    if (gaps === null) return block.size;
    let least = block.size;
    for (const part of block.parts)
      for (const other of second.lies.block.parts) {
        const i = first.open.thing.demands[part.member] ?? 0;
        const j = second.open.thing.demands[other.member] ?? 0;
        least = Math.max(least, part.offset + part.size + (gaps[i]?.[j] ?? 0) - other.offset);
      }
    return least;
  };

  /**
   * The thing to decide next, the one with fewest zones left: where it stands in `open`, the least that all of them can cost
   * together with what is spent, and its own part in that. null: one has nowhere to go, or all would cost too much.
   */
  #choose(open: readonly Open[], spent: Bound): { at: number; least: Bound; own: Bound } | null {
    const { countsLow } = this.#aim;
    const { a: limit } = this.#bound;
    let [a, b, c] = [spent.a, spent.b, spent.c];
    const needs: Need[] = [];
    const kept: Span[] = [];
    const { demands } = this.choices.problem;
    const hasPlace = (thing: Thing): boolean => thing.demands.some((i) => (demands[i]?.was.length ?? 0) > 0);
    let [at, fewest, heaviest] = [0, Infinity, 0];
    let own: Bound = spent;
    // Pages that would count as low if all of them were.
    let lowAtMost = 0;
    for (const [n, one] of open.entries()) {
      const { choices, thing } = one;
      const from = this.#takenBy(one).at(-1) ?? 0;
      let least: Choice | null = null;
      let [lowest, pages, groups, weight] = [Infinity, Infinity, 0, Infinity];
      for (let i = from; i < choices.length; i += 1) {
        const choice = choices[i] as Choice;
        if (a + choice.a > limit) break;
        if (!this.#fits(choice)) continue;
        least ??= choice;
        if (choice.a === least.a && choice.b === least.b && choice.c < lowest) lowest = choice.c;
        if (choice.pages < pages) pages = choice.pages;
        if (choice.weight < weight) weight = choice.weight;
        groups |= choice.groups;
      }
      if (least === null) return null;
      if (least.kind === 'lies' && least.positions.only !== null && movedOf(least.a) === 0 && hasPlace(thing))
        kept.push({ start: least.positions.only, end: least.positions.only + least.block.size });
      if (!countsLow) lowest = 0;
      a += least.a;
      b += least.b;
      c += lowest;
      lowAtMost += pages;
      needs.push({ groups, weight });
      const count = bitCount(groups);
      if (count > fewest || (count === fewest && weight <= heaviest)) continue;
      [at, fewest, heaviest] = [n, count, weight];
      own = { a: least.a, b: least.b, c: lowest };
    }
    const least = { a, b, c };
    const mustBeLow = countsLow ? spent.c + lowAtMost - this.#highRoom() : 0;
    const moves = mustMove(kept);
    // What moves may cost less of all that counts for less than moving.
    const atLeast =
      moves === 0
        ? { a, b, c: Math.max(c, mustBeLow) }
        : { a: (movedOf(a) + moves) * MOVED + (spent.a % MOVED), b: spent.b, c: spent.c };
    return less(atLeast, this.#bound) && this.#hasRoom(needs) ? { at, least, own } : null;
  }

  /** Pages left in zones that reach above low memory. */
  #highRoom(): number {
    const { zones, granule, problem } = this.choices;
    return this.#fillings.reduce(
      (sum, { left }, i) => ((zones[i]?.spans.at(-1)?.end ?? 0) > problem.low ? sum + left * granule : sum),
      0,
    );
  }

  /** Whether, for every set of zones that is all some thing may go to, those confined to it fit into what is left of it. */
  #hasRoom(needs: readonly Need[]): boolean {
    const bySet = new Map<number, number>();
    let all = 0;
    for (const { groups, weight } of needs) {
      bySet.set(groups, (bySet.get(groups) ?? 0) + weight);
      all |= groups;
    }
    if (!bySet.has(all)) bySet.set(all, 0);
    const left = this.#left;
    left.fill(0);
    for (let zone = 0; zone < this.#fillings.length; zone += 1)
      left[groupOf(zone)] = (left[groupOf(zone)] ?? 0) + (this.#fillings[zone]?.left ?? 0);
    for (const set of bySet.keys()) {
      let room = 0;
      for (let rest = set; rest !== 0; rest &= rest - 1) room += left[31 - Math.clz32(rest & -rest)] ?? 0;
      for (const [groups, weight] of bySet) if ((groups & ~set) === 0) room -= weight;
      if (room < 0) return false;
    }
    return true;
  }

  #placement(): Placement {
    const { problem } = this.choices;
    const pieces = problem.demands.map((): Span[] => []);
    for (const { jobs, starts } of this.#fillings)
      jobs.forEach(({ lies, open }, n) => {
        const start = starts[n] ?? 0;
        for (const part of lies.block.parts) {
          const demand = open.thing.demands[part.member];
          const at = start + part.offset;
          if (demand !== undefined)
            (pieces[demand] as Span[])[part.piece] = { start: at, end: at + part.size };
        }
      });
    return pieces;
  }
}
