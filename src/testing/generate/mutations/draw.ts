// What mutations draw from: places with a meaning, sizes at the limits, and one thing of a sketch to do it to.
import { GiB, MiB } from '../../../model/addr.ts';
import {
  type Bank,
  banksOf,
  type DomainSketch,
  type ModuleSketch,
  modulesOf,
  type Sketch,
} from '../sketch.ts';

export const PAGE = 4096n;
export const KiB = 1024n;

/** Numbers drawn for one mutation: each question takes the next. */
export class Picks {
  #next = 0;

  constructor(private readonly numbers: readonly number[]) {}

  below(limit: number): number {
    const number = this.numbers[this.#next] ?? 0;
    this.#next += 1;
    return limit > 0 ? number % limit : 0;
  }

  one<T>(list: readonly T[]): T | undefined {
    return list[this.below(list.length)];
  }

  of<T>(first: T, ...others: readonly T[]): T {
    return this.one([first, ...others]) ?? first;
  }
}

/** Does one thing to the sketch. */
export type Mutation = (sketch: Sketch, pick: Picks) => void;

/** Beginnings and ends of all there is, and places with a meaning of their own. */
function edges(sketch: Sketch): bigint[] {
  const { host } = sketch;
  const ram = sketch.ram.flatMap(({ banks }) => banks ?? []);
  const hosts = sketch.domains.flatMap(({ shared }) =>
    shared.flatMap(({ host: at, size }) => (at === null ? [] : [{ start: at, size }])),
  );
  return [
    ...[...banksOf(sketch), ...sketch.memreserve, ...hosts, ...ram].flatMap(({ start, size }) => [
      start,
      start + size,
    ]),
    host.xen,
    host.xen + 0x10_0000n,
    host.fdt,
    host.fdt + 0x2000n,
    0x3800_0000n,
    0x800_0000n,
    0x900_0000n,
    0x8000_0000n,
    0x1_0000_0000n,
  ];
}

const step = (pick: Picks): bigint =>
  pick.of(0n, PAGE, -PAGE, 2n * MiB, -2n * MiB, 0x800n, -0x800n, KiB, 16n * MiB, -16n * MiB, 1n);
export const somewhere = (sketch: Sketch, pick: Picks): bigint => {
  const at = (pick.one(edges(sketch)) ?? 0n) + step(pick);
  return at < 0n ? 0n : at;
};
export const someSize = (pick: Picks): bigint =>
  pick.of(
    PAGE,
    2n * MiB,
    4n * MiB,
    6n * MiB,
    64n * MiB,
    128n * MiB,
    130n * MiB,
    132n * MiB,
    4n * MiB + PAGE,
    0x800n,
    0n,
    PAGE + 1n,
  );

export const someDomain = (sketch: Sketch, pick: Picks): DomainSketch | undefined => pick.one(sketch.domains);
export const inDomain =
  (change: (domain: DomainSketch, pick: Picks, sketch: Sketch) => void): Mutation =>
  (sketch, pick) => {
    const domain = someDomain(sketch, pick);
    if (domain !== undefined) change(domain, pick, sketch);
  };
export const inModule =
  (change: (module: ModuleSketch, pick: Picks, sketch: Sketch) => void): Mutation =>
  (sketch, pick) => {
    const module = pick.one(modulesOf(sketch));
    if (module !== undefined) change(module, pick, sketch);
  };
export const inBank =
  (change: (bank: Bank, pick: Picks, sketch: Sketch) => void): Mutation =>
  (sketch, pick) => {
    const bank = pick.one(banksOf(sketch));
    if (bank !== undefined) change(bank, pick, sketch);
  };

/** Cuts a bank into pieces of a size, so far apart. */
export function pieces(bank: Bank, count: number, size: bigint, gap: bigint): Bank[] {
  return Array.from({ length: count }, (_, i) => ({ start: bank.start + BigInt(i) * (size + gap), size }));
}

export const resize = (bank: Bank, pick: Picks): void => {
  const size =
    bank.size + pick.of(PAGE, -PAGE, 1n, -1n, 0x800n, KiB, 2n * MiB, -2n * MiB, 3n * GiB, 1n << 40n);
  bank.size = size < 0n ? 0n : size;
};
