import { describe, expect, it } from 'vitest';
import type { Release } from '../../model/release.ts';
import { bootExample } from '../../testing/example.ts';
import type { Example } from '../refusals/example.ts';
import { domU, machine, memoryNode, MIB } from '../refusals/example-text.ts';
import { groupBits } from './group-map.ts';
import { platformOf } from './platform.ts';
import { type Build, DEFAULT_TARGET } from '../../model/target.ts';

const TIB = 2 ** 40;
const PAGE = 0x1000;

/** 2 GiB as usual, and a page before each of the addresses. */
const ramUpTo = (...ends: readonly number[]): string =>
  machine(domU(), {
    memory: memoryNode(0x40000000, 2048 * MIB, ...ends.flatMap((end) => [end - PAGE, PAGE])),
  });
const boot = (text: string, on: Partial<Example>) =>
  bootExample({ triggers: () => text, harmless: () => text, ...on }, text);

it.each([
  ['arm64', 2368],
  ['arm32', 64],
] as const)('%s keeps a bit for each of %i groups', (arch, bits) => {
  expect(groupBits(platformOf({ ...DEFAULT_TARGET, arch }))).toBe(bits);
});

// As booted: a bank at half of it leaves no address bit unused.
describe('RAM far up', () => {
  it.each<[Release, Build, tebibytes: number[], rule: string, consequence: string]>([
    ['4.16', 'debug', [32, 47], 'directmap-too-small', 'assertion'],
    ['4.16', 'debug', [32, 49], 'ram-beyond-groups', 'hang'],
    ['4.16', 'debug', [64], 'ram-beyond-groups', 'hang'],
    ['4.16', 'release', [32, 47], 'frametable-no-space', 'bug'],
    ['4.16', 'release', [32, 49], 'ram-beyond-groups', 'hang'],
    ['4.17', 'debug', [32, 49], 'directmap-too-small', 'assertion'],
    ['4.17', 'release', [64], 'frametable-no-space', 'bug'],
  ])('on %s, %s build, up to %j TiB: %s', (release, build, tebibytes, rule, consequence) => {
    const { panic } = boot(ramUpTo(...tebibytes.map((many) => many * TIB)), { release, build });
    expect(panic).toMatchObject({ rule, consequence });
  });

  it('that leaves no address bit unused, and fits the table of pages, is noted over data of Xen', () => {
    const ends = [1, 2, 2.5].map((many) => many * TIB);
    const memory = memoryNode(0.75 * TIB, 2048 * MIB, ...ends.flatMap((end) => [end - PAGE, PAGE]));
    const { findings, panic } = boot(machine(domU(), { memory }), { release: '4.20' });
    expect(panic?.rule).not.toBe('frametable-too-small');
    expect(findings).toContainEqual(
      expect.objectContaining({ rule: 'ram-beyond-groups', consequence: 'misbehaves', stops: false }),
    );
  });
});
