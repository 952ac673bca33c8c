// For every refusal a layout that runs into it and one, as close as can be, that does not. The meta-test boots both.
import type { Release } from '../../model/release.ts';
import type { Build, Kconfig } from '../../model/target.ts';
import {
  domU,
  kernel,
  machine,
  memoryNode,
  MIB,
  pair,
  ramdisk,
  reserve,
  scattered,
  shm,
  wide,
} from './example-text.ts';

export interface Example {
  readonly release?: Release;
  readonly build?: Build;
  /** Features that are off. */
  readonly without?: readonly Kconfig[];
  /**
   * What module files are, by start: `unknown` has no header Xen knows, `zImage` is a 32-bit kernel, `fixed` demands
   * to be loaded at 0x1000, `large` takes 160 MiB once it runs.
   */
  readonly files?: Readonly<Record<string, 'unknown' | 'zImage' | 'fixed' | 'large'>>;
  /** Where Xen and the blob are loaded in the first layout; 0x40200000 and 0x48000000 unless said. */
  readonly xen?: number;
  readonly fdt?: number;
  readonly triggers: string;
  readonly harmless: string;
}

const good = machine(domU());
const heap = (start: number, size: number): string => `xen,static-heap = ${wide(start, size)};`;
const dom0 = `xen,xen-bootargs = "dom0_mem=128M"; ${kernel(0x42000000)}`;
/** The first domain's shared memory, one mention. */
const one = (id: string, host: number | null, guest: number, size: number): string =>
  machine(domU({ more: shm(id, host, guest, size, 'owner') }));
const goodShared = one('ipc', 0x90000000, 0x10000000, 2 * MIB);
const raw = (properties: string): string =>
  machine(domU({ more: `shm { compatible = "xen,domain-shared-memory-v1"; ${properties} };` }));
const sharedMem = (host: number, guest: number, size: number): string =>
  `xen,shared-mem = ${wide(host, guest, size)};`;
const twoShared = (first: string, second: string): string => machine(pair(first, second));
const manyKernels = (count: number): string =>
  Array.from({ length: count }, (_, i) =>
    domU({
      name: `domU${i + 1}`,
      banks: [0x60000000 + i * 32 * MIB, 16 * MIB],
      kernel: kernel(0x44000000 + i * MIB),
    }),
  ).join('\n');

export const EXAMPLES: Readonly<Record<string, Example>> = {
  'ram-none': { triggers: machine(domU(), { memory: '' }), harmless: good },
  'ram-no-device-type': {
    triggers: machine(domU(), {
      memory: `${memoryNode(0x40000000, 2048 * MIB)} memory@100000000 { reg = ${wide(0x100000000, MIB)}; };`,
    }),
    harmless: good,
  },
  'ram-reg-missing': {
    triggers: machine(domU(), {
      memory: `${memoryNode(0x40000000, 2048 * MIB)} memory@0 { device_type = "memory"; };`,
    }),
    harmless: good,
  },
  'ram-too-many': {
    triggers: machine(domU(), {
      memory: memoryNode(0x40000000, 2048 * MIB, ...scattered(256, 0x100000000)),
    }),
    harmless: machine(domU(), {
      memory: memoryNode(0x40000000, 2048 * MIB, ...scattered(200, 0x100000000)),
    }),
  },
  'ram-banks-overlap': {
    triggers: machine(domU(), { memory: memoryNode(0x40000000, 2048 * MIB, 0x80000000, 2048 * MIB) }),
    harmless: machine(domU(), { memory: memoryNode(0x40000000, 1024 * MIB, 0x80000000, 2048 * MIB) }),
  },
  'resv-overlap': {
    triggers: machine(domU(), { reserved: reserve(0x48000000, MIB) }),
    harmless: machine(domU(), { reserved: reserve(0x49000000, MIB) }),
  },
  'resv-too-many': {
    triggers: machine(domU({ banks: [0x60000000, 128 * MIB] }), {
      reserved: Array.from({ length: 257 }, (_, i) => reserve(0x90000000 + i * 2 * MIB, MIB)).join(' '),
    }),
    harmless: machine(domU(), { reserved: reserve(0x90000000, MIB) }),
  },
  'resv-child-named-memory': {
    release: '4.19',
    triggers: machine(domU(), { reserved: `memory@90000000 { reg = ${wide(0xc0000000, MIB)}; };` }),
    harmless: machine(domU(), { reserved: `buffer@90000000 { reg = ${wide(0xc0000000, MIB)}; };` }),
  },
  'heap-overlap': {
    triggers: machine(heap(0x48000000, 64 * MIB) + domU()),
    harmless: machine(heap(0x50000000, 64 * MIB) + domU()),
  },
  'heap-outside-ram': {
    triggers: machine(heap(0xbe000000, 64 * MIB) + domU()),
    harmless: machine(heap(0xbc000000, 64 * MIB) + domU()),
  },
  'xen-outside-ram': { xen: 0x20000000, triggers: good, harmless: good },
  'frametable-no-space': {
    triggers: machine(heap(0x50000000, 24 * MIB) + domU()),
    harmless: machine(heap(0x50000000, 64 * MIB) + domU()),
  },
  'frametable-too-small': {
    triggers: machine(domU(), { memory: memoryNode(0x40000000, 2048 * MIB, 0x3ffffffff000, 0x1000) }),
    harmless: good,
  },
  'no-free-bootmem': {
    triggers: machine(heap(0x50000000, 0) + domU()),
    harmless: machine(heap(0x50000000, 64 * MIB) + domU()),
  },
  'bootmem-fragments': {
    triggers: machine(domU({ banks: scattered(255) })),
    harmless: machine(domU({ banks: scattered(200) })),
  },
  'double-init-static': {
    release: '4.17',
    triggers: machine(domU({ banks: [0x60000000, 64 * MIB, 0x62000000, 64 * MIB] })),
    harmless: machine(domU({ banks: [0x60000000, 64 * MIB, 0x64000000, 64 * MIB] })),
  },
  'static-overlap': {
    triggers: machine(domU({ banks: [0x60000000, 64 * MIB, 0x62000000, 64 * MIB] })),
    harmless: machine(domU({ banks: [0x60000000, 64 * MIB, 0x64000000, 64 * MIB] })),
  },
  'static-overlap-module': {
    triggers: machine(domU({ banks: [0x40000000, 128 * MIB] })),
    harmless: machine(domU({ banks: [0x50000000, 128 * MIB] })),
  },
  'static-memreserve': {
    triggers: machine(domU(), { memreserve: '/memreserve/ 0x60000000 0x1000;' }),
    harmless: machine(domU(), { memreserve: '/memreserve/ 0x60000000 0x8000000;' }),
  },
  'static-banks-too-many': {
    triggers: machine(heap(0x50000000, 64 * MIB) + domU({ banks: scattered(256, 0x60000000) })),
    harmless: machine(heap(0x50000000, 64 * MIB) + domU({ banks: scattered(255, 0x60000000) })),
  },
  'static-config-off': {
    without: ['STATIC_MEMORY'],
    triggers: good,
    harmless: machine(domU({ banks: null, kib: 131072 })),
  },
  'static-cells-invalid': { triggers: machine(domU(), { chosenCells: [2, 0] }), harmless: good },
  'static-cells-gt2': {
    build: 'debug',
    triggers: machine(
      domU({ banks: null, kib: 131072, more: 'xen,static-mem = <0 0 0x60000000 0 0x8000000>;' }),
      { chosenCells: [3, 2] },
    ),
    harmless: good,
  },
  'static-unaligned-start': {
    build: 'debug',
    triggers: machine(domU({ banks: [0x60000800, 128 * MIB] })),
    harmless: machine(domU({ banks: [0x60001000, 128 * MIB] })),
  },
  'static-unaligned-size': {
    triggers: machine(domU({ banks: [0x60000000, 128 * MIB + 0x400] })),
    harmless: machine(domU({ banks: [0x60000000, 128 * MIB + 0x1000] })),
  },
  'static-zero-size': {
    build: 'debug',
    triggers: machine(domU({ banks: [0x60000000, 128 * MIB, 0x70000000, 0] })),
    harmless: good,
  },
  'static-node-disabled': {
    triggers: machine(domU({ more: 'status = "disabled";' })),
    harmless: machine(domU({ more: 'status = "okay";' })),
  },
  'static-outside-above': {
    triggers: machine(domU({ banks: [0xb8000000, 256 * MIB] })),
    harmless: machine(domU({ banks: [0xb0000000, 256 * MIB] })),
  },
  'static-outside-below': {
    triggers: machine(domU({ banks: [0x30000000, 256 * MIB] })),
    harmless: good,
  },
  'static-in-hole-same-1g': {
    triggers: machine(domU({ banks: [0x70000000, 128 * MIB] }), {
      memory: memoryNode(0x40000000, 768 * MIB, 0x80000000, 1024 * MIB),
    }),
    harmless: machine(domU(), { memory: memoryNode(0x40000000, 768 * MIB, 0x80000000, 1024 * MIB) }),
  },
  'static-in-hole-other-1g': {
    triggers: machine(domU({ banks: [0xc0000000, 128 * MIB] }), {
      memory: memoryNode(0x40000000, 2048 * MIB, 0x180000000, 2048 * MIB),
    }),
    harmless: machine(domU(), { memory: memoryNode(0x40000000, 2048 * MIB, 0x180000000, 2048 * MIB) }),
  },
  'static-sum-less': {
    triggers: machine(domU({ kib: 262144 })),
    harmless: machine(domU({ kib: 131072 })),
  },
  'static-sum-more': {
    triggers: machine(domU({ kib: 65536 })),
    harmless: machine(domU({ kib: 131072 })),
  },
  'static-sum-bug-3g': {
    release: '4.21',
    triggers: machine(domU({ banks: [0x100000000, 4096 * MIB] }), {
      memory: memoryNode(0x40000000, 2048 * MIB, 0x100000000, 6144 * MIB),
    }),
    harmless: machine(domU({ banks: [0x100000000, 3072 * MIB, 0x1c0000000, 1024 * MIB] }), {
      memory: memoryNode(0x40000000, 2048 * MIB, 0x100000000, 6144 * MIB),
    }),
  },
  'static-guest-banks': {
    triggers: machine(domU({ banks: [0x10000000000, 0x10000000000] }), {
      memory: memoryNode(0x40000000, 2048 * MIB, 0x10000000000, 0x10000000000),
    }),
    harmless: good,
  },
  'static-ipa-too-small': {
    triggers: machine(domU({ more: shm('ipc', 0x90000000, 0x100000000000, 2 * MIB, 'owner') })),
    harmless: goodShared,
  },
  'mod-overlap': {
    triggers: machine(domU({ kernel: kernel(0x48000000) })),
    harmless: machine(domU({ kernel: kernel(0x49000000) })),
  },
  'mod-overlap-417': {
    release: '4.17',
    triggers: machine(domU({ kernel: kernel(0x48000000) })),
    harmless: machine(domU({ kernel: kernel(0x49000000) })),
  },
  'mod-ramdisk-lost': {
    triggers: machine(domU({ more: ramdisk(0x48000000, MIB) })),
    harmless: machine(domU({ more: ramdisk(0x49000000, MIB) })),
  },
  'mod-too-many': { triggers: machine(manyKernels(31)), harmless: machine(manyKernels(30)) },
  'mod-no-reg': {
    triggers: machine(domU({ more: 'extra { compatible = "multiboot,module"; };' })),
    harmless: good,
  },
  'mod-reg-short': {
    triggers: machine(
      domU({ more: 'extra { compatible = "multiboot,module"; reg = <0x4a000000 0x1000>; };' }),
    ),
    harmless: good,
  },
  'mod-path-long': {
    triggers: machine(
      domU({
        name: 'a-domain-with-a-name-of-quite-some-length',
        more: `${kernel(0x46000000).replace('module@', 'a-module-whose-name-alone-is-of-some-length-and-more@')}`,
      }),
    ),
    harmless: good,
  },
  'mod-cmdline-long': {
    triggers: machine(domU({ kernel: kernel(0x44000000, 0x10000, `bootargs = "${'x'.repeat(1025)}";`) })),
    harmless: machine(domU({ kernel: kernel(0x44000000, 0x10000, `bootargs = "${'x'.repeat(1024)}";`) })),
  },
  'mod-kernel-lost': {
    triggers: machine(domU() + domU({ name: 'domU2', banks: [0x70000000, 128 * MIB], kernel: ' ' })),
    harmless: good,
  },
  'mod-not-a-kernel': {
    files: { '0x44000000': 'unknown' },
    triggers: good,
    harmless: machine(domU({ kernel: kernel(0x46000000) })),
  },
  'mod-dom0-domU-share': {
    triggers: machine(`${domU({ kernel: kernel(0x42000000) })}${kernel(0x42000000)}`),
    harmless: machine(`${dom0}${domU({ kernel: kernel(0x42000000) })}`),
  },
  'memory-missing': {
    triggers: machine(domU({ memory: 'memory = <131072>;' })),
    harmless: machine(domU({ memory: 'memory = <0 131072>;' })),
  },
  'cpus-missing': { triggers: machine(domU({ cpus: '' })), harmless: good },
  'cpus-zero': { triggers: machine(domU({ cpus: 'cpus = <0>;' })), harmless: good },
  'vcpus-max': {
    triggers: machine(domU({ cpus: 'cpus = <129>;' })),
    harmless: machine(domU({ cpus: 'cpus = <8>;' })),
  },
  'direct-map-needs-static': {
    triggers: machine(domU({ banks: null, kib: 131072, more: 'direct-map;' })),
    harmless: machine(domU({ more: 'direct-map;' })),
  },
  'xs-no-dom0': {
    triggers: machine(domU({ more: 'xen,enhanced;' })),
    harmless: machine(domU({ more: 'xen,enhanced = "no-xenstore";' })),
  },
  'vpl011-nr-spis': {
    triggers: machine(domU({ more: 'vpl011; nr_spis = <0>;' })),
    harmless: machine(domU({ more: 'vpl011; nr_spis = <1>;' })),
  },
  'dyn-zero': {
    triggers: machine(domU({ banks: null, kib: 0 })),
    harmless: machine(domU({ banks: null, kib: 131072 })),
  },
  'dyn-subpage': {
    triggers: machine(domU({ banks: null, kib: 131073 })),
    harmless: machine(domU({ banks: null, kib: 131072 })),
  },
  'dtb-too-big': {
    release: '4.21',
    triggers: machine(domU({ cpus: 'cpus = <40>;' })),
    harmless: machine(domU({ cpus: 'cpus = <8>;' })),
  },
  'place-too-small': {
    triggers: machine(domU({ banks: [0x60000000, 2 * MIB] })),
    harmless: machine(domU({ banks: [0x60000000, 6 * MIB] })),
  },
  'place-none': {
    triggers: machine(domU({ banks: [0x60000000, 4 * MIB] })),
    harmless: machine(domU({ banks: [0x60000000, 6 * MIB] })),
  },
  'place-kernel-none': {
    files: { '0x44000000': 'zImage' },
    triggers: machine(domU({ banks: [0x60000000, 8 * MIB], kernel: kernel(0x44000000, 9 * MIB) })),
    harmless: machine(domU({ banks: [0x60000000, 32 * MIB], kernel: kernel(0x44000000, 9 * MIB) })),
  },
  'p2m-pool': {
    triggers: machine(domU({ more: 'xen,domain-p2m-mem-mb = <0>;' })),
    harmless: machine(domU({ more: 'xen,domain-p2m-mem-mb = <1>;' })),
  },
  'p2m-pool-nomem': {
    triggers: machine(heap(0x50000000, 28 * MIB + 0x100000) + domU()),
    harmless: machine(heap(0x50000000, 64 * MIB) + domU()),
  },
  'heap-for-static-domain': {
    triggers: machine(heap(0x50000000, 28 * MIB + 0x142000) + domU({ more: 'xen,domain-p2m-mem-mb = <1>;' })),
    harmless: machine(heap(0x50000000, 64 * MIB) + domU()),
  },
  'heap-domain-nomem': {
    triggers: machine(domU({ banks: null, kib: 4 * 1024 * 1024 })),
    harmless: machine(domU({ banks: null, kib: 1024 * 1024 })),
  },
  'dom0-mem-nomem': {
    triggers: machine(`xen,xen-bootargs = "dom0_mem=3G"; ${kernel(0x42000000)}${domU()}`),
    harmless: machine(`${dom0}${domU()}`),
  },
  'dom0-mem-default': {
    triggers: machine(`${kernel(0x42000000)}${domU()}`),
    harmless: machine(`${dom0}${domU()}`),
  },
  'dm-vcpus-gicr': {
    triggers: machine(domU({ cpus: 'cpus = <124>;', more: 'direct-map;' })),
    harmless: machine(domU({ cpus: 'cpus = <123>;', more: 'direct-map;' })),
  },
  'place-outside-ram': {
    files: { '0x44000000': 'fixed' },
    triggers: machine(domU()),
    harmless: machine(domU({ kernel: kernel(0x46000000) })),
  },
  'place-bss': {
    files: { '0x44000000': 'large' },
    triggers: machine(domU({ banks: [0x60000000, 256 * MIB] })),
    harmless: machine(domU({ banks: [0x60000000, 256 * MIB], kernel: kernel(0x46000000) })),
  },
  'shm-no-owner': {
    triggers: machine(domU({ more: shm('ipc', 0x90000000, 0x10000000, 2 * MIB, 'borrower') })),
    harmless: goodShared,
  },
  'static-swallows-own-kernel': {
    triggers: machine(domU({ banks: [0x44000000, 32 * MIB] })),
    harmless: machine(domU({ banks: [0x45000000, 32 * MIB] })),
  },
  'fdt-overlaps-xen': { xen: 0x47f00000, triggers: good, harmless: good },
  'mod-legacy-names': {
    triggers: machine(
      domU({ kernel: kernel(0x44000000).replace('"multiboot,kernel"', '"xen,linux-zimage"') }),
    ),
    harmless: good,
  },
  'static-empty': {
    triggers: machine(domU({ banks: null, kib: 65536, more: 'xen,static-mem;' })),
    harmless: good,
  },
  'static-trailing-cells': {
    triggers: machine(
      domU({ banks: null, kib: 131072, more: 'xen,static-mem = <0 0x60000000 0 0x8000000 0>;' }),
    ),
    harmless: good,
  },
  'resv-cells-default': {
    triggers: machine(domU(), { reserved: reserve(0x90000000, MIB) }).replace(
      'reserved-memory { #address-cells = <2>; #size-cells = <2>;',
      'reserved-memory {',
    ),
    harmless: machine(domU(), { reserved: reserve(0x90000000, MIB) }),
  },
  'fdt-blob-invalid': { fdt: 0x48000004, triggers: good, harmless: good },
  'memreserve-too-many': {
    triggers: machine(domU(), {
      memreserve: Array.from({ length: 257 }, (_, i) => `/memreserve/ ${0x90000000 + i * MIB} 0x1000;`).join(
        '\n',
      ),
    }),
    harmless: good,
  },
  'mod-outside-ram': {
    triggers: machine(domU({ kernel: kernel(0xd0000000) })),
    harmless: good,
  },
  'dm-gnttab-overlap': {
    triggers: machine(
      domU({ banks: [0x38000000, 128 * MIB], more: 'direct-map; xen,enhanced = "no-xenstore";' }),
      {
        memory: memoryNode(0x30000000, 2048 * MIB),
      },
    ),
    harmless: machine(domU({ more: 'direct-map; xen,enhanced = "no-xenstore";' })),
  },
  'dm-ram-over-mmio': {
    triggers: machine(domU({ banks: [0x8000000, 64 * MIB] }), {
      memory: memoryNode(0x8000000, 64 * MIB, 0x40000000, 2048 * MIB),
    }),
    harmless: good,
  },
  'mmio-vs-ram': {
    triggers: machine(domU({ more: `vpl011; ${shm('ipc', 0x90000000, 0x22000000, 0x1000, 'owner')}` })),
    harmless: machine(domU({ more: `vpl011; ${shm('ipc', 0x90000000, 0x23000000, 0x1000, 'owner')}` })),
  },
  'shm-config-off': { without: ['STATIC_SHM'], triggers: goodShared, harmless: good },
  'shm-cells': {
    triggers: machine(shm('ipc', 0x90000000, 0x90000000, 2 * MIB) + domU({ banks: null, kib: 131072 }), {
      chosenCells: [2, 0],
    }),
    harmless: goodShared,
  },
  'shm-id-missing': { triggers: raw(sharedMem(0x90000000, 0x10000000, MIB)), harmless: goodShared },
  'shm-mem-missing': { triggers: raw('xen,shm-id = "ipc";'), harmless: goodShared },
  'shm-id-long': {
    triggers: one('0123456789abcdef', 0x90000000, 0x10000000, MIB),
    harmless: one('0123456789abcde', 0x90000000, 0x10000000, MIB),
  },
  'shm-id-empty': {
    triggers: raw(`xen,shm-id = ""; ${sharedMem(0x90000000, 0x10000000, MIB)}`),
    harmless: goodShared,
  },
  'shm-role': {
    triggers: raw(`xen,shm-id = "ipc"; role = "guest"; ${sharedMem(0x90000000, 0x10000000, MIB)}`),
    harmless: goodShared,
  },
  'shm-len': {
    triggers: raw('xen,shm-id = "ipc"; xen,shared-mem = <0x90000000 0x100000>;'),
    harmless: goodShared,
  },
  'shm-zero': { triggers: one('ipc', 0x90000000, 0x10000000, 0), harmless: goodShared },
  'shm-wrap': {
    triggers: raw('xen,shm-id = "ipc"; xen,shared-mem = <0xffffffff 0xfffff000 0 0x10000000 0 0x2000>;'),
    harmless: goodShared,
  },
  'shm-align-p': { triggers: one('ipc', 0x90000800, 0x10000000, MIB), harmless: goodShared },
  'shm-align-g': { triggers: one('ipc', 0x90000000, 0x10000800, MIB), harmless: goodShared },
  'shm-align-s': { triggers: one('ipc', 0x90000000, 0x10000000, MIB + 0x800), harmless: goodShared },
  'shm-same-id': {
    triggers: twoShared(shm('ipc', 0x90000000, 0x10000000, MIB), shm('ipc', 0x91000000, 0x10000000, MIB)),
    harmless: twoShared(shm('ipc', 0x90000000, 0x10000000, MIB), shm('ipc', 0x90000000, 0x10000000, MIB)),
  },
  'shm-other-id-same-range': {
    triggers: twoShared(shm('a', 0x90000000, 0x10000000, MIB), shm('b', 0x90000000, 0x10000000, MIB)),
    harmless: twoShared(shm('a', 0x90000000, 0x10000000, MIB), shm('a', 0x90000000, 0x10000000, MIB)),
  },
  'shm-overlap': {
    triggers: one('ipc', 0x60000000, 0x10000000, MIB),
    harmless: goodShared,
  },
  'shm-418-second-ref': {
    release: '4.18',
    triggers: twoShared(shm('ipc', 0x90000000, 0x10000000, MIB), shm('ipc', 0x90000000, 0x10000000, MIB)),
    harmless: goodShared,
  },
  'shm-too-many': {
    triggers: machine(
      domU({
        more: Array.from({ length: 33 }, (_, i) =>
          shm(`s${i}`, 0x90000000 + i * MIB, 0x10000000 + i * MIB, MIB),
        ).join('\n'),
      }),
    ),
    harmless: machine(
      domU({
        more: Array.from({ length: 16 }, (_, i) =>
          shm(`s${i}`, 0x90000000 + i * MIB, 0x10000000 + i * MIB, MIB),
        ).join('\n'),
      }),
    ),
  },
  'shm-outside-ram': { triggers: one('ipc', 0xd0000000, 0x10000000, MIB), harmless: goodShared },
  'shm-two-owners': {
    triggers: twoShared(
      shm('ipc', 0x90000000, 0x10000000, MIB, 'owner'),
      shm('ipc', 0x90000000, 0x10000000, MIB, 'owner'),
    ),
    harmless: twoShared(
      shm('ipc', 0x90000000, 0x10000000, MIB, 'owner'),
      shm('ipc', 0x90000000, 0x10000000, MIB, 'borrower'),
    ),
  },
  'shm-mixed-roles': {
    triggers: twoShared(
      shm('ipc', 0x90000000, 0x10000000, MIB, 'owner'),
      shm('ipc', 0x90000000, 0x10000000, MIB),
    ),
    harmless: goodShared,
  },
  'shm-guest-overlaps-ram': { triggers: one('ipc', 0x90000000, 0x42000000, MIB), harmless: goodShared },
  'shm-heap-nomem': {
    triggers: one('ipc', null, 0x100000000, 4096 * MIB),
    harmless: one('ipc', null, 0x100000000, 2 * MIB),
  },
  'dm-shm-no-paddr': {
    triggers: machine(domU({ more: `direct-map; ${shm('ipc', null, 0x90000000, MIB)}` })),
    harmless: machine(domU({ more: `direct-map; ${shm('ipc', 0x90000000, 0x90000000, MIB)}` })),
  },
  'dm-shm-mismatch': {
    triggers: machine(domU({ more: `direct-map; ${shm('ipc', 0x90000000, 0x10000000, MIB)}` })),
    harmless: machine(domU({ more: `direct-map; ${shm('ipc', 0x90000000, 0x90000000, MIB)}` })),
  },
};
