// evtchn-asymmetric: the ends of an event channel do not name each other.
import { channel, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import { CHANNELS_FAILED } from '../lines.ts';
import type { Refusal } from '../refusal.ts';
import { inStaticChannels } from '../sources.ts';

export const channelAsymmetric: Refusal<unknown> = {
  id: 'evtchn-asymmetric',
  title: 'the ends of an event channel do not name each other',
  brief: 'The two ends of a static event channel do not name each other.',
  explain:
    'A channel has two ends and no more: each names the other by phandle, and Xen insists that both agree. Three nodes that point at each other in a circle are refused, and so is an end named twice.',
  fix: 'Let both ends name each other.',
  consequence: 'panic',
  early: false,
  says: [{ lines: () => ['xen,evtchn property is not setup correctly.'] }],
  ends: [{ text: () => CHANNELS_FAILED }],
  source: inStaticChannels('alloc_domain_evtchn'),
};

export const example: Example = {
  triggers: () => machine(channel(10, 11).replace('&first', '&second')),
  harmless: () => machine(channel(10, 11)),
};
