// static-swallows-own-kernel: a domain’s static memory covers its own kernel.
import { domU, machine, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import { type Overlap, regionLine } from '../overlap.ts';
import type { Refusal } from '../refusal.ts';
import { ADD_MODULE } from '../sources.ts';

export const swallowsOwnKernel: Refusal<Overlap> = {
  id: 'static-swallows-own-kernel',
  title: 'a domain’s static memory covers its own kernel',
  brief: 'A domain’s static memory covers its own kernel image.',
  explain:
    'xen,static-mem of a domain is read before its modules. The kernel’s range is then already taken, so from 4.18 the kernel is not recorded and the domain has none. 4.17 records both and loads the kernel within its own memory.',
  fix: 'Load the kernel outside the domain’s static memory.',
  consequence: 'dropped',
  early: true,
  says: [{ since: '4.18', lines: regionLine }],
  ends: [],
  source: ADD_MODULE,
};

export const example: Example = {
  triggers: () => machine(domU({ banks: [0x44000000, 32 * MIB] })),
  harmless: () => machine(domU({ banks: [0x45000000, 32 * MIB] })),
};
