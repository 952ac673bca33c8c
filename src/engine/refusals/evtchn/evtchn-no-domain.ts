// evtchn-no-domain: an end of an event channel belongs to no domain.
import { channel, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import { CHANNELS_FAILED } from '../lines.ts';
import type { Refusal } from '../refusal.ts';
import { inStaticChannels } from '../sources.ts';

export const channelForeign: Refusal<unknown> = {
  id: 'evtchn-no-domain',
  title: 'an end of an event channel belongs to no domain',
  brief: 'One end of a static event channel is not in a domain’s node.',
  explain:
    'An end of a static event channel stands directly in the node of its domain; those of dom0 in /chosen itself, which counts only where there is a dom0.',
  fix: 'Put the node into the domain’s own.',
  consequence: 'panic',
  early: false,
  says: [{ lines: () => ['evtchn: could not find domains'] }],
  ends: [{ text: () => CHANNELS_FAILED }],
  source: inStaticChannels('alloc_domain_evtchn'),
};

export const example: Example = {
  triggers: () => machine(channel(10, 11).replace(/second: evtchn \{.*?\};/, 'inner { $& };')),
  harmless: () => machine(channel(10, 11)),
};
