// pt-missing: half of what a passed-through device needs.
import { asking, partialTree, partialTrees } from '../example-text.ts';
import type { Refusal } from '../refusal.ts';
import { inDom0lessBuild } from '../sources.ts';

export const halfGiven: Refusal<{ readonly tag: string }> = {
  id: 'pt-missing',
  title: 'half of what a passed-through device needs',
  brief: 'A node of the partial tree has only one of xen,reg and xen,path.',
  explain:
    'xen,reg says which registers the guest gets, xen,path which device of the host they belong to, for its interrupts and its IOMMU. Only with xen,force-assign-without-iommu may xen,path be left out.',
  fix: 'Add what is missing.',
  consequence: 'panic',
  early: false,
  says: [{ lines: ({ tag }) => [`xen,reg or xen,path missing for ${tag}`] }],
  ends: [],
  source: inDom0lessBuild('handle_prop_pfdt'),
};

export const example = partialTrees(() => partialTree(asking({ reg: null })));
