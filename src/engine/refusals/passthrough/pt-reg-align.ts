// pt-reg-align: passed-through registers that are not whole pages.
import { asking, DEVICE, partialTree, partialTrees } from '../example-text.ts';
import type { Refusal } from '../refusal.ts';
import { inDom0lessBuild } from '../sources.ts';

export const windowUnaligned: Refusal<unknown> = {
  id: 'pt-reg-align',
  title: 'passed-through registers that are not whole pages',
  brief: 'Passed-through registers are not whole pages of 4 KiB.',
  explain:
    'Xen maps registers into a guest by pages of 4 KiB. Host address, size and guest address of every entry of xen,reg must be multiples of that, even where the device itself has less than a page.',
  fix: 'Round size and addresses in xen,reg to 0x1000; what else is in the page goes to the guest too.',
  consequence: 'panic',
  early: false,
  says: [{ lines: () => ['DomU passthrough config has not page aligned addresses/sizes'] }],
  ends: [],
  source: inDom0lessBuild('handle_passthrough_prop'),
};

export const example = partialTrees(() => partialTree(asking({ reg: [DEVICE, 0x200, DEVICE] })));
