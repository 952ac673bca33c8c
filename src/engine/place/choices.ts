// A problem as a finite choice: for each thing to place, the zones it may lie in and what each way of lying there costs.
//
// Two steps make it finite. A demand takes one of finitely many forms: a size, cut into pieces. And all addresses of one zone at
// which a piece costs the same are one choice, a set of positions: where in the set it lies is for `pack.ts`.
import { both, type Grid, grid, implies, Positions } from './positions.ts';
import {
  BLOCK,
  common,
  type Demand,
  entryCount,
  gapBetween,
  HUGE,
  joined,
  type Problem,
  type Span,
} from './problem.ts';

/**
 * The additive fields of a score, packed so that they compare as numbers: `a` holds moved, short and pieces, `b` unmet and
 * entries, `c` low. Bounds: 127 demands, 2^33 pages, 4095 pieces, 4095 pieces unmet, 2^40 entries.
 */
export interface Cost {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** One demand moved, in `a`. */
export const MOVED = 2 ** 45;
const SHORT = 2 ** 12;
const UNMET = 2 ** 40;
export const movedOf = (a: number): number => Math.floor(a / MOVED);

/** A part of what is placed in one piece: a piece of a demand. */
interface Part {
  /** Index among the demands of the thing that is placed. */
  readonly member: number;
  readonly piece: number;
  /** Pages from the start of the whole. */
  readonly offset: number;
  readonly size: number;
}

/** What stands in one run of pages: a piece, or the row of those that touch one another. */
export interface Block {
  readonly parts: readonly Part[];
  readonly size: number;
}

/** What the search counts of a choice. */
interface Tried extends Cost {
  /** Multiples of the granule it covers at least. */
  readonly weight: number;
  /** Pages of demands that need no low memory. */
  readonly pages: number;
  /** Bits of the groups of the zones it may lie in, see `groupOf`. */
  readonly groups: number;
}

/** Zones are counted in so many groups, that a set of groups is the bits of a number: a zone each where they are few. */
export const GROUPS = 31;
export const groupOf = (zone: number): number => zone % GROUPS;

/** A block lies in a zone, at one of some positions that all cost the same. */
export interface Lies extends Tried {
  readonly kind: 'lies';
  /** The same number: the same choice, also of another thing that is the same. */
  readonly uid: number;
  readonly block: Block;
  readonly zone: number;
  readonly positions: Positions;
}

/** A demand is cut into blocks, each to be placed on its own. */
export interface Cut extends Tried {
  readonly kind: 'cut';
  readonly blocks: readonly (readonly Lies[])[];
}

export type Choice = Lies | Cut;

/** Something to be placed, and its choices, the cheapest first. */
export interface Thing {
  /** Indices into the problem's demands. */
  readonly demands: readonly number[];
  readonly choices: readonly Choice[];
  /** Things with the same number are alike: exchanging them changes nothing. */
  readonly kind: number;
}

/** Free spans that must be packed together, because a gap or a row may reach from one to the next; mostly one. */
export interface Zone {
  readonly spans: readonly Span[];
  /** Multiples of the granule inside. */
  readonly capacity: number;
}

export interface Choices {
  readonly problem: Problem;
  readonly zones: readonly Zone[];
  readonly things: readonly Thing[];
  /** Pages: a power of two that capacities are counted in. */
  readonly granule: number;
  /** Gaps between demands by index; null where there are none at all. */
  readonly gaps: readonly (readonly number[])[] | null;
}

/** A way for a part to lie: what keeps to the grid costs so much. */
interface Way {
  readonly on: Grid;
  readonly b: number;
}

/** The ways of a piece by what they cost, none of which another makes superfluous. */
function waysOf(demand: Demand, size: number, guest: number): Way[] {
  const { mapped, wish } = demand;
  const base = grid(demand.align);
  const mappings: Way[] =
    mapped === null
      ? [{ on: base, b: 0 }]
      : mapped === 'same'
        ? [
            ...[HUGE, BLOCK].map((step) => ({ on: grid(step, -size), b: entriesSame(size, step) })),
            { on: base, b: size },
          ]
        : [
            { on: grid(HUGE, guest), b: entryCount(guest, guest, size) },
            { on: grid(BLOCK, guest), b: entryCount(guest, guest + BLOCK, size) },
            { on: base, b: size },
          ];
  const ways = mappings
    .flatMap(({ on, b }) =>
      wish === null
        ? [{ on: both(on, base), b }]
        : [
            { on: meet(on, base, grid(wish)), b },
            { on: both(on, base), b: b + UNMET },
          ],
    )
    .flatMap(({ on, b }) => (on === null ? [] : [{ on, b }]));
  return ways.filter(
    (way, i) =>
      !ways.some(
        (other, j) =>
          i !== j &&
          other.b <= way.b &&
          implies(way.on, other.on) &&
          (other.b < way.b || !implies(other.on, way.on) || j < i),
      ),
  );
}

/** Of a mapping to equal addresses whose end is a multiple of `step`, and of no more than it. */
const entriesSame = (size: number, step: number): number => {
  const end = Math.ceil(size / HUGE) * HUGE * 2 + (step === HUGE ? 0 : BLOCK);
  return entryCount(end - size, end - size, size);
};

function meet(...grids: readonly Grid[]): Grid | null {
  let all: Grid | null = grid(1);
  for (const one of grids) all = all && both(all, one);
  return all;
}

/** The ways to write `count` as a sum of at most `most` numbers, the largest first. */
export function* partitions(count: number, most: number, limit = count): Generator<readonly number[]> {
  if (count === 0) yield [];
  if (count === 0 || most === 0) return;
  for (let first = Math.min(count, limit); first * most >= count; first -= 1)
    for (const rest of partitions(count - first, most - 1, first)) yield [first, ...rest];
}

/** The sizes of the pieces a demand may be cut into. */
function* formsOf({ sizes, pieces, at }: Demand): Generator<readonly number[]> {
  for (const size of sizes) {
    yield [size];
    if (pieces.most < 2 || at !== null || size % pieces.unit !== 0) continue;
    for (const cut of partitions(size / pieces.unit, pieces.most))
      if (cut.length > 1) yield cut.map((units) => units * pieces.unit);
  }
}

const total = (sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + size, 0);

/** The cost of a demand's form, wherever it is. */
const formCost = (demand: Demand, sizes: readonly number[], moved: boolean): number =>
  (moved ? MOVED : 0) + (Math.max(...demand.sizes) - total(sizes)) * SHORT + sizes.length;

/** One demand of a row, in one form: its offset and how it may lie. */
interface Seat {
  readonly demand: Demand;
  readonly part: Part;
  readonly ways: readonly Way[];
  /** Where it must start, if it must. */
  readonly at: number | null;
}

class Builder {
  readonly zones: Zone[];
  readonly gaps: number[][] | null;
  readonly #problem: Problem;
  #uid = 0;

  constructor(problem: Problem) {
    this.#problem = problem;
    const { demands } = problem;
    const gaps = demands.map((one, i) => demands.map((other, j) => (i === j ? 0 : gapBetween(one, other))));
    const widest = Math.max(0, ...gaps.flat());
    const reach = Math.max(widest, demands.some(({ nextTo }) => nextTo.length > 0) ? 1 : 0);
    this.gaps = widest === 0 ? null : gaps;
    this.zones = [];
    for (const span of joined(problem.free)) {
      const last = this.zones.at(-1);
      const end = last?.spans.at(-1)?.end ?? -Infinity;
      if (last !== undefined && span.start - end < reach)
        this.zones[this.zones.length - 1] = { spans: [...last.spans, span], capacity: 0 };
      else this.zones.push({ spans: [span], capacity: 0 });
    }
  }

  /** Every choice of a row of seats, all in the same zone and touching. */
  lies(seats: readonly Seat[], a: number): Lies[] {
    const size = total(seats.map(({ part }) => part.size));
    const block: Block = { parts: seats.map(({ part }) => part), size };
    const found: Lies[] = [];
    const pages = total(seats.map(({ demand, part }) => (demand.needsLow ? 0 : part.size)));
    this.zones.forEach(({ spans }, zone) => {
      const [bottom, top] = [spans[0]?.start ?? 0, spans.at(-1)?.end ?? 0];
      if (top - bottom < size) return;
      for (const ways of product(seats.map((seat) => seat.ways)))
        for (const highs of product(seats.map((seat) => this.#heights(seat, bottom, top)))) {
          let starts: Span[] = [{ start: bottom, end: top - size + 1 }];
          let on: Grid | null = grid(1);
          let [b, c] = [0, 0];
          seats.forEach((seat, i) => {
            const { offset, size: own } = seat.part;
            const way = ways[i];
            const high = highs[i] ?? false;
            if (way === undefined) return;
            on = on && both(on, grid(way.on.step, way.on.rest - offset));
            starts = common(starts, this.#startsOf(seat, spans, high));
            b += way.b;
            c += high || seat.demand.needsLow ? 0 : own;
          });
          if (on === null) continue;
          const all = starts.map(({ start, end }) => ({ start, end: end - 1 + size }));
          const positions = Positions.inside(all, size, on);
          if (!positions.isEmpty)
            found.push({
              kind: 'lies',
              uid: (this.#uid += 1),
              block,
              zone,
              positions,
              weight: 0,
              pages,
              groups: 1 << groupOf(zone),
              a,
              b,
              c,
            });
        }
    });
    return found;
  }

  /** Whether to look above `low` only, below it too, or for one as for the other. */
  #heights({ demand, part }: Seat, bottom: number, top: number): readonly boolean[] {
    const { low } = this.#problem;
    if (demand.needsLow || top - part.size < low) return [false];
    return bottom >= low ? [true] : [true, false];
  }

  /** Starts of the whole row that put this seat where it may be: spans of starts. */
  #startsOf({ demand, part, at }: Seat, spans: readonly Span[], high: boolean): Span[] {
    const inside = demand.within === null ? spans : common(spans, demand.within);
    const from = Math.max(at ?? 0, high ? this.#problem.low : 0);
    const to = at === null ? Infinity : at + 1;
    return inside.flatMap(({ start, end }) => {
      const span = {
        start: Math.max(start, from) - part.offset,
        end: Math.min(end - part.size + 1, to) - part.offset,
      };
      return span.start < span.end ? [span] : [];
    });
  }

  /** What may become of one demand that stands on its own. */
  alone(demand: Demand): Choice[] {
    const wasPlaced = demand.was.length > 0;
    const choices: Choice[] = [];
    const seat = (size: number, piece: number, guest: number, at: number | null): Seat => ({
      demand,
      part: { member: 0, piece, offset: 0, size },
      ways: waysOf(demand, size, guest),
      at,
    });
    const add = (sizes: readonly number[], moved: boolean, places: readonly Span[] | null): void => {
      const a = formCost(demand, sizes, moved);
      let guest = typeof demand.mapped === 'number' ? demand.mapped : 0;
      const blocks = sizes.map((size, piece) => {
        const at = places?.[piece]?.start ?? demand.at;
        const lies = this.lies([seat(size, piece, guest, at)], sizes.length === 1 ? a : 0);
        guest += size;
        return lies;
      });
      const [only] = blocks;
      if (blocks.length === 1 && only !== undefined) choices.push(...only);
      else if (blocks.every((one) => one.length > 0))
        choices.push({ kind: 'cut', blocks, weight: 0, pages: 0, groups: 0, a, b: 0, c: 0 });
    };
    const kept = demand.was.map(({ start, end }) => end - start);
    for (const sizes of formsOf(demand)) {
      const staysAt = demand.at === null || demand.at === demand.was[0]?.start;
      if (wasPlaced && staysAt && sameSizes(sizes, kept)) add(sizes, false, demand.was);
      add(sizes, wasPlaced, null);
    }
    return choices;
  }

  /** What may become of a row of demands that touch one another, in this order or the other way round. */
  row(members: readonly Demand[], indices: readonly number[]): Choice[] {
    const choices: Choice[] = [];
    const isClear = (seats: readonly Seat[]): boolean =>
      seats.every(({ part }, n) =>
        seats.slice(0, n).every(({ part: before }) => {
          const gap = this.gaps?.[indices[before.member] ?? 0]?.[indices[part.member] ?? 0] ?? 0;
          return before.offset + before.size + gap <= part.offset;
        }),
      );
    for (const order of [members.map((_, i) => i), members.map((_, i) => i).toReversed()])
      for (const sizes of product(members.map((member) => member.sizes)))
        for (const moved of product(
          members.map((member) => (member.was.length > 0 ? [false, true] : [false])),
        )) {
          let [a, offset, isPossible] = [0, 0, true];
          const seats = order.map((m): Seat => {
            const demand = members[m] as Demand;
            const size = sizes[m] ?? 0;
            const [was] = demand.was;
            const keeps = demand.was.length > 0 && moved[m] === false;
            isPossible &&=
              !keeps || (demand.was.length === 1 && was !== undefined && was.end - was.start === size);
            isPossible &&= !keeps || demand.at === null || demand.at === was?.start;
            a += formCost(demand, [size], moved[m] === true);
            const guest = typeof demand.mapped === 'number' ? demand.mapped : 0;
            const part = { member: m, piece: 0, offset, size };
            offset += size;
            return {
              demand,
              part,
              ways: waysOf(demand, size, guest),
              at: keeps ? (was?.start ?? null) : demand.at,
            };
          });
          if (isPossible && isClear(seats)) choices.push(...this.lies(seats, a));
        }
    return choices;
  }
}

const sameSizes = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((size, i) => size === b[i]);

/** Every way to take one of each. */
function product<T>(lists: readonly (readonly T[])[]): T[][] {
  return lists.reduce<T[][]>((rows, list) => rows.flatMap((row) => list.map((item) => [...row, item])), [[]]);
}

/**
 * The rows of those that touch one another, as lists of indices in order; null for one that can be no row, since something in
 * it would have three neighbours or all of it would be a ring.
 */
export function rowsOf(demands: readonly Demand[]): (number[] | null)[] {
  const index = new Map(demands.map(({ id }, i) => [id, i]));
  const touching = demands.map(() => new Set<number>());
  demands.forEach((demand, i) => {
    for (const id of demand.nextTo) {
      const j = index.get(id);
      if (j === undefined || j === i) continue;
      touching[i]?.add(j);
      touching[j]?.add(i);
    }
  });
  const seen = new Set<number>();
  const rows: (number[] | null)[] = [];
  const walk = (from: number): number[] => {
    const row: number[] = [];
    const open = [from];
    for (let i = open.pop(); i !== undefined; i = open.pop()) {
      if (seen.has(i)) continue;
      seen.add(i);
      row.push(i);
      open.push(...(touching[i] ?? []));
    }
    return row;
  };
  const isEnd = (i: number): boolean => (touching[i]?.size ?? 0) < 2;
  demands.forEach((_, i) => {
    if (!seen.has(i) && isEnd(i)) {
      const row = walk(i);
      rows.push(row.some((j) => (touching[j]?.size ?? 0) > 2) ? null : row);
    }
  });
  demands.forEach((_, i) => {
    if (seen.has(i)) return;
    walk(i);
    rows.push(null);
  });
  return rows;
}

/** All that a problem leaves to choose; null when some demands can be no row. */
export function choicesOf(problem: Problem): Choices | null {
  const { demands } = problem;
  const builder = new Builder(problem);
  const named = new Set(
    demands.flatMap(({ apart, nextTo }) => [...apart.map(({ from }) => from), ...nextTo]),
  );
  const kinds = new Map<string, { readonly kind: number; readonly choices: readonly Choice[] }>();
  const raw: Thing[] = [];
  for (const row of rowsOf(demands)) {
    if (row === null) return null;
    const members = row.map((i) => demands[i] as Demand);
    const [first] = members;
    if (first === undefined) continue;
    const isOrdinary =
      members.length === 1 && first.apart.length === 0 && first.was.length === 0 && !named.has(first.id);
    const key = isOrdinary ? JSON.stringify({ ...first, id: '' }) : `row ${row.join(' ')}`;
    let known = kinds.get(key);
    if (known === undefined) {
      const choices = members.length === 1 ? builder.alone(first) : builder.row(members, row);
      known = { kind: kinds.size, choices };
      kinds.set(key, known);
    }
    raw.push({ demands: row, ...known });
  }
  return weighed(problem, builder, raw);
}

const liesOf = (choice: Choice): readonly Lies[] =>
  choice.kind === 'lies' ? [choice] : choice.blocks.flat();

/** Counts capacities and weights in the coarsest granule, and puts choices in the order in which they are tried. */
function weighed(problem: Problem, { zones, gaps }: Builder, raw: readonly Thing[]): Choices {
  const steps = raw.flatMap(({ choices }) =>
    choices
      .flatMap(liesOf)
      .flatMap(({ positions }) => (positions.only === null ? [positions.grid.step] : [])),
  );
  const granule = steps.reduce((least, step) => Math.min(least, step), BLOCK);
  const counted = zones.map(({ spans }) => ({
    spans,
    capacity: total(spans.map((span) => covered(span, granule))),
  }));
  const weigh = (lies: Lies): Lies => ({ ...lies, weight: weightOf(lies, granule) });
  const order = (x: Cost, y: Cost): number => x.a - y.a || x.b - y.b || sizeAt(x) - sizeAt(y) || x.c - y.c;
  const sizeAt = (choice: Cost): number => {
    const { zone } = choice as Partial<Lies>;
    return zone === undefined ? 0 : (counted[zone]?.capacity ?? 0);
  };
  const done = new Map<readonly Choice[], readonly Choice[]>();
  const things = raw.map((thing) => {
    let choices = done.get(thing.choices);
    if (choices === undefined) {
      choices = thing.choices
        .map((choice): Choice =>
          choice.kind === 'lies'
            ? weigh(choice)
            : ofBlocks({ ...choice, blocks: choice.blocks.map((lies) => lies.map(weigh).toSorted(order)) }),
        )
        .toSorted(order);
      done.set(thing.choices, choices);
    }
    return { ...thing, choices };
  });
  return { problem, zones: counted, things, granule, gaps };
}

/** What a cut costs at least, and where it goes: as its blocks, which are sorted, say. */
const ofBlocks = (cut: Cut): Cut => ({
  ...cut,
  weight: total(cut.blocks.map((lies) => Math.min(...lies.map(({ weight }) => weight)))),
  pages: total(cut.blocks.map((lies) => Math.min(...lies.map(({ pages }) => pages)))),
  groups: cut.blocks.flat().reduce((all, { groups }) => all | groups, 0),
});

/** Multiples of the granule in a span. */
const covered = ({ start, end }: Span, granule: number): number =>
  Math.ceil(end / granule) - Math.ceil(start / granule);

/** Two blocks never cover the same multiple of the granule, so these sum up to the zone's at most. */
function weightOf(
  { block: { size }, positions }: Pick<Lies, 'block' | 'positions'>,
  granule: number,
): number {
  const { only } = positions;
  if (only !== null) return covered({ start: only, end: only + size }, granule);
  const { step, rest } = positions.grid;
  return step % granule === 0 && rest % granule === 0
    ? Math.ceil(size / granule)
    : Math.floor(size / granule);
}

/** A block of free pages that is to be left, as a thing to place like any other. */
export function holeOf({ zones, granule }: Choices, blocks: number): Thing {
  const size = blocks * BLOCK;
  const block: Block = { parts: [], size };
  const choices = zones.flatMap(({ spans }, zone): Lies[] => {
    const positions = Positions.inside(spans, size, grid(BLOCK));
    if (positions.isEmpty) return [];
    const groups = 1 << groupOf(zone);
    const lies = {
      kind: 'lies',
      uid: -zone - 1,
      block,
      zone,
      positions,
      weight: 0,
      pages: 0,
      groups,
      a: 0,
      b: 0,
      c: 0,
    } as const;
    return [{ ...lies, weight: weightOf(lies, granule) }];
  });
  return { demands: [], choices, kind: -1 };
}
