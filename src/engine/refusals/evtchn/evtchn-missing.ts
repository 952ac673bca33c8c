// evtchn-missing: one end of an event channel says nothing.
import { channel, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import { CHANNELS_FAILED } from '../lines.ts';
import type { Refusal } from '../refusal.ts';
import { inStaticChannels } from '../sources.ts';

export const channelUnnamed: Refusal<unknown> = {
  id: 'evtchn-missing',
  title: 'one end of an event channel says nothing',
  brief: 'One end of a static event channel has no xen,evtchn.',
  explain:
    'Each end of a static event channel is a node with xen,evtchn: its own port and the phandle of the other end. Xen reads both ends when it meets the first, after all domains are built, and panics when one has nothing to say.',
  fix: 'Add xen,evtchn to the node, or remove both ends.',
  consequence: 'panic',
  early: false,
  says: [{ lines: () => ['xen,evtchn property should not be empty.'] }],
  ends: [{ text: () => CHANNELS_FAILED }],
  source: inStaticChannels('alloc_domain_evtchn'),
};

export const example: Example = {
  triggers: () => machine(channel(10, null)),
  harmless: () => machine(channel(10, 11)),
};
