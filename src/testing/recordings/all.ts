// Every file of recordings, by what it is about.
import { readRecordings, type Recordings } from '../conformance.ts';
import cacheColouring from './cache-colouring.jsonl?raw';
import domainNodes from './domain-nodes.jsonl?raw';
import eventChannels from './event-channels.jsonl?raw';
import passthrough from './passthrough.jsonl?raw';
import memory from './qemu-virt.jsonl?raw';

export const RECORDINGS: Readonly<Record<string, Recordings>> = {
  memory: readRecordings(memory),
  passthrough: readRecordings(passthrough),
  'domain nodes': readRecordings(domainNodes),
  'event channels': readRecordings(eventChannels),
  'cache colouring': readRecordings(cacheColouring),
};
