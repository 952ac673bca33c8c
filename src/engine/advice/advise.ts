// Our advice on a boot that has been replayed.
//
// Two kinds of rules. Some find what is written wrongly and say what was meant: a name, the cells of a number. With
// that carried out the tree is as its writer meant it, and the others, and Xen itself, are asked about that tree.
import { withEdits } from '../../model/tree-edit.ts';
import type { Finding } from '../analysis.ts';
import { type Replay, replay } from '../boot/replay.ts';
import { cellsOfParent } from './cells-of-parent.ts';
import { consequences } from './consequences.ts';
import { Corrections, type Said } from './corrections.ts';
import { dom0PlacementVaries } from './dom0-placement-varies.ts';
import { enhancedStatic } from './enhanced-static.ts';
import { heapAlign } from './heap-align.ts';
import { heapHidesRam } from './heap-hides-ram.ts';
import { nameMisspelt } from './name-misspelt.ts';
import { nameOfAnotherRelease } from './name-of-another-release.ts';
import { nameOutOfPlace } from './name-out-of-place.ts';
import { nameRenamed } from './name-renamed.ts';
import { readNames } from './read-names.ts';
import { findingOf, type Rule } from './rule.ts';
import { superpages } from './superpages.ts';

/** Asked about the tree as it was meant. */
const REVIEWS: readonly Rule<Replay>[] = [
  heapAlign,
  enhancedStatic,
  dom0PlacementVaries,
  superpages,
  heapHidesRam,
];

const ask = <Subject>(rule: Rule<Subject>, subject: Subject): readonly Said[] =>
  rule.check(subject).map((advice) => ({ rule: rule.id, advice }));

/** What is written wrongly, what that leads to, and what else a careful engineer would say. */
export function advise(given: Replay): readonly Finding[] {
  const { plan, target, does } = given.boot;
  const { release } = target;
  const names = readNames(plan.tree);
  const named = [
    ...ask(nameRenamed, { names, release }),
    ...ask(nameMisspelt, names),
    ...ask(nameOutOfPlace, names),
    ...ask(nameOfAnotherRelease, { names, release }),
  ];
  const spelling = new Corrections(named);
  const spelled = withEdits(plan.tree, spelling.edits);
  const written = ask(cellsOfParent, { tree: spelled, plainStatic: does.plainStaticCells });
  const all = new Corrections([...named, ...written]);
  const tree = withEdits(plan.tree, all.edits);
  const meant = tree === plan.tree ? given : replay({ ...plan, tree }, target);
  return [
    ...named.map(({ rule, advice }) => findingOf(rule, advice)),
    ...written.map((said) => spelling.findingAfter(said)),
    ...(meant === given ? [] : consequences(all, given.analysis, meant.analysis)),
    ...REVIEWS.flatMap((rule) => ask(rule, meant)).map((said) => all.findingAfter(said)),
  ];
}
