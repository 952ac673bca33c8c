// All that is measured in node, in the order in which it is told.
import type { Measured } from './measured.ts';
import { pages } from './pages.bench.ts';
import { placements } from './place.bench.ts';
import { recomputes } from './recompute.bench.ts';
import { steps } from './step.bench.ts';
import { texts } from './text.bench.ts';

export const ALL: readonly Measured[] = [...recomputes, ...steps, ...pages, ...texts, ...placements];
