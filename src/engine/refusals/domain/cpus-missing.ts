// cpus-missing: a domain without cpus.
import { domU, good, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';
import { DOMAIN_NODE } from '../sources.ts';

export const cpusMissing: Refusal<{ readonly name: string }> = {
  id: 'cpus-missing',
  title: 'a domain without cpus',
  brief: 'A domain does not say how many virtual CPUs it has.',
  explain:
    'cpus is the number of virtual CPUs, as one cell. There is no default: a domain node without it panics in every release before the domain is created.',
  fix: 'Add cpus = <1>; or more.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [{ text: ({ name }) => `Missing property 'cpus' for domain ${name}` }],
  source: DOMAIN_NODE,
};

export const example: Example = { triggers: () => machine(domU({ cpus: '' })), harmless: good };
