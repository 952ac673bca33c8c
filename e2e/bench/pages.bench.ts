// The life of every page of a large machine: the whole trace, the states at one event, the end of a domain. Budget: product
// figures in README. Xen notes down 32 modules and 256 reserved banks, so what boots is smaller than what it can be given.
import { act, statesAt, timeline, type Timeline } from '../../src/engine/pages/index.ts';
import { GiB, TiB } from '../../src/model/addr.ts';
import type { Plan } from '../../src/model/plan.ts';
import { DEFAULT_TARGET } from '../../src/model/target.ts';
import { layout } from './layout.ts';
import type { Measured } from './measured.ts';

/** Of which 14 are the table of all pages. */
const HEAP = 32n * GiB;

interface Large {
  readonly refused: Plan;
  readonly boots: Plan;
  readonly line: Timeline;
}
/** Made when it is first asked for. */
let made: Large | null = null;
function large(): Large {
  if (made === null) {
    const boots = layout(28, 252, HEAP, TiB);
    made = { refused: layout(256, 1024, HEAP, TiB), boots, line: timeline(boots, DEFAULT_TARGET) };
    if (made.line.analysis.verdict !== 'boots')
      throw new Error(made.line.analysis.panic?.message ?? 'it hangs');
  }
  return made;
}

let step = 0;

export const pages: readonly Measured[] = [
  {
    name: 'pages of 1 TiB, 256 domains, 1024 banks',
    target: '≤ 50 ms',
    run: () => void timeline(large().refused, DEFAULT_TARGET),
  },
  {
    name: 'pages of 1 TiB, 28 domains, 252 banks: it boots',
    target: '≤ 50 ms',
    run: () => void timeline(large().boots, DEFAULT_TARGET),
  },
  {
    name: 'the same: all states at one event',
    target: '',
    run: () => {
      const { line } = large();
      step = (step + 1) % line.events.length;
      statesAt(line, step);
    },
  },
  {
    name: 'the same: a domain is destroyed',
    target: '',
    run: () => void act(large().line, { do: 'destroy', domain: 'domU1' }),
  },
];
