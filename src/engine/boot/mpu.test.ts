import { describe, expect, it } from 'vitest';
import type { Release } from '../../model/release.ts';
import type { Arch, Build } from '../../model/target.ts';
import { bootExample } from '../../testing/example.ts';
import type { Analysis } from '../analysis.ts';
import { dom0, domU, machine, MIB, staticHeap } from '../refusals/example-text.ts';

const boot = (release: Release, arch: Arch, chosen: string, build: Build = 'release'): Analysis => {
  const example = { release, arch, build, on: ['MPU' as const], triggers: () => '', harmless: () => '' };
  return bootExample(example, machine(chosen));
};

const HEAP = staticHeap(0x50000000, 128 * MIB);
const DIRECT = domU({ more: 'direct-map;' });
const withMsa = (value: string): string =>
  domU({ banks: null, kib: 0x20000, more: `v8r_el1_msa = "${value}";` });

describe('where a Xen for an MPU stops', () => {
  it.each<readonly [Release, Arch, string, string]>([
    ['4.21', 'arm64', HEAP + DIRECT, 'Xen BUG at arch/arm/mpu/mm.c:383'],
    ['4.21', 'arm32', HEAP + DIRECT, 'Xen BUG at arch/arm/mpu/mm.c:383'],
    ['4.22', 'arm64', DIRECT, 'No static heap memory bank found'],
    ['4.22', 'arm32', DIRECT, 'No static heap memory bank found'],
    ['4.22', 'arm64', HEAP + DIRECT, 'Xen BUG at arch/arm/mpu/p2m.c:15'],
    ['unstable', 'arm64', HEAP + DIRECT, 'Xen BUG at arch/arm/mpu/p2m.c:15'],
    ['4.22', 'arm32', HEAP + DIRECT, 'Xen BUG at arch/arm/arm32/mpu/p2m.c:9'],
    ['4.22', 'arm64', HEAP + domU(), 'Error getting v8r_el1_msa configuration'],
    ['4.22', 'arm64', HEAP + withMsa('mpu'), 'Error getting v8r_el1_msa configuration'],
    ['4.22', 'arm64', HEAP + withMsa('pmsa'), 'Error getting v8r_el1_msa configuration'],
    ['4.22', 'arm64', HEAP + withMsa('mmu'), 'Xen BUG at arch/arm/mpu/p2m.c:15'],
    ['4.22', 'arm64', HEAP + dom0, 'Error creating domain 0 (rc = -22)'],
    ['4.22', 'arm64', HEAP, 'Error creating domain 0 (rc = -22)'],
  ])('%s, %s', (release, arch, chosen, panic) => {
    expect(boot(release, arch, chosen).panic?.message).toBe(panic);
  });

  it.each(['arm64', 'arm32'] as const)('4.21 has no more to say than where it stops on %s', (arch) => {
    const rules = boot('4.21', arch, HEAP + dom0 + DIRECT).findings.map(({ rule }) => rule);
    expect(rules.filter((rule) => rule.startsWith('mpu-'))).toEqual(['mpu-unimplemented']);
  });

  it('is not asked for page tables', () => {
    const more = 'direct-map; xen,domain-p2m-mem-mb = <0>;';
    const rules = boot('4.22', 'arm64', HEAP + domU({ more })).findings.map(({ rule }) => rule);
    expect(rules).toEqual(['mpu-unimplemented']);
  });

  it('says that what follows is as with an MMU, also where no Xen can be built so', () => {
    for (const release of ['4.17', '4.20', '4.22'] as const)
      expect(boot(release, 'arm64', HEAP + DIRECT).assumed, `on ${release}`).toContain('mmu');
    expect(boot('4.20', 'arm64', HEAP + DIRECT).verdict).toBe('boots');
    expect(boot('4.22', 'arm64', HEAP + withMsa('mmu')).assumed).toContain('mmu-at-el1');
  });
});
