// Placement problems of all kinds from one number: machines from roomy to overfull, demands that use all there is to demand.
import type { Demand, Problem, Span } from '../engine/place/problem.ts';
import { Choices } from './choices.ts';

/** Page frames. */
const MIB = 256;
const GIB = 1024 * MIB;
const LOW = 4 * GIB;

/** Up to `most` demands. */
export function anyProblem(seed: number, most: number): Problem {
  const draw = new Choices(seed);
  // Everything of a coarse problem is a multiple of so many pages.
  const coarse = draw.of([8 * MIB, 2 * MIB, 2 * MIB, 2 * MIB, MIB, 16, 1]);
  const free = machine(draw, coarse);
  const room = free.reduce((sum, { start, end }) => sum + end - start, 0);
  const count = 2 + draw.below(most - 1);
  // Of the room there is, in percent: one in ten asks for more.
  const fill = draw.of([30, 50, 60, 70, 80, 85, 90, 95, 98, 105]);
  const shares = Array.from({ length: count }, () => 1 + draw.below(20));
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const demands = shares.map((share, i): Demand => {
    const wanted = (room * fill * share) / (100 * whole);
    return demand(draw, i, Math.max(1, Math.floor(wanted / coarse)) * coarse, coarse, free);
  });
  return { free, demands: related(draw, demands), low: LOW };
}

/** Free RAM of one to sixteen banks, some of it above 4 GiB, with what firmware keeps cut out. */
function machine(draw: Choices, coarse: number): Span[] {
  const banks = draw.of([1, 2, 2, 3, 4, 6, 8, 16]);
  const free: Span[] = [];
  const rounded = (pages: number): number => Math.ceil(pages / coarse) * coarse;
  let at = draw.of([0, 128 * MIB, GIB, 2 * GIB]);
  for (let i = 0; i < banks; i += 1) {
    if (i > 0) at += draw.of([0, coarse, 256 * MIB, GIB]);
    if (i === Math.floor(banks / 2) && draw.chance(60)) at = Math.max(at, LOW);
    const size = rounded(
      draw.of([16, 64, 128, 256, 512, 1024]) * MIB + (draw.chance(20) ? draw.below(MIB) : 0),
    );
    const end = at + size;
    if (draw.chance(30)) {
      const cut = at + Math.floor(draw.below(size) / coarse) * coarse;
      free.push({ start: at, end: cut }, { start: Math.min(cut + rounded(draw.of([1, 64, MIB])), end), end });
    } else free.push({ start: at, end });
    at = end;
  }
  return free.filter(({ start, end }) => start < end);
}

function demand(draw: Choices, index: number, size: number, coarse: number, free: readonly Span[]): Demand {
  const align = Math.max(coarse, draw.of([1, 1, 512, 512, 512, MIB, 4 * MIB]));
  const whole = (pages: number): number => Math.max(1, Math.ceil(pages / coarse)) * coarse;
  const sizes = draw.chance(15)
    ? [size, whole((size * 3) / 4), whole(size / 2)].filter((one, i, all) => all.indexOf(one) === i)
    : [size];
  const bank = draw.of(free as readonly [Span, ...Span[]]);
  const somewhere = (): number => bank.start + draw.below(bank.end - bank.start);
  const was = Math.floor(somewhere() / align) * align;
  return {
    id: `d${index}`,
    sizes,
    pieces: {
      most: draw.chance(12) ? 2 + draw.below(3) : 1,
      unit: Math.max(align, Math.ceil(size / 8 / align) * align),
    },
    align,
    wish: draw.chance(20) ? draw.of([512, 16 * MIB, GIB]) : null,
    mapped: draw.of(['same', 'same', GIB, GIB + MIB, null]),
    within: draw.chance(12) ? [{ start: 0, end: LOW }] : draw.chance(6) ? [bank] : null,
    at: draw.chance(2) ? Math.ceil(somewhere() / align) * align : null,
    was: draw.chance(20) ? [{ start: was, end: was + size }] : [],
    needsLow: draw.chance(30),
    nextTo: [],
    guard: draw.chance(4) ? draw.of([1, 512]) : 0,
    apart: [],
  };
}

/** Some of them have something to do with one before them. */
const related = (draw: Choices, demands: readonly Demand[]): Demand[] =>
  demands.map((one, i) => {
    const other = demands[draw.below(Math.max(1, i))];
    if (i === 0 || other === undefined) return one;
    if (draw.chance(4)) return { ...one, nextTo: [other.id], pieces: { most: 1, unit: 1 } };
    return draw.chance(4) ? { ...one, apart: [{ from: other.id, gap: draw.of([1, 512, 64 * MIB]) }] } : one;
  });
