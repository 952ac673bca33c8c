// mod-dom0-domU-share: dom0 is lost because a domU uses the same kernel image.
import { dom0, domU, kernel, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import { type Overlap, regionLine } from '../overlap.ts';
import type { Refusal } from '../refusal.ts';
import { ADD_MODULE } from '../sources.ts';

export const dom0Lost: Refusal<Overlap> = {
  id: 'mod-dom0-domU-share',
  title: 'dom0 is lost because a domU uses the same kernel image',
  brief: 'Xen boots without dom0, because a domU that comes first uses the same kernel image.',
  explain:
    'The domU’s node marks the module as a domU’s. From 4.18 the mention under /chosen is then dropped as an overlap with itself, so the mark stays, Xen sees no kernel for dom0 and silently enters dom0less mode. 4.17 clears the mark. With dom0’s module first, every release does what was meant.',
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
