import { describe, expect, it } from 'vitest';
import { MiB } from '../model/addr.ts';
import { flag, u32 } from '../model/cells.ts';
import { range } from '../model/range.ts';
import type { Release } from '../model/release.ts';
import { DEFAULT_TARGET } from '../model/target.ts';
import type { Property } from '../model/tree.ts';
import { domU, layout } from '../testing/layouts.ts';
import { analyse } from './index.ts';

const GIB = 1024n * MiB;
const on = (release: Release, build: 'debug' | 'release' = 'debug') => ({
  ...DEFAULT_TARGET,
  release,
  build,
});

describe('a domain of static memory', () => {
  it('is packed from guest address 0x40000000', () => {
    const analysis = analyse(
      layout(domU('domU1', [0x70000000n, 64n * MiB, 0x60000000n, 64n * MiB], 0x44000000n)),
      on('4.22'),
    );
    expect(analysis.verdict).toBe('boots');
    expect(analysis.findings).toEqual([]);
    expect(analysis.domains[0]?.memory).toEqual([
      {
        guest: 0x40000000n,
        size: 128n * MiB,
        host: [range(0x70000000n, 64n * MiB), range(0x60000000n, 64n * MiB)],
      },
    ]);
    expect(analysis.domains[0]?.kernel).toBe(0x40000000n);
    expect(analysis.domains[0]?.dtb).toBe(0x47e00000n);
  });

  it('keeps its host addresses under direct-map', () => {
    const analysis = analyse(
      layout(domU('domU1', [0x60000000n, 256n * MiB], 0x44000000n, flag('direct-map'))),
      on('4.17'),
    );
    expect(analysis.verdict).toBe('boots');
    expect(analysis.domains[0]).toMatchObject({ directMap: true, kernel: 0x60000000n, dtb: 0x68000000n });
  });

  it('straddling 3 GiB is miscounted up to 4.21', () => {
    const big = layout(
      domU('domU1', [0x60000000n, 256n * MiB], 0x44000000n),
      domU('domU2', [0x80000000n, 4n * GIB], 0x45000000n),
    );
    expect(analyse(big, on('4.22')).findings.map(({ rule }) => rule)).toContain('static-outside-above');
    expect(analyse(big, on('4.21')).findings.map(({ rule }) => rule)).toContain('static-sum-bug-3g');
  });
});

describe('the cells of static memory on 4.16', () => {
  const own = [u32('#xen,static-mem-address-cells', 1), u32('#xen,static-mem-size-cells', 1)];
  const narrow = (...cells: readonly Property[]) =>
    layout(domU('domU1', [(0x60000000n << 32n) | (128n * MiB), 128n * MiB], 0x44000000n, ...cells));

  it('are the domain’s own', () => {
    const { domains } = analyse(narrow(...own), on('4.16'));
    expect(domains[0]?.memory[0]?.host?.[0]).toEqual(range(0x60000000n, 128n * MiB));
  });

  it('end the scan where they are missing, whatever /chosen says', () => {
    const { findings } = analyse(narrow(), on('4.16'));
    expect(findings.find(({ rule }) => rule === 'static-cells-invalid')).toMatchObject({
      path: '/chosen/domU1',
      property: 'xen,static-mem',
      message: expect.stringContaining('#xen,static-mem-address-cells 0') as string,
    });
    expect(analyse(narrow(), on('4.17')).findings.map(({ rule }) => rule)).not.toContain(
      'static-cells-invalid',
    );
  });
});

it('4.17 is told of memory named twice also where the firmware fills in RAM', () => {
  const twice = layout(
    domU('domU1', [0x60000000n, 128n * MiB], 0x44000000n),
    domU('domU2', [0x64000000n, 128n * MiB], 0x45000000n),
  );
  const children = twice.tree.root.children.filter(({ name }) => name === 'chosen');
  const bare = { ...twice, tree: { ...twice.tree, root: { ...twice.tree.root, children } } };
  expect(analyse(bare, on('4.17')).findings.map(({ rule }) => rule)).toContain('double-init-static');
});

describe('two domains that overlap by 64 MiB', () => {
  const overlapping = layout(
    domU('domU1', [0x60000000n, 128n * MiB], 0x44000000n),
    domU('domU2', [0x64000000n, 128n * MiB], 0x45000000n),
  );
  it.each<[Release, string, string | null]>([
    ['4.17', 'double-init-static', 'Xen BUG at common/page_alloc.c:1423'],
    ['4.18', 'mod-kernel-lost', 'Could not set up domain domU2 (rc = -2)'],
    ['4.19', 'static-overlap', 'Early FDT parsing failed (-22)'],
    ['4.22', 'static-overlap', 'Early FDT parsing failed (-22)'],
    ['unstable', 'static-overlap', 'Early FDT parsing failed (-22)'],
  ])('on %s end in %s', (release, rule, message) => {
    const { panic, findings } = analyse(overlapping, on(release));
    expect(panic).toMatchObject({ rule, message });
    expect(findings.filter(({ stops }) => stops)).toHaveLength(1);
  });

  it('are named, both, with by how much and where', () => {
    const { findings, domains } = analyse(overlapping, on('4.22'));
    expect(findings.map(({ message }) => message)).toEqual([
      'domU2 bank 0 overlaps domU1 bank 0 by 64 MiB at 0x6400_0000.',
    ]);
    expect(findings[0]?.prints).toEqual([
      'Region: [0x00000064000000, 0x0000006c000000) overlapping with bank[0]: [0x00000060000000, 0x00000068000000)',
      "fdt: node `domU2': parsing failed",
      'Early FDT parsing failed (-22)',
    ]);
    expect(domains.map(({ name }) => name)).toEqual(['domU1', 'domU2']);
  });
});

describe('what ends a boot', () => {
  const one = (bank: readonly bigint[], ...extra: readonly Property[]) =>
    layout(domU('domU1', bank, 0x44000000n, ...extra));
  it.each<[string, ReturnType<typeof layout>, 'debug' | 'release', string, string]>([
    [
      'a bank past RAM',
      one([0xb8000000n, 256n * MiB]),
      'debug',
      'static-outside-above',
      'CPU0: Unexpected Trap: Data Abort',
    ],
    [
      'a bank below RAM',
      one([0x8000000n, 128n * MiB]),
      'debug',
      'static-outside-below',
      'CPU0: Unexpected Trap: Data Abort',
    ],
    [
      'an odd start',
      one([0x60000800n, 128n * MiB]),
      'release',
      'static-unaligned-start',
      'Failed to allocate requested static memory for domain d1.',
    ],
    [
      'a bank over Xen',
      one([0x40000000n, 128n * MiB]),
      'release',
      'static-overlap-module',
      'Early FDT parsing failed (-22)',
    ],
    [
      'its own kernel inside',
      one([0x44000000n, 64n * MiB]),
      'release',
      'mod-kernel-lost',
      'Could not set up d0 guest OS (rc = -2)',
    ],
    [
      'too small a bank',
      one([0x60000000n, 2n * MiB]),
      'release',
      'place-too-small',
      'Not enough memory in the first bank for the kernel+dtb+initrd',
    ],
  ])('%s', (_, refused, build, rule, message) => {
    expect(analyse(refused, on('4.22', build)).panic).toMatchObject({ rule, message });
  });
});

it('says which inputs it lacked', () => {
  const { load: _, ...rest } = layout(domU('domU1', [0x60000000n, 128n * MiB], 0x44000000n));
  const { assumed, verdict } = analyse({ ...rest, load: { xen: null, fdt: null } }, DEFAULT_TARGET);
  expect(verdict).toBe('boots');
  expect(assumed).toEqual(['xen-image', 'fdt', 'gic', 'module:0x44000000']);
});
