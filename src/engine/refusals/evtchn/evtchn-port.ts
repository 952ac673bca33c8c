// evtchn-port: a port of an event channel is not to be had.
import { channel, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import { CHANNELS_FAILED } from '../lines.ts';
import type { Refusal } from '../refusal.ts';
import { inStaticChannels } from '../sources.ts';

export const portUnavailable: Refusal<{
  readonly step: 'alloc_unbound' | 'bind_interdomain';
  readonly rc: number;
}> = {
  id: 'evtchn-port',
  title: 'a port of an event channel is not to be had',
  brief: 'The port of a static event channel is taken or out of bounds.',
  explain:
    'A domU has ports 1 to 1023, dom0 up to 4095, each for one channel. Port 0 is reserved. With Xenstore (xen,enhanced) the domain’s first port is Xenstore’s.',
  fix: 'Choose another port.',
  consequence: 'panic',
  early: false,
  says: [{ lines: ({ step, rc }) => [`evtchn_${step}() failure (Error ${rc})`] }],
  ends: [{ text: () => CHANNELS_FAILED }],
  source: inStaticChannels('alloc_domain_evtchn'),
};

export const example: Example = {
  triggers: () => machine(channel(1024, 11)),
  harmless: () => machine(channel(1023, 11)),
};
