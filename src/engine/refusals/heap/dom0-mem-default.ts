// dom0-mem-default: dom0_mem is not given.
import { dom0, domU, kernel, machine } from '../example-text.ts';
import type { Example } from '../example.ts';
import type { Refusal } from '../refusal.ts';

export const dom0MemoryDefault: Refusal<unknown> = {
  id: 'dom0-mem-default',
  title: 'dom0_mem is not given',
  brief: 'Xen picks the size of dom0’s memory, because dom0_mem is not given.',
  explain:
    'How much memory dom0 gets is a parameter of Xen’s command line, not a property of the tree. Without dom0_mem Xen uses 512 MiB and asks, in capitals, to have it specified.',
  fix: 'Add dom0_mem=… to xen,xen-bootargs.',
  consequence: 'warning',
  early: false,
  says: [{ lines: () => ['PLEASE SPECIFY dom0_mem PARAMETER - USING 512M FOR NOW'] }],
  ends: [],
  source: [{ at: 'arch/arm/domain_build.c:create_dom0' }],
};

export const example: Example = {
  triggers: () => machine(`${kernel(0x42000000)}${domU()}`),
  harmless: () => machine(`${dom0}${domU()}`),
};
