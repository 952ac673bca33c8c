// evtchn-short: one end of an event channel does not name the other.
import { channel, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import { CHANNELS_FAILED } from '../lines.ts';
import type { Refusal } from '../refusal.ts';
import { inStaticChannels } from '../sources.ts';

export const channelShort: Refusal<unknown> = {
  id: 'evtchn-short',
  title: 'one end of an event channel does not name the other',
  brief: 'One end of a static event channel does not name the other.',
  explain:
    'xen,evtchn holds two cells: the port in its own domain and the phandle of the other end. Whatever stands behind them is not looked at, but both must be there.',
  fix: 'Write xen,evtchn = <PORT &OTHER_END>;.',
  consequence: 'panic',
  early: false,
  says: [{ lines: () => ['xen,evtchn property value is not valid.'] }],
  ends: [{ text: () => CHANNELS_FAILED }],
  source: inStaticChannels('alloc_domain_evtchn'),
};

export const example: Example = {
  triggers: () => machine(channel(10, 11).replace(' &first', '')),
  harmless: () => machine(channel(10, 11)),
};
