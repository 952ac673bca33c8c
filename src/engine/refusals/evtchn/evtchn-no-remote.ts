// evtchn-no-remote: the other end of an event channel does not exist.
import { channel, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import { CHANNELS_FAILED } from '../lines.ts';
import type { Refusal } from '../refusal.ts';
import { inStaticChannels } from '../sources.ts';

export const remoteUnknown: Refusal<unknown> = {
  id: 'evtchn-no-remote',
  title: 'the other end of an event channel does not exist',
  brief: 'No node has the phandle of an event channel’s other end.',
  explain:
    'xen,evtchn names the other end of the channel by its phandle, and no node has the one given. A number left over from a decompiled tree is a usual cause. Xen reads the channels after all domains are built, so the panic comes late.',
  fix: 'Label the other end and name it with &LABEL.',
  consequence: 'panic',
  early: false,
  says: [{ lines: () => ['evtchn: could not find remote evtchn phandle'] }],
  ends: [{ text: () => CHANNELS_FAILED }],
  source: inStaticChannels('alloc_domain_evtchn'),
};

export const example: Example = {
  triggers: () => machine(channel(10, 11).replace('&second', '0x7777')),
  harmless: () => machine(channel(10, 11)),
};
