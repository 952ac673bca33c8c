// Features of the tree that came with a release: before it Xen passes over them, and this says what is then lost.
//
// From docs/misc/arm/device-tree/booting.txt at each branch tip, and the commits that added the properties.
import { isCompatible } from '../../model/cells.ts';
import { holds, type Release, type Span } from '../../model/release.ts';
import { childPath, findProperty, type TreeNode } from '../../model/tree.ts';
import { notInRelease } from '../refusals/target/not-in-release.ts';
import type { Boot } from './state.ts';

interface Feature extends Span {
  readonly name: string;
  /** Commit, or where it was read. */
  readonly change: string;
  /** What becomes of it, as the end of a sentence. */
  readonly instead: string;
}

const OF_CHOSEN: readonly Feature[] = [
  {
    name: 'xen,static-heap',
    since: '4.17',
    change: '4596329291',
    instead: 'the heap takes all RAM that nothing else names',
  },
];

const OF_DOMAIN: readonly Feature[] = [
  {
    name: 'direct-map',
    since: '4.17',
    change: '75591dcfe0',
    instead: 'the guest finds its memory and devices at the usual guest addresses',
  },
  {
    name: 'xen,enhanced',
    since: '4.17',
    change: '5eedfe7728',
    instead: 'the guest finds no grant table, event channels or Xenstore',
  },
  {
    name: 'llc-colors',
    since: '4.20',
    change: '6cdea3444e',
    instead: 'its memory shares the whole last-level cache',
  },
];

const SHARED = 'xen,domain-shared-memory-v1';
const SHARED_NODE: Feature = {
  name: SHARED,
  since: '4.17',
  change: '1d98281adf',
  instead: 'the memory stays with the heap and no guest finds it',
};

const lacks = (feature: Feature, release: Release): boolean => !holds(feature, release);

/** Notes what the release does not know in /chosen itself. */
export const noteUnknownInChosen = (boot: Boot, chosen: TreeNode): void =>
  noteUnknown(boot, chosen, '/chosen', null, OF_CHOSEN);

/** Notes what the release does not know in a domain's node. */
export const noteUnknownInDomain = (boot: Boot, node: TreeNode, path: string): void =>
  noteUnknown(boot, node, path, node.name, OF_DOMAIN);

function noteUnknown(
  boot: Boot,
  node: TreeNode,
  path: string,
  domain: string | null,
  features: readonly Feature[],
): void {
  const { release } = boot.target;
  for (const feature of features)
    if (lacks(feature, release) && findProperty(node, feature.name) !== undefined)
      tell(boot, feature, feature.name, { path, property: feature.name }, domain);
  if (!lacks(SHARED_NODE, release)) return;
  for (const child of node.children)
    if (isCompatible(child, SHARED))
      tell(
        boot,
        SHARED_NODE,
        `static shared memory (${child.name})`,
        { path: childPath(path, child.name) },
        domain,
      );
}

const tell = (
  boot: Boot,
  feature: Feature,
  what: string,
  place: { readonly path: string; readonly property?: string },
  domain: string | null,
): void =>
  boot.trace.note(notInRelease, null, 'silent', {
    domain,
    ...place,
    message: `Xen ${boot.target.release} does not know ${what} of ${place.path}, which came with ${feature.since ?? ''}: ${feature.instead}.`,
  });
