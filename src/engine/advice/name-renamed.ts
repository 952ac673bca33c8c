// name-renamed: a name from a design draft, which the merged code calls otherwise.
import { holds, type Release } from '../../model/release.ts';
import type { Name } from './read-names.ts';
import type { Advice, Rule } from './rule.ts';

export interface Named {
  readonly names: readonly Name[];
  readonly release: Release;
}

export const nameRenamed: Rule<Named> = {
  id: 'name-renamed',
  title: 'a name from a design draft',
  source: [
    { at: 'xen-devel, 18 May 2021: “Xen: Design doc for 1:1 direct-map and static allocation”' },
    { since: '4.17', at: 'docs/misc/arm/device-tree/booting.txt: Static Heap Memory (4596329291)' },
  ],
  check: ({ names, release }) =>
    names.filter(({ why }) => why === 'draft').map((name) => tell(name, release)),
};

function tell({ path, property, written, known, kind, node, edit }: Name, release: Release): Advice {
  const since = known.since === undefined ? 'what Xen reads' : `what Xen reads since ${known.since}`;
  const there = holds(known, release) ? '' : ` Xen ${release} has neither.`;
  return {
    severity: 'silent',
    path,
    property,
    domain: kind === 'domain' ? node : null,
    message: `${written} in ${path} is a name from the design draft; ${since} is ${known.name}, and the old name is ignored without a word.${there} Write ${known.name}.`,
    once: `${written} is spelled ${known.name}`,
    fix: edit === null ? [] : [edit],
  };
}
