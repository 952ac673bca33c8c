// What fits at most: zones and blocks measured, which rules most of what cannot fit out by sums.
//
// A measure counts probes: page frames at equal distances. No two blocks cover the same probe, so what they cover adds up to no
// more than their zone has. Every page a probe: that is their sizes. The first page of every 2 MiB: a block that starts at one
// covers them rounded up, and the waste of alignment counts. The last page of every 2 MiB: the same of those that end there.
import {
  type Block,
  type Choice,
  type Choices,
  type Cut,
  groupOf,
  type Lies,
  type Piece,
  type Thing,
  type Zone,
} from './choice.ts';
import { total } from './forms.ts';
import { grid, type Grid, Positions, probes } from './positions.ts';
import { filled, sumsOf } from './sums.ts';
import { BLOCK } from './problem.ts';

/** How many measures there are at most; that of all pages is the first. */
const MOST = 8;

/** Probes that so many pages at one of these positions cover at least. */
function covered(size: number, { grid: at, only }: Positions, by: Grid): number {
  if (only !== null) return probes({ start: only, end: only + size }, by);
  // How far the next probe is from a start, at most.
  const away = (((by.rest - at.rest) % at.step) + at.step) % at.step;
  const most = at.step >= by.step ? away % by.step : by.step - at.step + away;
  return Math.max(0, Math.ceil((size - most) / by.step));
}

const liesOf = (choice: Choice): readonly Lies[] =>
  choice.kind === 'lies' ? [choice] : choice.blocks.flatMap(({ choices }) => choices);

/** Of what is not behind the end of its zone. */
function weightOf(
  { block, positions }: Pick<Lies, 'block' | 'positions'>,
  measures: readonly Grid[],
  end = Infinity,
): Float64Array {
  const size = positions.only === null ? block.size : Math.min(block.size, end - positions.only);
  return Float64Array.from(measures, (by) => covered(size, positions, by));
}

/** All pages, and of each alignment there is what tells more of some block than its size does. */
function measuresOf(all: readonly Lies[]): Grid[] {
  const steps = new Set(
    all.flatMap(({ positions }) => (positions.only === null ? [positions.grid.step] : [])),
  );
  const more = [...steps, BLOCK]
    .toSorted((x, y) => x - y)
    .filter((step, i, sorted) => step > 1 && step !== sorted[i - 1])
    .flatMap((step) => [grid(step, 0), grid(step, -1)])
    .filter((by) =>
      all.some(
        ({ block, positions }) => covered(block.size, positions, by) > Math.floor(block.size / by.step),
      ),
    );
  return [grid(1), ...more.slice(0, MOST - 1)];
}

/** The cheapest first, and of those that cost the same the ones in small zones. */
const inOrder = <C extends Choice>(choices: readonly C[], zones: readonly Zone[]): C[] => {
  const room = (choice: Choice): number =>
    choice.kind === 'cut' ? 0 : (zones[choice.zone]?.capacity[0] ?? 0);
  return choices.toSorted((x, y) => x.a - y.a || x.b - y.b || room(x) - room(y) || x.c - y.c);
};

/** What is the same of choices that can be exchanged. */
const toldOf = (choice: Choice): string =>
  choice.kind === 'lies'
    ? `${choice.shape} ${choice.a} ${choice.b} ${choice.c}`
    : `${choice.blocks.map(({ kind }) => kind).join('+')} ${choice.a}`;

/**
 * Measures zones and choices, puts choices in the order in which they are tried, and tells what is alike. `across`: something may
 * lie across a border, and then the sums of one zone say nothing.
 */
export function weighed(
  { problem, zones, gaps, reach }: Pick<Choices, 'problem' | 'zones' | 'gaps' | 'reach'>,
  raw: readonly Pick<Thing, 'demands' | 'choices'>[],
  across: boolean,
): Choices {
  const measures = measuresOf([...new Set(raw.map(({ choices }) => choices))].flat().flatMap(liesOf));
  const measured = zones.map(({ span }): Zone => {
    const capacity = Float64Array.from(measures, (by) => probes(span, by));
    return { span, capacity, sums: [] };
  });
  const ends = zones.map(({ span }) => span.end);
  const weigh = (lies: Lies): Lies => ({ ...lies, weight: weightOf(lies, measures, ends[lies.zone]) });
  const kinds = new Map<string, number>();
  const kindOf = (choices: readonly Choice[]): number => {
    const told = choices.map(toldOf).join('; ');
    const kind = kinds.get(told) ?? kinds.size;
    kinds.set(told, kind);
    return kind;
  };
  const weighedPiece = ({ choices }: Piece): Piece => {
    const done = inOrder(choices.map(weigh), measured);
    return { choices: done, kind: kindOf(done) };
  };
  const known = new Map<readonly Choice[], Omit<Thing, 'demands'>>();
  const things = raw.map(({ demands, choices }): Thing => {
    let same = known.get(choices);
    if (same === undefined) {
      const done = inOrder(
        choices.map((choice): Choice =>
          choice.kind === 'lies'
            ? weigh(choice)
            : ofBlocks(choice, choice.blocks.map(weighedPiece), measures),
        ),
        measured,
      );
      same = { choices: done, kind: kindOf(done) };
      known.set(choices, same);
    }
    return { demands, ...same };
  });
  const summed = measured.map((zone, i) => ({
    ...zone,
    sums: across ? [] : measures.map((_, m) => sumsOf(things, i, m, zone.capacity[m] ?? 0)),
  }));
  return { problem, zones: summed, things, measures, gaps, reach };
}

/** What a cut costs at least, and where it goes, as its blocks say. */
const ofBlocks = (cut: Cut, blocks: readonly Piece[], measures: readonly Grid[]): Cut => ({
  ...cut,
  blocks,
  weight: Float64Array.from(measures, (_, m) =>
    total(blocks.map(({ choices }) => Math.min(...choices.map(({ weight }) => weight[m] ?? 0)))),
  ),
  pages: total(blocks.map(({ choices }) => Math.min(...choices.map(({ pages }) => pages)))),
  groups: blocks.flatMap(({ choices }) => choices).reduce((all, { groups }) => all | groups, 0),
});

/** Probes of a zone that can be covered, by measure, with a hole in it or without. */
export const coverable = ({ capacity, sums }: Zone, hole?: Lies): Float64Array =>
  capacity.map((all, m) => {
    const some = sums[m];
    return some ? filled(some, all, hole?.weight[m]) : all;
  });

/** A block of free pages that is to be left, as a thing to place like any other. */
export function holeOf({ zones, measures }: Choices, blocks: number): Thing {
  const size = blocks * BLOCK;
  const block: Block = { parts: [], size };
  const choices = zones.flatMap(({ span }, zone): Lies[] => {
    const positions = Positions.inside([span], size, grid(BLOCK));
    if (positions.isEmpty) return [];
    const weight = weightOf({ block, positions }, measures);
    const groups = 1 << groupOf(zone);
    return [
      { kind: 'lies', shape: -zone - 1, block, zone, positions, weight, pages: 0, groups, a: 0, b: 0, c: 0 },
    ];
  });
  return { demands: [], choices, kind: -1 };
}
