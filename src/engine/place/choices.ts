// A problem as a finite choice: every way to place each of its demands, alone or in a row of those that touch.
import {
  type Block,
  type Choice,
  type Choices,
  groupOf,
  type Lies,
  type Part,
  type Thing,
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
