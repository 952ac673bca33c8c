// pt-host-ram: the host’s RAM is passed through as if it were a device.
import { asking, partialTree, partialTrees } from '../example-text.ts';
import type { Refusal } from '../refusal.ts';
import { inDom0lessBuild } from '../sources.ts';

export const windowOverHostRam: Refusal<unknown> = {
  id: 'pt-host-ram',
  title: 'the host’s RAM is passed through as if it were a device',
  brief: 'RAM of the host is mapped into the guest as if it were a device.',
  explain:
    'Xen does not compare the host addresses of xen,reg with anything: RAM of another domain, or Xen itself, becomes readable and writable for the guest.',
  fix: 'Name only registers of the device, or memory that the host’s tree reserves for it.',
  consequence: 'misbehaves',
  early: false,
  says: [],
  ends: [],
  source: inDom0lessBuild('handle_passthrough_prop'),
};

export const example = partialTrees(() => partialTree(asking({ reg: [0x40200000, 0x1000, 0xb000000] })));
