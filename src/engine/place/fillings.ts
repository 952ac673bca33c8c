// The zones as they fill: what lies in each, and a place for all of it.
//
// A zone is packed on its own, but for those that a gap reaches across, or a row: these are packed together.
import { type Choice, type Choices, type Lies, type Piece, type Thing } from './choice.ts';
import { type Budget, type Distance, fit, type Job, pack } from './pack.ts';
import type { Placement, Span } from './problem.ts';

/** Something that is to be placed: a thing, or a piece of one. */
export interface Open {
  readonly thing: Thing;
  readonly choices: readonly Choice[];
  readonly kind: Piece['kind'];
}

/** Something in its zone. */
interface Put extends Job {
  readonly lies: Lies;
  readonly thing: Thing;
}

interface Filling {
  readonly puts: readonly Put[];
  readonly starts: readonly number[];
  /** Probes that are not covered, by measure. */
  readonly left: Float64Array;
  /** Where those are that can be nowhere else. */
  readonly fixed: readonly Span[];
}

/** Zones as they were. */
export type Before = readonly (readonly [zone: number, filling: Filling])[];

export class Fillings {
  readonly #fillings: Filling[];
  /** By shapes: they do not fit together (null), or it was not found out. */
  readonly #misfits = new Map<string, null | undefined>();
  /** Everything that was said not to fit does not. */
  isSure = true;

  constructor(
    readonly choices: Choices,
    /** Probes that can be covered, by zone and measure. */
    rooms: readonly Float64Array[],
    /** Steps of all packings, and of one of them. */
    readonly budget: Budget,
    readonly depth: number,
  ) {
    this.#fillings = rooms.map((left) => ({ puts: [], starts: [], left, fixed: [] }));
  }

  /** Probes that are left in a zone, by measure. */
  left(zone: number): Float64Array {
    return (this.#fillings[zone] as Filling).left;
  }

  /** Room is left for it, as far as is easily told; a cut is looked at when its pieces are placed. */
  fits(choice: Choice): boolean {
    if (choice.kind === 'cut') return true;
    const { left, fixed } = this.#fillings[choice.zone] as Filling;
    for (let m = 0; m < left.length; m += 1) if ((choice.weight[m] ?? 0) > (left[m] ?? 0)) return false;
    const { only } = choice.positions;
    return only === null || !fixed.some(({ start, end }) => only < end && start < only + choice.block.size);
  }

  /** Puts it into its zone, with all that is there; null when it does not fit, or was not found out to. */
  put(lies: Lies, thing: Thing): Before | null {
    const { zone, block, positions, shape, weight } = lies;
    const put: Put = { size: block.size, positions, shape, weight, lies, thing };
    const before = this.#fillings[zone] as Filling;
    const { only } = positions;
    const filled: Filling = {
      puts: [...before.puts, put],
      starts: before.starts,
      left: before.left.map((probes, m) => probes - (weight[m] ?? 0)),
      fixed: only === null ? before.fixed : [...before.fixed, { start: only, end: only + put.size }],
    };
    this.#fillings[zone] = filled;
    const zones = this.#together(zone);
    const others = zones.map((one) => (one === zone ? before : (this.#fillings[one] as Filling)));
    const at = fit(
      put,
      others.flatMap(({ puts }) => puts),
      others.flatMap(({ starts }) => starts),
      this.#distance,
    );
    if (at < Infinity) {
      this.#fillings[zone] = { ...filled, starts: [...before.starts, at] };
      return [[zone, before]];
    }
    const starts = this.#packed(zones);
    if (starts === null || starts === undefined) {
      if (starts === undefined) this.isSure = false;
      this.#fillings[zone] = before;
      return null;
    }
    let from = 0;
    for (const one of zones) {
      const filling = this.#fillings[one] as Filling;
      const to = from + filling.puts.length;
      this.#fillings[one] = { ...filling, starts: starts.slice(from, to) };
      from = to;
    }
    return zones.map((one, i) => [one, others[i] as Filling]);
  }

  restore(before: Before): void {
    for (const [zone, filling] of before) this.#fillings[zone] = filling;
  }

  #packed(zones: readonly number[]): readonly number[] | null | undefined {
    const puts = zones.flatMap((zone) => (this.#fillings[zone] as Filling).puts);
    const key = puts
      .map(({ shape }) => shape)
      .sort((x, y) => x - y)
      .join(' ');
    if (this.#misfits.has(key)) return this.#misfits.get(key);
    const own: Budget = { left: Math.min(this.depth, this.budget.left) };
    const before = own.left;
    const spans = zones.flatMap((zone) => this.choices.zones[zone]?.span ?? []);
    const starts = pack(puts, this.#distance, { spans, measures: this.choices.measures }, own);
    this.budget.left -= before - Math.max(0, own.left);
    if (starts === null || starts === undefined) this.#misfits.set(key, starts);
    return starts;
  }

  /** The zone and those that what lies in it has to do with, in order. */
  #together(zone: number): readonly number[] {
    const zones = [zone];
    for (const one of zones)
      for (const step of [-1, 1])
        for (let other = one + step; this.#isNear(one, other); other += step)
          if (!zones.includes(other) && this.#touch(Math.min(one, other), Math.max(one, other)))
            zones.push(other);
    return zones.sort((x, y) => x - y);
  }

  /** Whether anything at all may reach from one zone to the other. */
  #isNear(one: number, other: number): boolean {
    const { zones, reach } = this.choices;
    const [low, high] = [zones[Math.min(one, other)], zones[Math.max(one, other)]];
    return low !== undefined && high !== undefined && high.span.start - low.span.end < reach;
  }

  /** Whether something in the lower zone ends in the higher one, or keeps a distance to something there. */
  #touch(lower: number, higher: number): boolean {
    const [low, high] = [this.choices.zones[lower], this.choices.zones[higher]];
    if (low === undefined || high === undefined) return false;
    const there = (this.#fillings[higher] as Filling).puts;
    return (this.#fillings[lower] as Filling).puts.some((put) => {
      const away = high.span.start - Math.max(low.span.end, (put.positions.only ?? -Infinity) + put.size);
      return away < 0 || there.some((other) => this.#distance(put, other) > put.size + away);
    });
  }

  readonly #distance: Distance<Put> = (first, second) => {
    const { gaps } = this.choices;
    if (gaps === null) return first.size;
    let least = first.size;
    for (const part of first.lies.block.parts)
      for (const other of second.lies.block.parts) {
        const i = first.thing.demands[part.member] ?? 0;
        const j = second.thing.demands[other.member] ?? 0;
        least = Math.max(least, part.offset + part.size + (gaps[i]?.[j] ?? 0) - other.offset);
      }
    return least;
  };

  placement(): Placement {
    const pieces = this.choices.problem.demands.map((): Span[] => []);
    for (const { puts, starts } of this.#fillings)
      puts.forEach(({ lies, thing }, n) => {
        for (const part of lies.block.parts) {
          const demand = thing.demands[part.member];
          const start = (starts[n] ?? 0) + part.offset;
          if (demand !== undefined)
            (pieces[demand] as Span[])[part.piece] = { start, end: start + part.size };
        }
      });
    return pieces;
  }
}
