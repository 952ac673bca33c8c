// evtchn-config-off: static event channels are compiled out.
import { channel, domU, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { inStaticChannels } from '../sources.ts';

export const channelsOff: Refusal<unknown> = {
  id: 'evtchn-config-off',
  title: 'static event channels are compiled out',
  brief: 'Static event channels are not part of this build.',
  explain:
    'From 4.19 static event channels can be left out of a build. The nodes are then passed over in silence.',
  fix: 'Build Xen with CONFIG_STATIC_EVTCHN, or remove the nodes.',
  consequence: 'dropped',
  early: false,
  says: [],
  ends: [],
  source: inStaticChannels('alloc_static_evtchn'),
};

export const example: Example = {
  without: ['STATIC_EVTCHN'],
  triggers: () => machine(channel(10, 11)),
  harmless: () => machine(domU()),
};
