// Bytes that nodes copied from a blob take in the guest's device tree.
//
// Stands for fdt_begin_node, fdt_property and fdt_end_node (common/libfdt/fdt_sw.c). A property's name takes room only
// where no name before it ends in it; the names Xen uses itself are counted with its own nodes.
import type { Property } from '../../model/tree.ts';
import type { DomainNode } from './domain-node.ts';
import type { Boot } from './state.ts';

/** Names in every guest's tree. `phandle` is there only as the end of `linux,phandle`, which comes later. */
const ALWAYS = [
  '#address-cells',
  '#size-cells',
  '#interrupt-cells',
  'bootargs',
  'compatible',
  'cpu_off',
  'cpu_on',
  'device_type',
  'enable-method',
  'interrupt-controller',
  'interrupt-parent',
  'interrupts',
  'linux,phandle',
  'method',
  'reg',
];

const padTo4 = (bytes: number): number => Math.ceil(bytes / 4) * 4;
const TOKEN = 4;
const PROPERTY_HEADER = 12;

export class TreeCopy {
  bytes = 0;
  readonly #known: Set<string>;
  readonly #added: string[] = [];

  constructor(boot: Boot, domain: DomainNode) {
    this.#known = new Set(ALWAYS);
    if (domain.vpl011) this.#known.add('current-speed');
    if (domain.shared.length > 0)
      for (const name of ['ranges', 'xen,id', 'xen,offset']) this.#known.add(name);
    if (domain.ramdisk !== null || !boot.does.passthroughHasRoom)
      for (const name of ['linux,initrd-start', 'linux,initrd-end']) this.#known.add(name);
  }

  open(name: string): void {
    this.bytes += TOKEN + padTo4(name.length + 1);
  }

  property({ name, value }: Property): void {
    this.bytes += PROPERTY_HEADER + padTo4(value.length);
    if (this.#known.has(name) || this.#added.some((other) => other.endsWith(name))) return;
    this.bytes += name.length + 1;
    this.#added.push(name);
  }

  close(): void {
    this.bytes += TOKEN;
  }
}
