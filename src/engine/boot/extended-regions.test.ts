// What a guest's /hypervisor node offers it, by layout and release: as real Xen told it of e2e/xen/layouts/extended-regions-*.
import { describe, expect, test } from 'vitest';
import { hex } from '../../model/addr.ts';
import { endOf } from '../../model/range.ts';
import type { Release } from '../../model/release.ts';
import { bootExample } from '../../testing/example.ts';
import type { Analysis, DomainOutcome } from '../analysis.ts';
import {
  dom0,
  domU,
  hostDevice,
  kernel,
  machine,
  MIB,
  reserve,
  shm,
  wide,
  xenArgs,
} from '../refusals/example-text.ts';

const NO_XENSTORE = 'xen,enhanced = "no-xenstore";';

const boot = (text: string, release: Release): Analysis =>
  bootExample({ triggers: () => text, harmless: () => text, release }, text);
const outcome = (analysis: Analysis, name = 'domU1'): DomainOutcome => {
  const found = analysis.domains.find((domain) => domain.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};
/** `0x48000000-0x100000000 …`, ends exclusive. */
const offered = ({ extended }: DomainOutcome): string | null | undefined =>
  extended?.map((region) => `${hex(region.start)}-${hex(endOf(region))}`).join(' ') ??
  (extended as null | undefined);
const of = (text: string, release: Release, name?: string) => offered(outcome(boot(text, release), name));

describe('an own layout is offered what its RAM leaves of the two windows', () => {
  const shared = shm('a', 0x90000000, 0x50000000, 0x1000, 'owner');
  test.each<[what: string, release: Release, more: string, regions: string]>([
    ['nothing else', '4.17', '', '0x48000000-0x100000000 0x200000000-0x10000000000'],
    ['nothing else', '4.22', '', '0x48000000-0x100000000 0x200000000-0x10000000000'],
    [
      'shared memory, which counts from 4.19',
      '4.18',
      shared,
      '0x48000000-0x100000000 0x200000000-0x10000000000',
    ],
    [
      'shared memory, and ends that are a page short',
      '4.20',
      shared,
      '0x48000000-0x4fe00000 0x50200000-0xffe00000 0x200000000-0xffffe00000',
    ],
    [
      'shared memory',
      '4.21',
      shared,
      '0x48000000-0x50000000 0x50200000-0x100000000 0x200000000-0x10000000000',
    ],
  ])('%s (%s)', (_, release, more, regions) => {
    expect(of(machine(domU({ more: `${NO_XENSTORE} ${more}` })), release)).toBe(regions);
  });
});

describe('the host’s layout is offered host RAM that is nobody’s', () => {
  const text = machine(
    domU({ more: `direct-map; ${NO_XENSTORE}` }) +
      domU({
        name: 'domU2',
        banks: [0x70000000, 128 * MIB],
        kernel: kernel(0x45000000),
        more: 'direct-map;',
      }),
    { reserved: reserve(0xb8000000, MIB) },
  );
  test.each<[Release, string]>([
    ['4.17', '0x40000000-0x60000000 0x68000000-0x70000000 0x78000000-0xb8000000 0xb8200000-0xc0000000'],
    ['4.19', '0x40000000-0x5fe00000 0x68000000-0x6fe00000 0x78000000-0xb7e00000 0xb8200000-0xbfe00000'],
    ['4.22', '0x40000000-0x60000000 0x68000000-0x70000000 0x78000000-0xb8000000 0xb8200000-0xc0000000'],
  ])('%s', (release, regions) => {
    expect(of(text, release)).toBe(regions);
  });

  test('dom0: where Xen’s code is its grant table may go, and that is left out', () => {
    const host = outcome(
      boot(machine(`${xenArgs('dom0_mem=128M bootscrub=0')} ${kernel(0x42000000)}`), '4.22'),
      'dom0',
    );
    expect(host.grant).toMatchObject({ start: 0x40200000n, size: 0x40000n });
    const [bank] = host.memory;
    expect(offered(host)).toBe(
      [
        `0x40400000-${hex(bank?.guest ?? 0n)}`,
        `${hex((bank?.guest ?? 0n) + (bank?.size ?? 0n))}-0xc0000000`,
      ].join(' '),
    );
  });

  test('what an IOMMU changes is not known, and said to be', () => {
    const iommu =
      'smmu@b000000 { compatible = "arm,mmu-500"; reg = <0 0xb000000 0 0x20000>; #global-interrupts = <1>; #iommu-cells = <1>; };';
    const guarded = machine(dom0 + domU({ more: `direct-map; ${NO_XENSTORE} passthrough = "enabled";` }), {
      devices: iommu,
    });
    expect(of(guarded, '4.22')).toBeNull();
    expect(of(guarded, '4.22', 'dom0')).toBeNull();
  });
});

test.each<[Release, string]>([
  ['4.20', '0x48000000-0x100000000'],
  ['4.21', '0x48000000-0x80000000 0x80200000-0x100000000'],
])('registers passed through are left out from 4.21 (%s)', (release, first) => {
  const text = machine(
    domU({
      more: `${NO_XENSTORE} module@46000000 { compatible = "multiboot,device-tree", "multiboot,module"; reg = ${wide(0x46000000, 0x1000)}; };`,
    }),
    { devices: hostDevice() },
  );
  const blob = `/dts-v1/; / { #address-cells = <2>; #size-cells = <2>; passthrough { #address-cells = <2>; #size-cells = <2>; d { reg = ${wide(0x80000000, 0x1000)}; xen,reg = ${wide(0xa000000, 0x1000, 0x80000000)}; xen,path = "/device@a000000"; xen,force-assign-without-iommu; }; }; };`;
  const analysis = bootExample(
    { triggers: () => text, harmless: () => text, release, blobs: { '0x46000000': () => blob } },
    text,
  );
  expect(outcome(analysis).windows).toHaveLength(1);
  expect(offered(outcome(analysis))).toBe(`${first} 0x200000000-0x10000000000`);
});

test('without xen,enhanced a guest is told nothing of Xen, and 4.16 knows no such domain', () => {
  expect(outcome(boot(machine(domU()), '4.22'))).toMatchObject({ grant: null });
  expect(outcome(boot(machine(domU()), '4.22'))).not.toHaveProperty('extended');
  expect(outcome(boot(machine(domU({ more: NO_XENSTORE })), '4.16'))).not.toHaveProperty('extended');
});

test('they are told on the console, and can be switched off', () => {
  const lines = (analysis: Analysis): string[] =>
    analysis.log.map(({ text }) => text).filter((text) => text.includes('xtended'));
  expect(lines(boot(machine(domU({ more: NO_XENSTORE })), '4.22'))).toEqual([
    'd1: extended region 0: 0x48000000->0x100000000',
    'd1: extended region 1: 0x200000000->0x10000000000',
  ]);
  const off = boot(machine(xenArgs('no-ext_regions') + domU({ more: NO_XENSTORE })), '4.22');
  expect(outcome(off).extended).toEqual([]);
  expect(lines(off)).toEqual([]);
  const host = machine(`${xenArgs('dom0_mem=128M bootscrub=0')} ${kernel(0x42000000)}`);
  expect(lines(boot(host, '4.16'))[0]).toMatch(/^Extended region 0: 0x/);
});

test.each<[Release, string, ReturnType<typeof outcome>['xenstore']]>([
  ['4.20', 'xen,enhanced;', { at: expect.objectContaining({ start: 0x39001000n }), by: 'init-dom0less' }],
  ['4.21', 'xen,enhanced;', { at: expect.objectContaining({ start: 0x39001000n }), by: 'xen' }],
  [
    '4.21',
    'xen,enhanced = "legacy";',
    { at: expect.objectContaining({ start: 0x39001000n }), by: 'init-dom0less' },
  ],
  ['4.20', 'xen,enhanced; direct-map;', { at: null, by: 'init-dom0less' }],
  ['4.22', 'xen,enhanced; direct-map;', { at: null, by: 'xen' }],
  ['4.22', NO_XENSTORE, undefined],
])('who puts the page of Xenstore where: %s, %s', (release, more, page) => {
  expect(outcome(boot(machine(dom0 + domU({ more })), release)).xenstore).toEqual(page);
});
