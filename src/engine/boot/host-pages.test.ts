import { describe, expect, it, test } from 'vitest';
import { hex } from '../../model/addr.ts';
import { RELEASES } from '../../model/release.ts';
import { node } from '../../model/tree.ts';
import { DEFAULT_TARGET, type Target } from '../../model/target.ts';
import { kernelAt, layoutOn } from '../../testing/layouts.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { cellProperties, reg } from '../../testing/tree-spec.ts';
import type { Plan } from '../../model/plan.ts';
import { analyse } from '../index.ts';

/** `error 70001000+800 of 70000800+1000`: what is missing, and of what. */
const missing = (plan: Plan, target: Target = DEFAULT_TARGET): string[] =>
  analyse(plan, target)
    .findings.filter(({ rule }) => rule === 'host-page-missing')
    .map(({ severity, range, involved }) =>
      [severity, ...[range, ...involved].map((r) => r && `${hex(r.start)}+${hex(r.size)}`)]
        .join(' ')
        .replaceAll('0x', ''),
    );

const DOM0 = 'args dom0_mem=128M | dom0 kernel 42000000+10000';

// The first two and the regions that share a page on real Xen 4.17 to 4.22 and unstable.
test.each<[string, string, readonly string[]]>([
  ['reserved 70000000+1000', 'a region of whole pages', []],
  ['reserved 70000800+1000', 'a region that ends in the next page', ['error 70001000+800 70000800+1000']],
  ['reserved 70000800+800', 'one that ends in the page it starts in', []],
  ['reserved 70000800+1001', 'one of a page and a byte: two pages', []],
  ['reserved 70000fff+2000', 'a start on the last byte of a page', ['error 70002000+fff 70000fff+2000']],
  ['reserved 70000800+1000 70001800+800', 'regions that share a page', []],
  ['reserved 70000800+1000 | device 70001000+1000', 'a device over the missing page', []],
  [
    'reserved 70000800+1000 70002800+1000',
    'two regions',
    ['error 70001000+800 70000800+1000', 'error 70003000+800 70002800+1000'],
  ],
  ['device a000000+1000', 'a device on a page', []],
  ['device a000200+200', 'registers within a page', []],
  ['device a000c00+800', 'registers across two pages', ['silent a001000+400 a000c00+800']],
])('dom0 is not given all of what it is told of: %s, %s', (spec, _, expected) => {
  expect(missing(planSpec(`${spec} | ${DOM0}`))).toEqual(expected);
});

describe('a region off a page', () => {
  const spec = `reserved 70000800+1000 | ${DOM0}`;

  it.each(RELEASES)('is cut short on %s', (release) => {
    expect(missing(planSpec(spec, release), { ...DEFAULT_TARGET, release })).toHaveLength(1);
  });

  it('is nobody’s without dom0', () => {
    expect(
      missing(planSpec('reserved 70000800+1000 | domU1 static 60000000+10000000 kernel 44000000+10000')),
    ).toEqual([]);
  });

  it('says what is missing and for whom', () => {
    const [finding] = analyse(planSpec(spec), DEFAULT_TARGET).findings.filter(
      ({ rule }) => rule === 'host-page-missing',
    );
    expect(finding).toMatchObject({ domain: 'dom0', property: 'reg', stops: false });
    expect(finding?.path).toMatch(/^\/reserved-memory\//);
    expect(finding?.message).toContain('0x7000_1000 + 2 KiB');
  });
});

// Real Xen 4.17 and 4.22.
it('nothing is given of reserved memory without ranges', () => {
  const reserved = node('reserved-memory', cellProperties(2, 2), [
    node('firmware@70000000', [reg(0, 0x7000_0000, 0, 0x1000)]),
  ]);
  expect(missing(layoutOn([reserved], kernelAt(0x4600_0000n)))).toEqual([
    'error 70000000+1000 70000000+1000',
  ]);
});
