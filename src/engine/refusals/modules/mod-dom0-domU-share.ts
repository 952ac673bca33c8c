// mod-dom0-domU-share: dom0 is lost because a domU uses the same kernel image.
import { dom0, domU, kernel, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import { type Overlap, regionLine } from '../overlap.ts';
import type { Refusal } from '../refusal.ts';
import { ADD_MODULE } from '../sources.ts';

export const dom0Lost: Refusal<Overlap> = {
  id: 'mod-dom0-domU-share',
  title: 'dom0 is lost because a domU uses the same kernel image',
  explain:
    'The domU’s node comes first and marks the module as its own; from 4.18 the second mention is dropped as an overlap, so Xen sees no dom0 kernel and boots without dom0.',
  fix: 'Put dom0’s modules before the domUs in /chosen.',
  consequence: 'dropped',
  early: true,
  says: [{ since: '4.18', lines: regionLine }],
  ends: [],
  source: ADD_MODULE,
};

export const example: Example = {
  triggers: () => machine(`${domU({ kernel: kernel(0x42000000) })}${kernel(0x42000000)}`),
  harmless: () => machine(`${dom0}${domU({ kernel: kernel(0x42000000) })}`),
};
