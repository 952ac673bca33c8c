// That room is left for what no design names: Xen, its blob, its tables and its heap. The boot simulator is the judge.
import { expect, test } from 'vitest';
import { bytes, GiB, MiB, PAGE } from '../../model/addr.ts';
import { addNeed, type NeedFor, plainNeed } from '../../model/need.ts';
import type { EntityId, Plan } from '../../model/plan.ts';
import { totalSize } from '../../model/range.ts';
import type { Release } from '../../model/release.ts';
import { DEFAULT_TARGET, type Target } from '../../model/target.ts';
import { settledPlan } from '../../testing/any-wants.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { analyse } from '../index.ts';
import { fails } from '../words.ts';
import { accept, placed, PLACE_THE_REST, REPAIR } from './placing.ts';
import { roomsOf } from './rooms.ts';
import { askedOf } from './subjects.ts';

const LOADED = 'xen 40200000+200000 | fdt 44000000+10000';
const target = (release: Release): Target => ({ ...DEFAULT_TARGET, release });

const wanting = (plan: Plan, what: NeedFor, size: bigint, most: bigint | null = null): Plan =>
  addNeed(plan, {
    ...plainNeed('' as EntityId, what, bytes(size)),
    most: most === null ? null : bytes(most),
  });

/** The plan with everything placed; what fails in its boot. */
function booted(plan: Plan, release: Release): { readonly plan: Plan; readonly trouble: string[] } {
  const answer = placed(plan, target(release), REPAIR);
  if (answer.kind !== 'placed') throw new Error(answer.kind);
  const next = settledPlan(accept(plan, answer.items), release);
  const { verdict, findings } = analyse(next, target(release));
  return {
    plan: next,
    trouble: [
      ...findings.filter(fails).map(({ message }) => message),
      ...(verdict === 'boots' ? [] : [verdict]),
    ],
  };
}

const IMAGE = { kind: 'Image', textOffset: 0n, imageSize: 0n, flags: 10n } as const;

/** A kernel that is unpacked to so much. */
const packed = (plan: Plan, size: bigint): Plan => ({
  ...plan,
  domains: plan.domains.map((domain) => ({
    ...domain,
    modules: domain.modules.map((module) => ({
      ...module,
      file: {
        name: 'Image.gz',
        size: module.size,
        header: { kind: 'gzip', unpacked: { size, header: IMAGE } } as const,
      },
    })),
  })),
});

test('whatever is not known to be loaded somewhere has room kept for it', () => {
  const labels = (spec: string): string[] =>
    askedOf(planSpec(spec), target('4.22'), REPAIR).subjects.flatMap(({ label, stands }) =>
      stands.kind === 'room' ? [label] : [],
    );
  expect(labels('a static 60000000+1000000')).toEqual([
    'room for Xen',
    'room for the device tree blob',
    'room for Xen’s table of pages',
    'room for Xen’s heap',
  ]);
  expect(labels(`${LOADED} | heap 50000000+4000000 | a static 60000000+1000000`)).toEqual([]);
  expect(labels(`${LOADED} | dom0 kernel 46000000+1000 | args dom0_mem=256M`)).toContain('room for dom0');
});

test.each<Release>(['4.17', '4.19', '4.21', '4.22', 'unstable'])(
  'on %s the smallest heap anybody asks for is as large as Xen needs it, and no more than that',
  (release) => {
    const plan = planSpec(
      `ram 40000000+80000000 | ${LOADED} | a cpus 4 static 60000000+20000000 kernel 46000000+1000000`,
      release,
    );
    const { plan: next, trouble } = booted(wanting(plan, { kind: 'heap' }, PAGE), release);
    expect(trouble).toEqual([]);
    // 28 MiB are the table of 2 GiB of pages.
    expect(totalSize(next.heap)).toBeGreaterThan(28n * MiB);
    expect(totalSize(next.heap)).toBeLessThan(48n * MiB);
  },
);

test.each<readonly [string, Release, (plan: Plan) => Plan]>([
  ['as it is', '4.17', (plan) => plan],
  ['on the newest', '4.22', (plan) => plan],
  ['a kernel that is unpacked in one piece', '4.19', (plan) => packed(plan, 60n * MiB)],
  ['a kernel that is unpacked to a power of two', '4.22', (plan) => packed(plan, 64n * MiB)],
])('memory for as much as there is leaves Xen what it takes: %s', (_, release, change) => {
  const plan = change(
    planSpec(`ram 40000000+20000000 | ${LOADED} | a cpus 2 memory 0 kernel 46000000+1000000`, release),
  );
  const what = { kind: 'memory', domain: plan.domains[0]!.id } as const;
  const { plan: next, trouble } = booted(wanting(plan, what, 16n * MiB, GiB), release);
  expect(trouble).toEqual([]);
  expect(totalSize(next.domains[0]?.staticMem ?? [])).toBeGreaterThan(128n * MiB);
});

test('to ask for up to more than all there is, is to ask for up to all that is free', () => {
  const plan = planSpec(`ram 40000000+20000000 | ${LOADED} | a cpus 1 memory 0 kernel 46000000+1000000`);
  const what = { kind: 'memory', domain: plan.domains[0]!.id } as const;
  const asking = (most: bigint) =>
    placed(wanting(plan, what, 16n * MiB, most), target('4.22'), PLACE_THE_REST);
  expect(asking(GiB)).toMatchObject({ kind: 'placed' });
  expect(asking(1024n * GiB)).toEqual(asking(GiB));
});

test('what a kernel unpacks to, a pool of page tables and memory of the heap are counted', () => {
  const spec = 'ram 40000000+20000000 | a cpus 1 memory 20000 kernel 46000000+1000000';
  const plan = planSpec(spec);
  const { heap, dynamic } = roomsOf(plan, target('4.22'));
  expect(dynamic).toBe(0x2_0000 / 4);
  // Twice the power of two above it, so that one whole block is among it however it lies.
  expect(roomsOf(packed(plan, 60n * MiB), target('4.22'))).toMatchObject({ heap, unpack: 2 * 64 * 256 });
  const cpus = { ...plan, domains: plan.domains.map((domain) => ({ ...domain, cpus: 64 })) };
  expect(roomsOf(cpus, target('4.22')).heap - heap).toBeGreaterThan(16 * 256);
});

test('the table of pages needs one run on multiples of 32 MiB until 4.21, and of 2 MiB since', () => {
  const plan = planSpec('ram 40000000+20000000 800000000+20000000 | a static 60000000+1000000');
  const of = (release: Release): string[] =>
    roomsOf(plan, target(release)).frametable.map(
      ({ pages, align }) => `${pages / 256} MiB on ${align / 256}`,
    );
  expect(of('4.21').every((run) => run.endsWith('on 32'))).toBe(true);
  expect(of('4.22').every((run) => run.endsWith('on 2'))).toBe(true);
});

test('where there is no room for Xen beside a domain, that is the conflict', () => {
  const plan = planSpec(
    `ram 40000000+8000000 | reserved 40000000+200000 | ${LOADED} | a cpus 1 kernel 46000000+100000`,
  );
  const what = { kind: 'memory', domain: plan.domains[0]!.id } as const;
  const answer = placed(wanting(plan, what, 60n * MiB), target('4.21'), PLACE_THE_REST);
  expect(answer.kind === 'impossible' && answer.conflict.map(({ label }) => label)).toEqual([
    'a memory',
    'room for Xen’s table of pages',
  ]);
});
