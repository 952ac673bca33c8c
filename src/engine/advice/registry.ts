// Every rule of ours, by id. Each has its page (<id>.md) and its test beside it.
import { cellsOfParent } from './cells-of-parent.ts';
import { dom0PlacementVaries } from './dom0-placement-varies.ts';
import { enhancedStatic } from './enhanced-static.ts';
import { heapAlign } from './heap-align.ts';
import { heapHidesRam } from './heap-hides-ram.ts';
import { nameMisspelt } from './name-misspelt.ts';
import { nameOfAnotherRelease } from './name-of-another-release.ts';
import { nameOutOfPlace } from './name-out-of-place.ts';
import { nameRenamed } from './name-renamed.ts';
import type { Rule } from './rule.ts';
import { superpages } from './superpages.ts';

export const ADVICE: ReadonlyMap<string, Rule<never>> = new Map(
  [
    nameRenamed,
    nameMisspelt,
    nameOutOfPlace,
    nameOfAnotherRelease,
    cellsOfParent,
    heapAlign,
    enhancedStatic,
    dom0PlacementVaries,
    superpages,
    heapHidesRam,
  ].map((rule) => [rule.id, rule]),
);
