// The search: which choice each thing takes, by branch and bound, so that every zone can be packed.
//
// Exact: every combination of choices is tried but those that cost at least what is known, those in which some zone cannot
// hold what it was given (`pack.ts`), those in which what is left to place needs more than the zones it may go to have, and those
// that only exchange things that are alike. Steps are counted, never time, so that the same problem has the same answer.
import { type Choice, type Choices, groupOf, GROUPS, MOVED, movedOf, type Thing } from './choice.ts';
import { Fillings, type Open } from './fillings.ts';
import type { Budget } from './pack.ts';
import type { Placement, Span } from './problem.ts';
import { coverable } from './weights.ts';

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
  readonly #rooms: readonly Float64Array[];
  #fillings: Fillings;
  #budget: Budget = { left: 0 };
  #best: Found | null = null;
  #bound: Bound;
  /** No choice was left out. */
  #isWhole = true;
  #steps = 0;
  /** Probes that are left in each group of zones, measure after measure. */
  readonly #left: Float64Array;
  /** The sets of groups that all choices of some thing are in, and the probes those need, measure after measure. */
  readonly #sets: number[] = [];
  readonly #needs: number[] = [];
  /** Probes one thing needs at least, by measure. */
  readonly #least: Float64Array;
  /** By kind of thing: how often one had nowhere to go. Those are decided first from then on. */
  readonly #failures = new Map<number, number>();
  /** By kind of thing: the choices its like have taken, in the order of the tree. */
  readonly #taken = new Map<number, number[]>();

  constructor(
    readonly choices: Choices,
    readonly aim: Aim,
  ) {
    this.#bound = aim.below;
    this.#left = new Float64Array(GROUPS * choices.measures.length);
    this.#least = new Float64Array(choices.measures.length);
    const holes = (aim.hole?.choices ?? []).flatMap((choice) => (choice.kind === 'lies' ? [choice] : []));
    this.#rooms = choices.zones.map((zone, i) =>
      coverable(
        zone,
        holes.find((hole) => hole.zone === i),
      ),
    );
    this.#fillings = new Fillings(choices, this.#rooms, this.#budget, 0);
  }

  /** Whether anything can be found, as far as that is told without a search. */
  mayFind(): boolean {
    return this.#choose(this.#all(), { a: 0, b: 0, c: 0 }) !== null;
  }

  #all(): Open[] {
    const { hole } = this.aim;
    const things = hole === null ? this.choices.things : [...this.choices.things, hole];
    return things.map((thing): Open => ({ thing, choices: thing.choices, kind: thing.kind }));
  }

  /**
   * From the start, with what was found and learnt before. `depth`: steps one zone may be packed in. Yields now and then; what it
   * returns counts.
   */
  *run(budget: Budget, depth: number): Generator<void, Searched> {
    this.#budget = budget;
    this.#fillings = new Fillings(this.choices, this.#rooms, budget, depth);
    this.#isWhole = true;
    this.#taken.clear();
    yield* this.#down(this.#all(), { a: 0, b: 0, c: 0 });
    return { best: this.#best, isWhole: this.#isWhole && this.#fillings.isSure };
  }

  *#down(open: readonly Open[], spent: Bound): Generator<void, void> {
    if ((this.#budget.left -= 1) < 0) {
      this.#isWhole = false;
      return;
    }
    if ((this.#steps += 1) % BREATH === 0) yield;
    if (open.length === 0) {
      this.#best = { placement: this.#fillings.placement(), cost: spent };
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
      if (!this.#fillings.fits(choice)) continue;
      const c = this.aim.countsLow ? choice.c : 0;
      const bound = { a: rest.a + choice.a, b: rest.b + choice.b, c: rest.c + c };
      if (!less(bound, this.#bound)) {
        if (choice.a + rest.a > this.#bound.a) break;
        continue;
      }
      const after = { a: spent.a + choice.a, b: spent.b + choice.b, c: spent.c + c };
      taken.push(i);
      if (choice.kind === 'cut') {
        const blocks = choice.blocks.map((piece): Open => ({ thing: one.thing, ...piece }));
        yield* this.#down([...others, ...blocks], after);
      } else {
        const before = this.#fillings.put(choice, one.thing);
        if (before !== null) {
          yield* this.#down(others, after);
          this.#fillings.restore(before);
        } else this.#failed(one);
      }
      taken.pop();
      if (this.#budget.left < 0 || (this.aim.first && this.#best !== null)) return;
    }
  }

  #failed({ kind }: Open): void {
    this.#failures.set(kind, (this.#failures.get(kind) ?? 0) + 1);
  }

  /** Of things that are alike each takes the choice of the one before it or a later one: other orders are the same. */
  #takenBy({ kind }: Open): number[] {
    const known = this.#taken.get(kind);
    if (known !== undefined) return known;
    const taken: number[] = [];
    this.#taken.set(kind, taken);
    return taken;
  }

  /**
   * The thing to decide next, the one with fewest zones left: where it stands in `open`, the least that all of them can cost
   * together with what is spent, and its own part in that. null: one has nowhere to go, or all would cost too much.
   */
  #choose(open: readonly Open[], spent: Bound): { at: number; least: Bound; own: Bound } | null {
    const { countsLow } = this.aim;
    const { a: limit } = this.#bound;
    let [a, b, c] = [spent.a, spent.b, spent.c];
    const weight = this.#least;
    this.#sets.length = 0;
    const kept: Span[] = [];
    const { demands } = this.choices.problem;
    // Alone and in one piece: whoever is in a row, or cut, may stay in more ways than one, or has moved already.
    const hasPlace = ({ thing, choices }: Open): boolean =>
      choices === thing.choices &&
      thing.demands.length === 1 &&
      thing.demands.some((i) => (demands[i]?.was.length ?? 0) > 0);
    let [at, fewest, heaviest] = [0, Infinity, 0];
    let own: Bound = spent;
    // Pages that would count as low if all of them were.
    let lowAtMost = 0;
    for (const [n, one] of open.entries()) {
      const { choices } = one;
      const from = this.#takenBy(one).at(-1) ?? 0;
      let least: Choice | null = null;
      let [lowest, pages, groups] = [Infinity, Infinity, 0];
      weight.fill(Infinity);
      for (let i = from; i < choices.length; i += 1) {
        const choice = choices[i] as Choice;
        if (a + choice.a > limit) break;
        if (!this.#fillings.fits(choice)) continue;
        least ??= choice;
        if (choice.a === least.a && choice.b === least.b && choice.c < lowest) lowest = choice.c;
        if (choice.pages < pages) pages = choice.pages;
        for (let m = 0; m < weight.length; m += 1)
          if ((choice.weight[m] ?? 0) < (weight[m] ?? 0)) weight[m] = choice.weight[m] ?? 0;
        groups |= choice.groups;
      }
      if (least === null) {
        this.#failed(one);
        return null;
      }
      if (least.kind === 'lies' && least.positions.only !== null && movedOf(least.a) === 0 && hasPlace(one))
        kept.push({ start: least.positions.only, end: least.positions.only + least.block.size });
      if (!countsLow) lowest = 0;
      a += least.a;
      b += least.b;
      c += lowest;
      lowAtMost += pages;
      this.#need(groups);
      const count = bitCount(groups) / (1 + (this.#failures.get(one.kind) ?? 0));
      const pagesAtLeast = weight[0] ?? 0;
      if (count > fewest || (count === fewest && pagesAtLeast <= heaviest)) continue;
      [at, fewest, heaviest] = [n, count, pagesAtLeast];
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
    return less(atLeast, this.#bound) && this.#hasRoom() ? { at, least, own } : null;
  }

  /** Pages left in zones that reach above low memory. */
  #highRoom(): number {
    const { zones, problem } = this.choices;
    return zones.reduce((sum, { span: { start, end } }, zone) => {
      const high = end - Math.max(start, problem.low);
      return high > 0 ? sum + Math.min(high, this.#fillings.left(zone)[0] ?? 0) : sum;
    }, 0);
  }

  /** Adds what one thing needs at least, `#least`, to what those need that may go to the same groups of zones. */
  #need(groups: number): void {
    const count = this.#least.length;
    let set = this.#sets.indexOf(groups);
    if (set === -1) {
      set = this.#sets.push(groups) - 1;
      for (let m = 0; m < count; m += 1) this.#needs[set * count + m] = this.#least[m] ?? 0;
    } else
      for (let m = 0; m < count; m += 1)
        this.#needs[set * count + m] = (this.#needs[set * count + m] ?? 0) + (this.#least[m] ?? 0);
  }

  /** Whether, for every set of zones that is all some thing may go to, those confined to it fit into what is left of it. */
  #hasRoom(): boolean {
    const count = this.#least.length;
    this.#least.fill(0);
    this.#need(this.#sets.reduce((all, groups) => all | groups, 0));
    const left = this.#left;
    left.fill(0);
    for (let zone = 0; zone < this.choices.zones.length; zone += 1) {
      const [at, room] = [groupOf(zone) * count, this.#fillings.left(zone)];
      for (let m = 0; m < count; m += 1) left[at + m] = (left[at + m] ?? 0) + (room[m] ?? 0);
    }
    for (const set of this.#sets)
      for (let m = 0; m < count; m += 1) {
        let room = 0;
        for (let rest = set; rest !== 0; rest &= rest - 1)
          room += left[(31 - Math.clz32(rest & -rest)) * count + m] ?? 0;
        for (let i = 0; i < this.#sets.length; i += 1)
          if (((this.#sets[i] ?? 0) & ~set) === 0) room -= this.#needs[i * count + m] ?? 0;
        if (room < 0) return false;
      }
    return true;
  }
}
