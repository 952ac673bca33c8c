// What goes wrong with layouts: each mutation does one thing to a sketch that a person, a tool or a board might do.
import { IN_PLACES } from './mutations/places.ts';
import { IN_STATIC_MEMORY } from './mutations/static-memory.ts';
import { IN_DOMAINS } from './mutations/domains.ts';
import { IN_MODULES } from './mutations/modules.ts';
import { IN_HOST } from './mutations/host.ts';
import { IN_SHARING } from './mutations/sharing.ts';
import { IN_DOM0 } from './mutations/dom0.ts';
import type { Mutation } from './mutations/draw.ts';

export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  ...IN_PLACES,
  ...IN_STATIC_MEMORY,
  ...IN_DOMAINS,
  ...IN_MODULES,
  ...IN_HOST,
  ...IN_SHARING,
  ...IN_DOM0,
};
