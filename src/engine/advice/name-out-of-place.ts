// name-out-of-place: one of Xen's own names in a node where Xen does not look for it.
import type { Kind } from '../../model/xen-names.ts';
import type { Name } from './read-names.ts';
import type { Advice, Rule } from './rule.ts';

export const nameOutOfPlace: Rule<readonly Name[]> = {
  id: 'name-out-of-place',
  title: 'a name of Xen’s where Xen does not look for it',
  source: [
    { at: 'xen/common/device-tree/bootinfo-fdt.c: early_scan_node (arch/arm/bootfdt.c up to 4.19)' },
    { at: 'xen/common/device-tree/dom0less-build.c: create_domUs' },
  ],
  check: (names) => names.filter(({ why }) => why === 'stray').map(tell),
};

const HOMES: Readonly<Record<Kind, string>> = {
  chosen: '/chosen itself',
  domain: 'a domain (compatible = "xen,domain")',
  module: 'a boot module (compatible with “multiboot,module”)',
  'shared memory': 'a shared memory node (compatible = "xen,domain-shared-memory-v1")',
  'event channel': 'an event channel node (compatible = "xen,evtchn-v1")',
  vcpu: 'a vCPU node (compatible = "xen,vcpu")',
  cpupool: 'a CPU pool (compatible = "xen,cpupool")',
};

const tell = ({ path, property, homes }: Name): Advice => ({
  severity: 'silent',
  path,
  property,
  message: `${property} stands in ${path}, where Xen does not look for it: it belongs into ${homes.map((home) => HOMES[home]).join(' or ')}. Here it is ignored without a word.`,
});
