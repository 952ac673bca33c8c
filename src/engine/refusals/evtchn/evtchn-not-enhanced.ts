// evtchn-not-enhanced: an event channel for a domain that does not know of Xen.
import { channel, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { inStaticChannels } from '../sources.ts';

export const channelUnused: Refusal<unknown> = {
  id: 'evtchn-not-enhanced',
  title: 'an event channel for a domain that does not know of Xen',
  brief: 'A domain has an event channel, but its device tree tells of no Xen.',
  explain:
    'Xen makes the channel, but a guest learns from the /hypervisor node of its device tree that there is a Xen to use it with, and only domains with xen,enhanced have one.',
  fix: 'Add xen,enhanced = "no-xenstore"; to the domain.',
  consequence: 'misbehaves',
  early: false,
  says: [],
  ends: [],
  source: inStaticChannels('alloc_domain_evtchn'),
};

export const example: Example = {
  triggers: () => machine(channel(10, 11).replaceAll('xen,enhanced', 'not-enhanced')),
  harmless: () => machine(channel(10, 11)),
};
