// Every file of recordings, by what it is about.
import { readRecordings, type Recordings } from '../conformance.ts';
import arm32 from './arm32.jsonl?raw';
import cacheColouring from './cache-colouring.jsonl?raw';
import domainNodes from './domain-nodes.jsonl?raw';
import eventChannels from './event-channels.jsonl?raw';
import passthrough from './passthrough.jsonl?raw';
import memory from './qemu-virt.jsonl?raw';
import xen416 from './xen-4.16.jsonl?raw';

export const RECORDINGS: Readonly<Record<string, Recordings>> = {
  memory: readRecordings(memory),
  'memory on 4.16': readRecordings(xen416),
  'memory on 32-bit Xen': readRecordings(arm32),
  passthrough: readRecordings(passthrough),
  'domain nodes': readRecordings(domainNodes),
  'event channels': readRecordings(eventChannels),
  'cache colouring': readRecordings(cacheColouring),
};
