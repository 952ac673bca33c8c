// pt-zero-size: passed-through registers of no size.
import { asking, DEVICE, partialTree, partialTrees } from '../example-text.ts';
import type { Refusal } from '../refusal.ts';

const ASSERT = "Assertion 's <= e' failed at common/rangeset.c";

export const windowEmpty: Refusal<unknown> = {
  id: 'pt-zero-size',
  title: 'passed-through registers of no size',
  brief: 'An entry of xen,reg has no size.',
  explain:
    'From 4.21 Xen keeps a list of the guest ranges of xen,reg. An entry without size ends before it starts, which debug builds assert against. Other builds map nothing.',
  fix: 'Give the entry a size, or remove it.',
  consequence: 'assertion',
  early: false,
  says: [],
  ends: [{ since: '4.21', build: 'debug', text: () => `${ASSERT}:121` }],
  source: [{ since: '4.21', at: 'common/device-tree/dom0less-build.c:handle_passthrough_prop' }],
};

export const example = {
  ...partialTrees(() => partialTree(asking({ reg: [DEVICE, 0, DEVICE] }))),
  build: 'debug' as const,
};
