// static-node-disabled: a disabled domain node with static memory.
import { type Acquire, acquireLines } from '../acquire.ts';
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const staticNodeDisabled: Refusal<Acquire> = {
  id: 'static-node-disabled',
  title: 'a disabled domain node with static memory',
  explain:
    'From 4.19 a disabled node gets no static memory reserved, yet Xen still builds the domain and finds its pages unprepared.',
  fix: 'Remove the status property, or the whole node.',
  consequence: 'panic',
  early: false,
  says: [{ lines: acquireLines }],
  ends: [],
  source: [{ since: '4.19', at: 'device_tree_get_meminfo and create_domUs' }],
};

export const example: Example = {
  triggers: () => machine(domU({ more: 'status = "disabled";' })),
  harmless: () => machine(domU({ more: 'status = "okay";' })),
};
