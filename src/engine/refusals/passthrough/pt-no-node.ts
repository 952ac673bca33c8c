// pt-no-node: a passed-through device that the host does not have.
import { asking, partialTree, partialTrees } from '../example-text.ts';
import type { Refusal } from '../refusal.ts';
import { inDom0lessBuild } from '../sources.ts';

export const noHostNode: Refusal<{ readonly device: string }> = {
  id: 'pt-no-node',
  title: 'a passed-through device that the host does not have',
  brief: 'The host’s device tree has no node at the path in xen,path.',
  explain:
    'xen,path must be the full path of a node in the host’s device tree, unit addresses included; aliases and shortened paths are not understood. Its registers are mapped by then.',
  fix: 'Write the path as the host’s tree has it.',
  consequence: 'panic',
  early: false,
  says: [{ lines: ({ device }) => [`Couldn't find node ${device} in host_dt!`] }],
  ends: [],
  source: inDom0lessBuild('handle_passthrough_prop'),
};

export const example = partialTrees(() => partialTree(asking({ path: '/device@b000000' })));
