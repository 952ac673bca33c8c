// Building blocks of the catalogue's examples: a small machine as device tree source.
//
// 2 GiB of RAM at 0x40000000 unless said, two Cortex-A57, a GICv3, Xen at 0x40200000, the blob at 0x48000000.

import type { Example } from './example.ts';

export const MIB = 0x10_0000;

const cell = (value: number): string => `0x${value.toString(16)}`;
/** Numbers as two cells each, in angle brackets. */
export const wide = (...values: readonly number[]): string =>
  `<${values.map((value) => `${cell(Math.floor(value / 2 ** 32))} ${cell(value % 2 ** 32)}`).join(' ')}>`;

export interface Host {
  /** Nodes of the root in place of the one /memory. */
  readonly memory?: string;
  /** Children of /reserved-memory. */
  readonly reserved?: string;
  readonly memreserve?: string;
  /** #address-cells and #size-cells of /chosen. */
  readonly chosenCells?: readonly [number, number];
  readonly cpu?: string;
  /** More nodes of the root. */
  readonly devices?: string;
  /** Version of the interrupt controller: 3 unless said. */
  readonly gic?: 2 | 3;
}

export const memoryNode = (...ranges: readonly number[]): string =>
  `memory@${(ranges[0] ?? 0).toString(16)} { device_type = "memory"; reg = ${wide(...ranges)}; };`;

export const reserve = (start: number, size: number): string =>
  `firmware@${start.toString(16)} { reg = ${wide(start, size)}; no-map; };`;

const GICV2 = `gic: intc@8000000 { compatible = "arm,cortex-a15-gic"; reg = ${wide(0x8000000, 0x10000, 0x8010000, 0x10000)}; interrupt-controller; #interrupt-cells = <3>; };`;
const GICV3 = `gic: intc@8000000 { compatible = "arm,gic-v3"; reg = ${wide(0x8000000, 0x10000, 0x80a0000, 0xf60000)}; interrupt-controller; #interrupt-cells = <3>; };`;

/** A page reserved at every multiple of `step` behind the blob. */
export const reserveEvery = (step: number): string =>
  Array.from({ length: Math.ceil((1840 * MIB) / step) }, (_, i) =>
    reserve(0x4d000000 + i * step, 0x1000),
  ).join(' ');

/** Xen's command line. */
export const xenArgs = (text: string): string => `xen,xen-bootargs = "${text}";`;

/** A whole tree with these nodes and properties in /chosen. */
export const machine = (chosen: string, host: Host = {}): string => `/dts-v1/;
${host.memreserve ?? ''}
/ {
  #address-cells = <2>;
  #size-cells = <2>;
  interrupt-parent = <&gic>;
  ${host.memory ?? memoryNode(0x40000000, 2048 * MIB)}
  pl011@9000000 { compatible = "arm,pl011"; reg = ${wide(0x9000000, 0x1000)}; interrupts = <0 1 4>; };
  ${host.gic === 2 ? GICV2 : GICV3}
  ${host.devices ?? ''}
  cpus {
    #address-cells = <1>;
    #size-cells = <0>;
    cpu@0 { device_type = "cpu"; compatible = "${host.cpu ?? 'arm,cortex-a57'}"; reg = <0>; };
    cpu@1 { device_type = "cpu"; compatible = "${host.cpu ?? 'arm,cortex-a57'}"; reg = <1>; };
  };
  ${host.reserved === undefined ? '' : `reserved-memory { #address-cells = <2>; #size-cells = <2>; ranges; ${host.reserved} };`}
  chosen {
    #address-cells = <${host.chosenCells?.[0] ?? 2}>;
    #size-cells = <${host.chosenCells?.[1] ?? 2}>;
    stdout-path = "/pl011@9000000";
    ${chosen}
  };
};
`;

export const kernel = (start: number, size = 0x10000, more = ''): string =>
  `module@${start.toString(16)} { compatible = "multiboot,kernel", "multiboot,module"; reg = ${wide(start, size)}; ${more} };`;
export const ramdisk = (start: number, size: number): string =>
  `module@${start.toString(16)} { compatible = "multiboot,ramdisk", "multiboot,module"; reg = ${wide(start, size)}; };`;

export interface DomainText {
  readonly name?: string;
  /** Static banks as start, size, start, size …; null for memory from the heap. */
  readonly banks?: readonly number[] | null;
  /** `memory` in KiB; the sum of the banks unless said. */
  readonly kib?: number;
  readonly kernel?: string;
  /** Further properties and children. */
  readonly more?: string;
  /** `cpus = <1>;` unless said. */
  readonly cpus?: string;
  /** The whole memory property. */
  readonly memory?: string;
}

const DEFAULT_BANKS = [0x60000000, 128 * MIB];

export function domU(of: DomainText = {}): string {
  const banks = of.banks === undefined ? DEFAULT_BANKS : of.banks;
  const sum = (banks ?? []).reduce((total, value, i) => (i % 2 === 1 ? total + value : total), 0);
  return `${of.name ?? 'domU1'} {
      compatible = "xen,domain";
      #address-cells = <2>;
      #size-cells = <2>;
      ${of.cpus ?? 'cpus = <1>;'}
      ${of.memory ?? `memory = ${wide(of.kib ?? sum / 1024)};`}
      ${banks === null ? '' : `xen,static-mem = ${wide(...banks)};`}
      ${of.more ?? ''}
      ${of.kernel ?? kernel(0x44000000)}
    };`;
}

/** A shared memory node; a host address of null leaves it to Xen's heap. */
export const shm = (
  id: string,
  host: number | null,
  guest: number,
  size: number,
  role: 'owner' | 'borrower' | null = null,
  node = `shm-${id}`,
): string =>
  `${node} { compatible = "xen,domain-shared-memory-v1"; xen,shm-id = "${id}"; ${role === null ? '' : `role = "${role}";`} xen,shared-mem = ${wide(...(host === null ? [] : [host]), guest, size)}; };`;

/** Two domains beside each other; `more` goes into the first, `second` into the second. */
export const pair = (more: string, second: string): string =>
  domU({ more }) +
  domU({ name: 'domU2', banks: [0x70000000, 128 * MIB], kernel: kernel(0x45000000), more: second });

/** As many banks of one MiB, two apart. */
export const scattered = (count: number, start = 0x50000000, size = MIB): number[] =>
  Array.from({ length: count }, (_, i) => [start + i * 2 * MIB, size]).flat();

/** A layout that boots: one domain of static memory. */
export const good = (): string => machine(domU());
export const staticHeap = (start: number, size: number): string => `xen,static-heap = ${wide(start, size)};`;
/** A dom0, and its kernel. */
export const dom0 = `xen,xen-bootargs = "dom0_mem=128M"; ${kernel(0x42000000)}`;
/** The first domain's shared memory, one mention. */
export const oneShared = (id: string, host: number | null, guest: number, size: number): string =>
  machine(domU({ more: shm(id, host, guest, size, 'owner') }));
/** A layout that boots with one shared region. */
export const goodShared = (): string => oneShared('ipc', 0x90000000, 0x10000000, 2 * MIB);
/** One shared memory node with just these properties. */
export const rawShared = (properties: string): string =>
  machine(domU({ more: `shm { compatible = "xen,domain-shared-memory-v1"; ${properties} };` }));
export const sharedMem = (host: number, guest: number, size: number): string =>
  `xen,shared-mem = ${wide(host, guest, size)};`;
export const twoShared = (first: string, second: string): string => machine(pair(first, second));

/** Registers of a host device: `device@a000000`, SPI 16. */
export const DEVICE = 0xa000000;
export const hostDevice = (more = ''): string =>
  `device@${DEVICE.toString(16)} { compatible = "acme,device"; reg = ${wide(DEVICE, 0x1000)}; interrupts = <0 16 4>; ${more} };`;

export interface DeviceText {
  /** `xen,reg` as host address, size, guest address; null leaves it out. */
  readonly reg?: readonly number[] | null;
  readonly path?: string | null;
  readonly forced?: boolean;
  readonly more?: string;
}

/** A node of a partial tree that asks for the host's device. */
export const asking = ({ reg, path, forced, more }: DeviceText = {}): string => `device {
    compatible = "acme,device";
    ${reg === null ? '' : `xen,reg = ${wide(...(reg ?? [DEVICE, 0x1000, DEVICE]))};`}
    ${path === null ? '' : `xen,path = "${path ?? `/device@${DEVICE.toString(16)}`}";`}
    ${forced === false ? '' : 'xen,force-assign-without-iommu;'}
    ${more ?? ''}
  };`;

/** A partial tree with these nodes below /passthrough. */
export const partialTree = (nodes: string, addressCells = 2): string => `/dts-v1/;
/ {
  passthrough { compatible = "simple-bus"; ranges; #address-cells = <${addressCells}>; #size-cells = <2>; ${nodes} };
};`;

export const partialTreeAt = (start: number, size = 0x1000): string =>
  `module@${start.toString(16)} { compatible = "multiboot,device-tree", "multiboot,module"; reg = ${wide(start, size)}; };`;

/** A machine whose domain has the partial tree at `start`. */
export const withPartialTree = (start: number, domain: DomainText = {}, host: Host = {}): string =>
  machine(domU({ ...domain, more: `${domain.more ?? ''} ${partialTreeAt(start)}` }), {
    devices: hostDevice(),
    ...host,
  });

/** Where the examples' partial trees are: the one that runs into the rule, and the one that does not. */
export const [BAD, FINE] = [0x46000000, 0x47000000];

/** An example of two partial trees that differ in what they ask for. */
export const partialTrees = (bad: () => string, fine = () => partialTree(asking())): Example => ({
  blobs: { [`0x${BAD.toString(16)}`]: bad, [`0x${FINE.toString(16)}`]: fine },
  triggers: () => withPartialTree(BAD),
  harmless: () => withPartialTree(FINE),
});

/** Two domains with an event channel between these ports; null leaves out what the second end says. */
export const channel = (first: number, second: number | null): string => {
  const end = (label: string, says: string): string =>
    `xen,enhanced = "no-xenstore"; ${label}: evtchn { compatible = "xen,evtchn-v1"; ${says} };`;
  return pair(
    end('first', `xen,evtchn = <${first} &second>;`),
    end('second', second === null ? '' : `xen,evtchn = <${second} &first>;`),
  );
};

/** A hardware domain of its own kind: direct-mapped, number `n` of several. */
export const hardware = (n: number, more = ''): string =>
  domU({
    name: `domU${n}`,
    banks: [0x50000000 + n * 0x10000000, 128 * MIB],
    kernel: kernel(0x43000000 + n * 0x1000000),
    more: `capabilities = <2>; direct-map; ${more}`,
  });

/** Xen's command line. */
export const colored = (args: string): string => `xen,xen-bootargs = "${args}"; `;
