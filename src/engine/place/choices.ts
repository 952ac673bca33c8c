// A problem as a finite choice: every way to place each of its demands, alone or in a row of those that touch.
import {
  type Block,
  type Choice,
  type Choices,
  groupOf,
  type Lies,
  type Part,
  type Thing,
  UNMEASURED,
  type Zone,
} from './choice.ts';
import { formCost, formsOf, total } from './forms.ts';
import { both, type Grid, grid, Positions } from './positions.ts';
import { common, type Demand, gapBetween, joined, type Problem, type Span } from './problem.ts';
import { rowsOf } from './rows.ts';
import { type Way, waysOf } from './ways.ts';
import { weighed } from './weights.ts';

/** One demand of a row, in one form: its offset and how it may lie. */
interface Seat {
  readonly demand: Demand;
  readonly part: Part;
  readonly ways: readonly Way[];
  /** Where it must start, if it must. */
  readonly at: number | null;
}

/** Where a block may be looked for: it starts in a zone, at one of `starts`, and each of its parts is inside one of `spans`. */
interface Ground {
  readonly zone: number;
  readonly spans: readonly Span[];
  readonly starts: Span;
}

class Builder {
  readonly zones: readonly Zone[];
  readonly gaps: readonly (readonly number[])[] | null;
  readonly widest: number;
  /** Pages of the longest row that a border is in. */
  across = 0;
  readonly #problem: Problem;
  readonly #shapes = new Map<string, number>();

  constructor(problem: Problem) {
    this.#problem = problem;
    const { demands } = problem;
    const gaps = demands.map((one, i) => demands.map((other, j) => (i === j ? 0 : gapBetween(one, other))));
    this.widest = Math.max(0, ...gaps.flat());
    this.gaps = this.widest > 0 ? gaps : null;
    this.zones = joined(problem.free).map((span) => ({ span, capacity: UNMEASURED, sums: [] }));
  }

  /** Each zone, and where one ends at which the next starts: all starts that have a border between two parts there. */
  #grounds(seats: readonly Seat[], size: number): Ground[] {
    const spans = this.zones.map(({ span }) => span);
    const alone = spans.map((span, zone): Ground => ({
      zone,
      spans: [span],
      starts: { start: span.start, end: span.end - size + 1 },
    }));
    if (seats.length === 1) return alone;
    const across = new Set<number>();
    for (const [i, { start }] of spans.entries())
      if (spans[i - 1]?.end === start)
        for (const { part } of seats) if (part.offset > 0) across.add(start - part.offset);
    if (across.size > 0) this.across = Math.max(this.across, size);
    return [
      ...alone,
      ...[...across].map((start): Ground => {
        const zone = spans.findIndex((span) => span.start <= start && start < span.end);
        return { zone, spans, starts: { start, end: start + 1 } };
      }),
    ];
  }

  /** Every choice of a row of seats. `gaps` tells apart those whose gaps to others differ. */
  lies(seats: readonly Seat[], a: number, gaps: string): Lies[] {
    const size = total(seats.map(({ part }) => part.size));
    const block: Block = { parts: seats.map(({ part }) => part), size };
    const pages = total(seats.map(({ demand, part }) => (demand.needsLow ? 0 : part.size)));
    const found: Lies[] = [];
    for (const { zone, spans, starts: from } of this.#grounds(seats, size)) {
      if (zone === -1 || from.start >= from.end) continue;
      for (const ways of product(seats.map((seat) => seat.ways)))
        for (const highs of product(seats.map((seat) => this.#heights(seat, from)))) {
          let starts: Span[] = [from];
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
          if (positions.isEmpty) continue;
          const shape = this.#shape(`${zone} ${size} ${positions.key} ${gaps}`);
          const groups = 1 << groupOf(zone);
          found.push({
            kind: 'lies',
            shape,
            block,
            zone,
            positions,
            weight: UNMEASURED,
            pages,
            groups,
            a,
            b,
            c,
          });
        }
    }
    return found;
  }

  #shape(key: string): number {
    const shape = this.#shapes.get(key) ?? this.#shapes.size;
    this.#shapes.set(key, shape);
    return shape;
  }

  /** Whether to look above `low` only, below it too, or for one as for the other. */
  #heights({ demand, part: { offset } }: Seat, { start, end }: Span): readonly boolean[] {
    const { low } = this.#problem;
    if (demand.needsLow || end - 1 + offset < low) return [false];
    return start + offset >= low ? [true] : [true, false];
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
  alone(demand: Demand, gaps: string): Choice[] {
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
        const lies = this.lies([seat(size, piece, guest, at)], sizes.length === 1 ? a : 0, gaps);
        guest += size;
        return lies;
      });
      const [only] = blocks;
      if (blocks.length === 1 && only !== undefined) choices.push(...only);
      else if (blocks.every((one) => one.length > 0))
        choices.push({
          kind: 'cut',
          blocks: blocks.map((lies) => ({ choices: lies, kind: -1 })),
          weight: UNMEASURED,
          pages: 0,
          groups: 0,
          a,
          b: 0,
          c: 0,
        });
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
  row(members: readonly Demand[], indices: readonly number[], gaps: string): Choice[] {
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
          if (isPossible && isClear(seats)) choices.push(...this.lies(seats, a, gaps));
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

/** All that a problem leaves to choose; null when some demands can be no row. */
export function choicesOf(problem: Problem): Choices | null {
  const { demands } = problem;
  const builder = new Builder(problem);
  const named = new Set(
    demands.flatMap(({ apart, nextTo }) => [...apart.map(({ from }) => from), ...nextTo]),
  );
  /** What tells its gaps apart from those of others: nothing where they are the same. */
  const gapsOf = (row: readonly number[]): string => {
    const { gaps } = builder;
    if (gaps === null || row.every((i) => gaps[i]?.every((gap) => gap === 0) === true)) return '';
    const [first] = row.map((i) => demands[i] as Demand);
    // Pieces of one demand may touch, and are not to be exchanged with those of another that has the same guard.
    const isCut = first !== undefined && first.guard > 0 && first.pieces.most > 1;
    return isCut || row.length > 1 || first === undefined || first.apart.length > 0 || named.has(first.id)
      ? `of ${row.join(' ')}`
      : `${first.guard}`;
  };
  const known = new Map<string, readonly Choice[]>();
  const raw: Pick<Thing, 'demands' | 'choices'>[] = [];
  for (const row of rowsOf(demands)) {
    if (row === null) return null;
    const members = row.map((index) => demands[index] as Demand);
    const [first] = members;
    if (first === undefined) continue;
    const gaps = gapsOf(row);
    const key = JSON.stringify(
      members.length === 1 ? [gaps, { ...first, id: '', apart: [], nextTo: [] }] : row,
    );
    const choices =
      known.get(key) ?? (members.length === 1 ? builder.alone(first, gaps) : builder.row(members, row, gaps));
    known.set(key, choices);
    raw.push({ demands: row, choices });
  }
  const { zones, gaps, widest, across } = builder;
  return weighed({ problem, zones, gaps, reach: widest + across }, raw, across > 0);
}
