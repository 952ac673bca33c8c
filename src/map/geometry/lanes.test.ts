import { describe, expect, test } from 'vitest';
import { planSpec } from '../../testing/plan-spec.ts';
import { hostLanes } from './lanes.ts';
import type { Lane } from './scene.ts';

/** `domU1: bank 0 60000000+10000000 resizes dom-0`, one line per block. */
const written = (lanes: readonly Lane[]): string[] =>
  lanes.flatMap(({ title, blocks }) =>
    blocks.map(
      ({ label, range, grip, owner }) =>
        `${title}: ${label} ${range.start.toString(16)}+${range.size.toString(16)} ${grip} ${owner}`,
    ),
  );

test('a plan in lanes: hardware, Xen, domains, shared memory, modules', () => {
  const plan = planSpec(`ram 40000000+80000000 | reserved 40000000+100000 | memreserve 48000000+1000
    device a000000+200 | xen 40200000+200000 | fdt 48000000+1000 | heap 50000000+10000000
    domU1 dm static 60000000+10000000 80000000+10000000 kernel 44000000+10000 shared ipc0 78000000>78000000+1000 owner
    domU2 static 70000000+8000000 kernel 44000000+10000 shared ipc0 78000000>20000000+1000 borrower`);
  expect(written(hostLanes(plan))).toEqual([
    'Hardware: GIC 8000000+10000 fixed firmware',
    'Hardware: GIC 80a0000+f60000 fixed firmware',
    'Hardware: UART 9000000+1000 fixed firmware',
    'Hardware: device a000000+200 fixed firmware',
    'Hardware: firmware 40000000+100000 fixed firmware',
    'Hardware: RAM 40000000+80000000 fixed ram',
    'Hardware: memreserve 48000000+1000 fixed firmware',
    'Xen: Xen image 40200000+200000 moves xen',
    'Xen: DTB 48000000+1000 moves xen',
    'Xen: heap 50000000+10000000 resizes xen',
    'domU1: bank 0 60000000+10000000 resizes dom-0',
    'domU1: bank 1 80000000+10000000 resizes dom-0',
    'domU2: domU2 70000000+8000000 resizes dom-1',
    'Shared: ipc0 78000000+1000 resizes shared',
    'Modules: kernel 44000000+10000 moves module',
  ]);
});

describe('what several domains name is one block of all their entities', () => {
  const plan = planSpec(`domU1 static 60000000+10000000 kernel 44000000+10000
    domU2 static 70000000+8000000 kernel 44000000+10000 ramdisk 44000000+10000`);
  const modules = hostLanes(plan).find(({ title }) => title === 'Modules');

  test('the same kernel twice', () => {
    expect(modules?.blocks.map(({ ids }) => ids.length)).toEqual([2, 1]);
    expect(modules?.blocks[0]?.name).toBe('domU1, domU2 kernel');
  });

  test('a ramdisk at the same place is another module', () => {
    expect(modules?.blocks[1]?.name).toBe('domU2 ramdisk');
  });
});

test('the board’s lane stays the same object while domains are carved', () => {
  const plan = planSpec('device a000000+200 | domU1 static 60000000+10000000');
  expect(hostLanes({ ...plan, domains: [] })[0]).toBe(hostLanes(plan)[0]);
});

test('lanes that would be empty are left out, lanes to draw in are not', () => {
  const lanes = hostLanes(planSpec('domU1 memory 40000'));
  expect(lanes.map(({ title }) => title)).toEqual(['Hardware', 'Xen', 'domU1', 'Modules']);
  expect(lanes.map(({ draws }) => draws?.kind ?? null)).toEqual([null, 'heap', 'bank', 'module']);
  expect(hostLanes(planSpec('ram 40000000+1000')).map(({ title }) => title)).toEqual(['Hardware', 'Xen']);
});

test.each([
  ['domU1 | domU2', 'domU1’s kernel'],
  ['domU1 kernel 44000000+1000 | domU2', 'domU2’s kernel'],
  ['domU1 kernel 44000000+1000 | domU2 kernel 45000000+1000', 'domU1’s ramdisk'],
  ['dom0 kernel 44000000+1000', 'dom0’s ramdisk'],
  ['dom0 kernel 44000000+1000 | domU1', 'domU1’s kernel'],
  ['domU1 kernel 44000000+1000 ramdisk 45000000+1000', 'domU1’s ramdisk'],
])('what is drawn among the modules of %s: %s', (spec, what) => {
  expect(hostLanes(planSpec(spec)).at(-1)?.draws).toMatchObject({ kind: 'module', what });
});

test('what is drawn as shared memory is between those of the last one, its owner first', () => {
  const plan = planSpec(`domU1 shared a 50000000>50000000+1000 owner shared b 51000000>51000000+1000 borrower
    domU2 shared a 50000000>50000000+1000 borrower
    domU3 shared b 51000000>51000000+1000 owner`);
  const lane = hostLanes(plan).find(({ key }) => key === 'shared');
  const [one, , three] = plan.domains;
  expect(lane?.draws).toEqual({ kind: 'shared', domains: [three?.id, one?.id] });
});

test('a domain with two nodes of a shared memory is one of those who share it', () => {
  const plan = planSpec(
    `domU1 shared a 50000000>50000000+1000 owner shared a 50000000>60000000+1000 borrower`,
  );
  expect(hostLanes(plan).find(({ key }) => key === 'shared')?.draws).toEqual({
    kind: 'shared',
    domains: [plan.domains[0]?.id],
  });
});

test('the ninth domain has the first one’s colour again', () => {
  const spec = Array.from({ length: 9 }, (_, i) => `domU${i + 1} memory 1000`).join('\n');
  expect(hostLanes(planSpec(spec)).at(-2)?.owner).toBe('dom-0');
});
