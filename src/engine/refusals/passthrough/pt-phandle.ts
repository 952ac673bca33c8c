// pt-phandle: the passthrough blob uses phandles that Xen keeps for itself.
import { asking, partialTree, partialTrees } from '../example-text.ts';
import type { Refusal } from '../refusal.ts';

export const phandleTooHigh: Refusal<unknown> = {
  id: 'pt-phandle',
  title: 'the passthrough blob uses phandles that Xen keeps for itself',
  brief: 'A phandle of the partial tree is among those that Xen keeps for itself.',
  explain:
    'From 4.22 Xen numbers its own nodes of the guest’s tree after the highest phandle of the partial tree, and must stay below 65000 (0xfde8), which is the guest’s interrupt controller. The widespread /gic node with phandle = <0xfde8> is therefore refused, though earlier releases need a phandle there.',
  fix: 'Give the /gic node of the partial tree a small phandle, or a label and let dtc choose: Xen takes it over.',
  consequence: 'panic',
  early: false,
  says: [
    {
      build: 'debug',
      lines: () => [
        'common/device-tree/dom0less-build.c:418: Phandle allocation overlaps Xen reserved range',
      ],
    },
  ],
  ends: [],
  source: [{ since: '4.22', at: 'common/device-tree/dom0less-build.c:domain_handle_dtb_boot_module' }],
};

export const example = partialTrees(() => partialTree(asking({ more: 'phandle = <0xfde8>;' })));
