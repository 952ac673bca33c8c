import { describe, expect, it } from 'vitest';
import { bootExample } from '../../testing/example.ts';
import type { Release } from '../../model/release.ts';
import {
  asking,
  domU,
  hostDevice,
  kernel,
  machine,
  memoryNode,
  MIB,
  partialTree,
  partialTreeAt,
  ramdisk,
  reserve,
  shm,
  wide,
} from '../refusals/example-text.ts';
import type { Example } from '../refusals/example.ts';

const boot = (text: string, on: Partial<Example> = {}) =>
  bootExample({ build: 'debug', triggers: () => text, harmless: () => text, ...on }, text);
const lines = (text: string, on: Partial<Example> = {}) => boot(text, on).log.map((line) => line.text);

describe('shared memory without a host address', () => {
  const both = shm('first', null, 0x10000000, MIB) + shm('second', 0x90000000, 0x20000000, 2 * MIB);
  it('counts among the banks that an overlap names', () => {
    expect(lines(machine(domU({ more: both })), { release: '4.22' })).toContain(
      ' SHMEM[1]: 0000000090000000 - 00000000901fffff',
    );
    const late = `${machine(domU({ more: both }))} / { reserved-memory { #address-cells = <2>; #size-cells = <2>; ${reserve(0x90100000, MIB)} }; };`;
    expect(lines(late, { release: '4.22' })).toContain(
      'Region: [0x00000090100000, 0x00000090200000) overlapping with bank[1]: [0x00000090000000, 0x00000090200000)',
    );
  });
});

describe('nr_spis', () => {
  it.each<[spis: number, verdict: string]>([
    [0, 'refused'],
    [1, 'boots'],
    [32, 'boots'],
  ])('of %i with a direct-mapped vPL011 on SPI 1: %s', (spis, verdict) => {
    expect(boot(machine(domU({ more: `direct-map; vpl011; nr_spis = <${spis}>;` }))).verdict).toBe(verdict);
  });
});

it.each([
  ['4.19', 'Initrd 0000000055000000-0000000055100000'],
  ['4.20', 'Initrd 0000000055000000-00000000550fffff'],
] as const)('tells the ramdisk of linux,initrd-start on %s', (release, line) => {
  const chosen = `linux,initrd-start = ${wide(0x55000000)}; linux,initrd-end = ${wide(0x55100000)};`;
  expect(lines(machine(chosen + domU()), { release })).toContain(line);
});

describe('RAM banks that overlap', () => {
  const memory = memoryNode(0x40000000, 1024 * MIB, 0x70000000, 1024 * MIB);
  it('where memory is free end in the boot allocator', () => {
    expect(boot(machine(domU(), { memory })).panic).toMatchObject({ consequence: 'bug' });
  });
  it('where all of it is reserved, or a static heap is used, in the direct map', () => {
    const reserved = machine(domU(), { memory, reserved: reserve(0x70000000, 256 * MIB) });
    const heap = machine(`xen,static-heap = ${wide(0x50000000, 128 * MIB)};${domU()}`, { memory });
    for (const text of [reserved, heap])
      expect(boot(text).panic).toMatchObject({
        rule: 'ram-banks-overlap',
        message: 'Unable to setup the directmap mappings.',
      });
  });
});

describe('a kernel where no kernel can be', () => {
  it.each<[start: number, build: 'debug' | 'release', message: RegExp]>([
    [0x10000000, 'debug', /^Could not set up domain domU1 \(rc = -22\)$/],
    [0x1_0000_4400_0000, 'release', /^Could not set up domain domU1 \(rc = -22\)$/],
    [0x1_0000_4400_0000, 'debug', /^Assertion '!\(mfn_to_maddr\(mfn\) & ~PADDR_MASK\)' failed at/],
  ])('at %i, %s build', (start, build, message) => {
    const { panic } = boot(machine(domU({ kernel: kernel(start) })), { build });
    expect(panic?.rule).toBe('mod-outside-ram');
    expect(panic?.message).toMatch(message);
  });
});

describe('4.17 frees modules at the end', () => {
  it('and stops at a page that two of them share, told by its number', () => {
    const text = machine(domU({ kernel: kernel(0x45000000) + ramdisk(0x45008000, MIB) }));
    expect(lines(text, { release: '4.17' })).toContainEqual(
      expect.stringMatching(/^pg MFN 45008 c=0x8180000000000000 /),
    );
  });
  it('also where only bytes are shared: the second module begins before the first ends and counts as free', () => {
    const text = machine(domU({ kernel: kernel(0x45000000, 0x1800) + ramdisk(0x45001400, MIB) }));
    expect(lines(text, { release: '4.17' })).toContainEqual(expect.stringMatching(/^pg MFN 45002 /));
  });
  it('but not where they are in one page', () => {
    const text = machine(domU({ kernel: kernel(0x45000000, 0x1800) + ramdisk(0x45001800, MIB) }));
    expect(boot(text, { release: '4.17' }).verdict).toBe('boots');
  });
});

it('4.17 meets static memory in the first region of the heap that the table of pages has left anything of', () => {
  const heap = `xen,static-heap = ${wide(0x60000000, 32 * MIB, 0x62200000, 32 * MIB)};`;
  const text = machine(heap + domU({ banks: [0x5b800000, 130 * MIB] }));
  expect(lines(text, { release: '4.17' })).toContain('pg MFN 61c00 c=0x2180000000000000 o=0 v=0 t=0');
});

it.each([
  ['', '#xen,static-mem-address-cells'],
  ['#xen,static-mem-address-cells = <2>;', '#xen,static-mem-size-cells'],
])(
  '4.16 misses the cells of static memory, with “%s”, once the kernel is one that another domain has too',
  (more, name) => {
    const same = { banks: null, kib: 65536 };
    const text = machine(domU(same) + domU({ name: 'domU2', more }));
    expect(lines(text, { release: '4.16' })).toContain(`d2: failed to read "${name}".`);
  },
);

describe('a passthrough module that is refused', () => {
  const source = { 'what is none': null, 'a sound one': partialTree(asking()) };
  const NONE = 'Partial FDT is not a valid Flat Device Tree';
  const last = 'Device tree generation failed (-22).';
  it.each<[Release, keyof typeof source, at: number, size: number, line: string]>([
    ['4.21', 'what is none', 0x46000000, 0x1000, `common/device-tree/dom0less-build.c:377: ${NONE}`],
    ['4.21', 'what is none', 0x46000004, 0x1000, `common/device-tree/dom0less-build.c:377: ${NONE}`],
    [
      '4.22',
      'what is none',
      0x46000000,
      0x1000,
      'common/device-tree/dom0less-build.c:378: Failed to check the partial FDT (-9)',
    ],
    [
      '4.22',
      'what is none',
      0x46000004,
      0x1000,
      'common/device-tree/dom0less-build.c:378: Failed to check the partial FDT (-19)',
    ],
    [
      '4.18',
      'a sound one',
      0x46000004,
      0x1000,
      'arch/arm/domain_build.c:2899: Failed to check the partial FDT (-19)',
    ],
    [
      '4.19',
      'a sound one',
      0x46000000,
      0x40,
      'arch/arm/dom0less-build.c:512: Partial FDT totalsize is too big',
    ],
  ])('on %s, %s at %i, with a reg of %i bytes', (release, which, at, size, line) => {
    const text = machine(domU({ more: partialTreeAt(at, size) }), { devices: hostDevice() });
    const said = lines(text, { release, blobs: { [`0x${at.toString(16)}`]: () => source[which] } });
    expect(said.slice(said.indexOf(last) - 1).slice(0, 2)).toEqual([line, last]);
  });
});

describe('a guest tree too big for its buffer', () => {
  const banks = (count: number) =>
    machine(
      domU({
        banks: Array.from({ length: count }, (_, i) => [0x60000000 + i * 2 * MIB, MIB]).flat(),
        more: 'direct-map; vpl011;',
      }),
    );
  it.each([
    ['4.20', 190, 'Device tree generation failed (-3).'],
    ['4.21', 190, 'Device tree generation failed (-3).'],
    ['4.21', 191, 'Device tree generation failed (-22).'],
    ['4.21', 240, 'Device tree generation failed (-3).'],
  ] as const)('on %s with %i banks', (release, count, line) => {
    expect(lines(banks(count), { release })).toContain(line);
  });
});

describe('a bank below RAM, in the gigabyte where RAM starts', () => {
  const text = machine(domU({ banks: [0x60000000, 64 * MIB, 0x40000000, MIB], more: 'direct-map;' }), {
    memory: memoryNode(0x48000000, 1024 * MIB),
  });
  it.each<[Example['release'], 'debug' | 'release', early: boolean, message: RegExp]>([
    ['4.21', 'debug', true, /^CPU0: Unexpected Trap: Data Abort$/],
    ['4.22', 'debug', false, /^Assertion '\(mfn_to_pdx/],
    ['4.22', 'release', false, /^CPU0: Unexpected Trap: Data Abort$/],
  ])('on %s, %s build', (release, build, early, message) => {
    const { panic } = boot(text, { release: release ?? '4.22', build, xen: 0x4b000000, fdt: 0x4c000000 });
    expect(panic).toMatchObject({ rule: 'static-outside-below', early });
    expect(panic?.message).toMatch(message);
  });
});

it('a static heap beyond 48 bits is an assertion in debug builds', () => {
  const text = machine(`xen,static-heap = ${wide(2 ** 49, 64 * MIB)};${domU()}`);
  expect(boot(text).panic).toMatchObject({ rule: 'heap-outside-ram', consequence: 'assertion' });
  expect(boot(text, { build: 'release' }).panic).toMatchObject({ consequence: 'abort' });
});

describe('static memory that reaches into a hole whose address bits Xen leaves out', () => {
  // Bit 31 of no bank: the pages behind the first bank are in the table those of the second.
  const memory = memoryNode(0x40000000, 1024 * MIB, 0x100000000, 1024 * MIB);
  const into = (start: number, more = '') => machine(more + domU({ banks: [start, 2 * MIB] }), { memory });
  it.each<[Example['release'], start: number]>([
    ['4.17', 0x7ff00000],
    ['4.20', 0x7ff00000],
    ['4.22', 0x7ff00000],
  ])('is an assertion in debug builds (%s, from %i on)', (release = '4.20', start) => {
    expect(boot(into(start), { release }).panic).toMatchObject({
      rule: 'static-in-hole-other-1g',
      consequence: 'assertion',
      message: expect.stringMatching(/^Assertion 'mfn_x\(mfn\) == mfn_x\(page_to_mfn\(pg\)\)' failed at /),
    });
  });
  it.each(['4.17', '4.20', '4.22'] as const)(
    'is a BUG in release builds of %s, at a page of the heap',
    (release) => {
      const on = { release, build: 'release' } as const;
      expect(boot(into(0x7ff00000), on).panic).toMatchObject({
        rule: 'static-in-hole-other-1g',
        consequence: 'bug',
      });
      expect(lines(into(0x7ff00000), on)).toContain('pg MFN 100000 c=0x2180000000000000 o=0 v=0 t=0');
    },
  );
  it.each(['4.17', '4.20', '4.22'] as const)(
    'is a BUG in release builds of %s at a page of another domain, before any of the heap',
    (release) => {
      const one = domU({ banks: [0x7ff00000, 2 * MIB] });
      const other = domU({ name: 'domU2', banks: [0x100080000, 16 * MIB], kernel: kernel(0x45000000) });
      const on = { release, build: 'release' } as const;
      const end = ' c=0x2180000000000000 o=0 v=0 t=0';
      expect(lines(machine(one + other, { memory }), on)).toContain(`pg MFN 100080${end}`);
      expect(lines(machine(other + one, { memory }), on)).toContain(`pg MFN 80080${end}`);
    },
  );
  it.each<['debug' | 'release', start: number, bytes: number]>([
    ['debug', 0xa0000000, 2 * MIB],
    ['release', 0x7ff00000, 0x80200000],
  ])('is an abort where the table ends (%s build, from %i on)', (build, start, bytes) => {
    expect(boot(machine(domU({ banks: [start, bytes] }), { memory }), { build }).panic).toMatchObject({
      rule: 'static-in-hole-other-1g',
      consequence: 'abort',
    });
  });
  it.each(['4.17', '4.20', '4.22'] as const)('is first of all below RAM where it is (%s)', (release) => {
    // Bit 30 of no bank: what is below RAM has it, and no entry in the table.
    const text = machine(domU({ banks: [0x40000000, 2 * MIB], kernel: kernel(0x84000000) }), {
      memory: memoryNode(0x80000000, 1024 * MIB),
    });
    const { panic } = boot(text, { release, xen: 0x88000000, fdt: 0x89000000 });
    expect(panic).toMatchObject({ rule: 'static-outside-below', consequence: 'abort' });
  });
  it('is not noticed before the domain is built where the heap does not get that page', () => {
    const text = into(0x7ff00000, `xen,static-heap = ${wide(0x60000000, 256 * MIB)};`);
    expect(boot(text, { release: '4.20', build: 'release' }).panic).toMatchObject({
      consequence: 'panic',
      message: 'Failed to allocate requested static memory for domain d1.',
    });
  });
});

it.each(['4.17', '4.18', '4.22'] as const)(
  'a ramdisk of no size is not in the guest’s tree of %s',
  (release) => {
    const tree = (text: string) =>
      lines(text, { release }).find((line) => line.startsWith('Loading d1 DTB '));
    const none = machine(domU({ kernel: kernel(0x44000000) + ramdisk(0x50000000, 0) }));
    expect(tree(none)).toBe(tree(machine(domU({ kernel: kernel(0x44000000) }))));
  },
);

describe('a partial tree of no size', () => {
  it.each<[start: number, consequence: string]>([
    [0x50000000, 'abort'],
    [0x50000800, 'panic'],
  ])('at %i is read where nothing is mapped, unless it shares a page', (start, consequence) => {
    const blobs = { [`0x${start.toString(16)}`]: () => partialTree(asking()) };
    const text = machine(domU({ more: partialTreeAt(start, 0) }), { devices: hostDevice() });
    expect(boot(text, { blobs }).panic).toMatchObject({ rule: 'pt-blob-invalid', consequence });
  });
  it.each([
    ['arm64', 'release', '4.22', '0x1000007'],
    ['arm32', 'debug', '4.17', '0x1020007'],
    ['arm32', 'debug', '4.22', '0x1020007'],
    ['arm32', 'release', '4.22', '0x1030007'],
  ] as const)(
    'is a load of a byte that %s, %s build, of %s tells as %s',
    (arch, build, release, syndrome) => {
      const text = machine(domU({ more: partialTreeAt(0x50000000, 0) }), { devices: hostDevice() });
      expect(lines(text, { arch, build, release })).toContain(`Data Abort Trap. Syndrome=${syndrome}`);
    },
  );
});
