// What fits at most: zones and choices counted in multiples of one granule, which rules most of what cannot fit out by a sum.
import {
  type Block,
  type Choice,
  type Choices,
  type Cost,
  type Cut,
  groupOf,
  type Lies,
  type Thing,
} from './choice.ts';
import { total } from './forms.ts';
import { grid, Positions } from './positions.ts';
import { BLOCK, type Problem, type Span } from './problem.ts';

const liesOf = (choice: Choice): readonly Lies[] =>
  choice.kind === 'lies' ? [choice] : choice.blocks.flat();

/** Counts capacities and weights in the coarsest granule, and puts choices in the order in which they are tried. */
export function weighed(
  problem: Problem,
  { zones, gaps }: Pick<Choices, 'zones' | 'gaps'>,
  raw: readonly Thing[],
): Choices {
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
