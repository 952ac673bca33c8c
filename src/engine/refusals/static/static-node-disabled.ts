// static-node-disabled: a disabled domain node with static memory.
import { type Acquire, acquireLines } from '../acquire.ts';
import { domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { citedFrom, GET_MEMINFO } from '../sources.ts';

export const staticNodeDisabled: Refusal<Acquire> = {
  id: 'static-node-disabled',
  title: 'a disabled domain node with static memory',
  brief: 'A disabled domain is built all the same, but its static memory was not reserved.',
  explain:
    'From 4.19 the parser passes over the static memory of a node whose status is not okay. The loop that builds domains does not look at status: it takes the domain on and finds that its pages are ordinary memory of the heap. 4.17 and 4.18 ignore status in both places and boot the domain.',
  fix: 'Remove the status property, or the whole node.',
  consequence: 'panic',
  early: false,
  says: [{ lines: acquireLines }],
  ends: [],
  source: citedFrom('4.19', GET_MEMINFO),
};

export const example: Example = {
  triggers: () => machine(domU({ more: 'status = "disabled";' })),
  harmless: () => machine(domU({ more: 'status = "okay";' })),
};
