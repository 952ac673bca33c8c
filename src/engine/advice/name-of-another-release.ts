// name-of-another-release: Xen knows the name, but not in this release.
import { holds, type Release } from '../../model/release.ts';
import type { Name } from './read-names.ts';
import type { Named } from './name-renamed.ts';
import type { Advice, Rule } from './rule.ts';

export const nameOfAnotherRelease: Rule<Named> = {
  id: 'name-of-another-release',
  title: 'a name this release does not know',
  source: [{ at: 'docs/misc/arm/device-tree/booting.txt of each release' }],
  check({ names, release }) {
    const unknown = names.filter(({ why, known }) => why === 'dated' && !holds(known, release));
    const nodes = new Set(
      unknown.filter(({ property }) => property === 'compatible').map(({ path }) => path),
    );
    // Of a node that is not read at all, its properties are not worth a word.
    const told = unknown.filter(({ path, property }) => property === 'compatible' || !nodes.has(path));
    const past = told.filter(({ known }) => known.since === undefined);
    return [
      ...told.filter(({ known }) => known.since !== undefined).map((name) => early(name, release)),
      ...past.slice(0, 1).map((first) => late(first, past.length)),
    ];
  },
};

const early = ({ path, property, known, kind, node }: Name, release: Release): Advice => ({
  severity: 'silent',
  path,
  property,
  domain: kind === 'domain' ? node : null,
  message:
    property === 'compatible'
      ? `${path} is “${known.name}”, which Xen knows since ${known.since}: Xen ${release} passes over this node without a word.`
      : `${path} has ${known.name}, which Xen knows since ${known.since}: Xen ${release} ignores it without a word.`,
});

/** Left behind by a change of release, and harmless by itself: said once. */
const late = ({ path, property, known }: Name, count: number): Advice => ({
  severity: 'info',
  path,
  property,
  message: `${path} has ${known.name}, which Xen reads no more since ${known.until}${count > 1 ? ` (and ${count - 1} more such)` : ''}: xen,static-mem is read in the cells of /chosen now.`,
});
