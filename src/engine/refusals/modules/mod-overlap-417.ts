// mod-overlap-417: a module’s memory is used for something else.
import { domU, kernel, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import { bug } from '../page-alloc.ts';
import type { Refusal } from '../refusal.ts';

/** Two things recorded in the same place. */
export const unchecked417: Refusal<unknown> = {
  id: 'mod-overlap-417',
  title: 'a module’s memory is used for something else',
  brief: 'Xen up to 4.17 uses a module’s memory for something else as well.',
  explain:
    'Up to 4.17 Xen records modules without comparing them with anything. One that lies in the static heap or in Xen itself is overwritten before it is used: its magic number is gone and the domain fails without explanation; so does one that lies in the RAM of a domain built before it, where that domain’s kernel, device tree or ramdisk is loaded, or whose first bytes a boot loader puts another module over. In the heap it is idle CPUs that overwrite it, by scrubbing while domains are built: with a single CPU such a kernel is still whole, with more a guest may also start from half of it and never be heard of. Two others that share memory are used, but when all domains are built Xen gives that memory to its heap twice, which is a BUG.',
  fix: 'Load the module elsewhere.',
  consequence: 'panic',
  early: false,
  says: [],
  ends: [],
  source: [{ until: '4.18', at: 'arch/arm/setup.c:add_boot_module' }],
};

export interface FreedTwice {
  readonly place: string;
  readonly mfn: string;
  /** count_info of the page, and the order of the free chunk it heads. */
  readonly state: bigint;
  readonly order: number;
}

/** What mark_page_free says of a page that is free already. */
export const pageAgain = ({ mfn, state, order }: FreedTwice): readonly string[] => [
  `pg MFN ${mfn} c=0x${state.toString(16)} o=${order} v=0 t=0`,
];

export const freedTwice417: Refusal<FreedTwice> = {
  ...unchecked417,
  consequence: 'bug',
  says: [{ lines: pageAgain }],
  ends: [bug],
  source: [{ until: '4.18', at: 'arch/arm/setup.c:discard_initial_modules' }],
};

export const example: Example = {
  release: '4.17',
  triggers: () => machine(domU({ kernel: kernel(0x48000000) })),
  harmless: () => machine(domU({ kernel: kernel(0x49000000) })),
};
