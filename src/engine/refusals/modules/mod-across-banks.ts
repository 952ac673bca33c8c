// mod-across-banks: a module lies across the border of two banks of RAM.
import { domU, kernel, machine, memoryNode, MIB } from '../example-text.ts';
import type { Example } from '../example.ts';
import { bug } from '../page-alloc.ts';
import type { Refusal } from '../refusal.ts';
import type { FreedTwice } from './mod-overlap-417.ts';
import { pageAgain } from './mod-overlap-417.ts';

export const acrossBanks: Refusal<FreedTwice> = {
  id: 'mod-across-banks',
  title: 'a module lies across the border of two banks of RAM',
  brief: 'Part of a boot module counts as free RAM, because the module reaches into a second bank.',
  explain:
    'Xen goes through RAM bank by bank and leaves out only modules that begin in the bank. What of a module lies in the next bank counts as free RAM from the start, ' +
    'may be overwritten, and ends in a BUG when the module’s memory is given back once all domains are built.',
  fix: 'Load the module inside one bank.',
  consequence: 'bug',
  early: false,
  says: [{ lines: pageAgain }],
  ends: [bug],
  source: [
    { until: '4.20', at: 'arch/arm/setup.c:next_module' },
    { since: '4.20', at: 'common/device-tree/bootinfo.c:next_module' },
    { at: 'arch/arm/setup.c:discard_initial_modules' },
  ],
};

const TWO_BANKS = memoryNode(0x40000000, 512 * MIB, 0x60000000, 1536 * MIB);

const BANKS = [0x80000000, 64 * MIB];

export const example: Example = {
  triggers: () => machine(domU({ banks: BANKS, kernel: kernel(0x5fff8000) }), { memory: TWO_BANKS }),
  harmless: () => machine(domU({ banks: BANKS, kernel: kernel(0x5fff0000) }), { memory: TWO_BANKS }),
};
